"""A wrong letter in the table of rights: does asking the addresses notice it?

Each cell is flipped in the running process (a letter to a dash, a dash to W) and the addresses of
its act are asked until an answer differs from the tables written by hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.access.matrix import Findings, judge, taken
from tests.access.stage import Stage
from tests.access.table import OUTSIDERS, REACH, Answer, Line, Position, expected, letter, lines
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, policy
from tracekenya.roles.roles import Role

Cell = tuple[Role, Permission]
MOST_ASKED = 6  # addresses for one flipped cell


def all_cells() -> list[Cell]:
    return [(role, act) for act in Permission for role in Role]


def opens_something(cell: Cell) -> bool:
    """Return whether a wrong letter here can be met at the door of an address.

    Board and donor meet 404 without the act, and with the act alone on a record that they do not see.
    """
    role, act = cell
    of_act = [line for line in lines() if line.act == act and holds_the_rest(role, line)]
    if act == Permission.COUNSELLING_VIEW_SHARED and letter(role, act) == "-":
        return False  # the notes of the stage are not shared
    if act == Permission.BOARD_REGISTER_EDIT and role != Role.BOARD_MEMBER:
        return False  # the letter alone opens nothing: one must be the board's secretary too
    if act == Permission.SEALED_NOTE_READ and role != Role.BOARD_MEMBER:
        return False  # nor here: one must chair the board
    if letter(role, act) != "-":  # some letters reach no record of the stage that way
        return bool(of_act and places(role, act))
    if role not in OUTSIDERS:
        return bool(of_act)
    return any(line.record == "-" or not REACH[line.record] for line in of_act)


def holds_the_rest(role: Role, line: Line) -> bool:
    """Return whether `role` has the other acts that the route asks for besides its own."""
    return all(letter(role, act) != "-" for act in line.acts[1:])


@contextmanager
def flipped(cell: Cell) -> Iterator[None]:
    table = policy()
    right = table[cell]
    table[cell] = Scope.ORGANISATION if right is Scope.NONE else Scope.NONE
    try:
        yield
    finally:
        table[cell] = right


def is_noticed(stage: Stage, cell: Cell) -> bool:
    """Return whether an address of the act answers otherwise than the tables say."""
    role, act = cell
    stage.prove(role)  # or the question who it is would hide what the letter opens
    with flipped(cell):
        for line, position in places(role, act):
            method, found = taken(line)[0], Findings()
            judge(
                found, (role, method, line, position),
                stage.ask(role, method, stage.address(line, position, role)), stage,
            )  # fmt: skip
            if found.unexpected or found.errors:
                return True
    return False


def places(role: Role, act: Permission) -> list[tuple[Line, Position]]:
    """Return what to ask: of who may, what is open; of who may not, what refuses at the door."""
    of_act = [line for line in lines() if line.act == act]
    wanted = Answer.OPEN if letter(role, act) != "-" else expected_refusal(role)
    found = []
    for line in of_act:
        positions = [Position.ASSIGNED, Position.NEAR, Position.OWN, *line.positions]
        fitting = [p for p in positions if p in line.positions and p != Position.MISSING]
        found += [(line, p) for p in fitting if expected(role, line, p) == wanted][:1]
    return sorted(found, key=lambda each: each[0].record != "-")[:MOST_ASKED]


def expected_refusal(role: Role) -> Answer:
    return Answer.NOT_FOUND if role in OUTSIDERS else Answer.FORBIDDEN
