"""The cells of the access matrix, asking them, and what differs from the tables written by hand."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpResponse

from tests.access.stage import Stage
from tests.access.table import (
    ALLOWED,
    ANONYMOUS,
    METHODS,
    OUTSIDERS,
    Answer,
    Line,
    Position,
    expected,
    lines,
)
from tracekenya.roles.roles import Role

PRINCIPALS = [*Role, ANONYMOUS]
OTHER_WAYS = 0.2  # share of the sample's rows that are asked by any method
HEALTH = {"healthz"}  # says 503 where no worker runs
GOOD = {200, 302, 409}
# Whatever differs between two pages that tell nothing: tokens of forms, and the address itself.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|content="[A-Za-z0-9]{64}"')

Cell = tuple[str, str, Line, Position]  # who, method, route, where the record stands


@dataclass
class Findings:
    """What was asked and what differed."""

    asked: int = 0
    unexpected: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pages: dict[tuple, set[str]] = field(default_factory=lambda: defaultdict(set))
    counts: Counter = field(default_factory=Counter)

    @property
    def telling(self) -> list[tuple]:
        """Return who can tell a record out of reach from one that is missing, and where."""
        return [key for key, bodies in self.pages.items() if len(bodies) > 1]

    def __str__(self) -> str:
        return (
            f"access matrix: {self.asked} cells, unexpected {len(self.unexpected)},"
            f" 500s {len(self.errors)}, pages of 404 that tell {len(self.telling)}"
        )


def all_cells(who: str) -> list[Cell]:
    return [
        (who, method, line, position)
        for line in lines()
        for position in line.positions
        for method in METHODS
    ]


def sample(seed: int) -> list[Cell]:
    """Every row of the policy on one of its routes, every route in every position and by strangers.

    Whoever may see some of a kind of record is also asked for one out of reach and a missing one.
    """
    chance = random.Random(seed)
    cells = []
    for who in PRINCIPALS:
        by_act = defaultdict(list)
        for line in lines():
            by_act[line.act].append(line)
        for some in by_act.values():
            line = chance.choice(some)
            method = chance.choice(METHODS if chance.random() < OTHER_WAYS else taken(line))
            cells.append((str(who), method, line, chance.choice(line.positions)))
    for line in lines():
        cells.append((ANONYMOUS, chance.choice(taken(line)), line, line.positions[0]))
        meant = [str(r) for r in Role if expected(r, line, line.positions[0]) != Answer.FORBIDDEN]
        for position in line.positions:
            whoever = chance.choice([r for r in meant if r not in OUTSIDERS] or meant)
            cells.append((whoever, chance.choice(taken(line)), line, position))
        cells += _out_of_reach(chance, line)
    return cells


def taken(line: Line) -> list[str]:
    return sorted(ALLOWED[line.methods])


def _out_of_reach(chance: random.Random, line: Line) -> list[Cell]:
    """Return one person who sees some of these records, asking for one of others and for none."""
    pairs = [
        (str(who), position)
        for who in Role
        if any(expected(who, line, p) == Answer.OPEN for p in line.positions)
        for position in line.positions
        if position != Position.MISSING and expected(who, line, position) == Answer.NOT_FOUND
    ]
    if not pairs or "G" not in line.methods:
        return []
    who, position = chance.choice(pairs)
    return [(who, "GET", line, position), (who, "GET", line, Position.MISSING)]


def ask_all(stage: Stage, cells: Iterable[Cell]) -> Findings:
    found, by_person = Findings(), defaultdict(list)
    for cell in cells:
        by_person[cell[0]].append(cell)
    for who, theirs in by_person.items():
        with stage.seen_by(who):
            for cell in theirs:
                judge(found, cell, stage.ask(who, cell[1], stage.address(*cell[2:], who)), stage)
    return found


def judge(found: Findings, cell: Cell, answer: HttpResponse, stage: Stage) -> None:
    who, method, line, position = cell
    line = line.asked_by(method)
    found.asked += 1
    for close in answer._resource_closers:  # the file of a download that nobody reads
        close()
    what = f"{who} {method} {line.route} [{line.record}] {position}: {answer.status_code}"
    right = expected(who, line, position)
    found.counts[right] += 1
    if answer.status_code >= 500 and line.route not in HEALTH:
        found.errors.append(what)
    elif not is_right(answer, right, method in ALLOWED[line.methods], line):
        found.unexpected.append(f"{what}, not {right}")
    elif answer.status_code == 404 and method == "GET" and line.record != "-":
        found.pages[who, line.route, line.record].add(
            plain(answer, stage.address(line, position, who))
        )


def is_right(answer: HttpResponse, right: Answer, is_taken: bool, line: Line) -> bool:
    code = answer.status_code
    if line.act == "public":
        return code < 500 or line.route in HEALTH
    asks_to_sign_in = code == 302 and answer.url.startswith("/sign-in/?")
    if right == Answer.SIGN_IN:
        return asks_to_sign_in
    if not is_taken:  # a method that the route does not take succeeds for nobody
        return code in (405, 403, 404)
    if right == Answer.OPEN:
        is_none = code == 404 and "maybe" in line.also.split()
        return is_none or (code in GOOD and not asks_to_sign_in)
    return code == int(right)


def plain(answer: HttpResponse, address: str) -> str:
    """Return the page without its tokens and without the address that was asked for."""
    return TOKEN.sub("", answer.content.decode()).replace(address, "/address/")
