"""Every address, asked by every role and by strangers, in every way, about records near and far.

The expected answers are written by hand in `tests/access` and `tests/roles/access_oracle.csv`.
"""

import random

import pytest

from tests.access import flips, matrix
from tests.access.stage import built
from tests.access.table import OUTSIDERS, Answer, Position, lines
from tests.project.test_routes import ROUTES
from tests.roles.oracle import oracle
from tracekenya.roles.roles import Role

FLIPS = 120  # cells of the policy that the sample flips

# One process builds the records, not each.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("access_matrix")]


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as made:
        yield made


def test_every_route_has_its_line_and_every_line_a_route():
    assert {line.route for line in lines() if "?" not in line.route} == set(ROUTES)


def test_the_sample_touches_every_row_of_the_policy_and_every_position():
    cells = matrix.sample(7)
    acts = {line.act for line in lines()} - {"public"}

    assert {c[2].route for c in cells} >= set(ROUTES)
    assert {(c[0], c[2].act) for c in cells} >= {(str(r), act) for r in Role for act in acts}
    assert {c[3] for c in cells} == set(Position)


def test_the_table_of_routes_asks_only_for_acts_that_the_oracle_knows():
    acts = {act for line in lines() for act in line.asked_by("POST").acts}

    assert acts - {act for _role, act in oracle()} == {"public"}


def test_nobody_meets_another_answer_than_the_tables_say(stage):
    found = matrix.ask_all(stage, matrix.sample(7))
    print(found)  # noqa: T201
    assert (found.errors, found.unexpected, found.telling) == ([], [], [])
    assert min(found.counts[answer] for answer in Answer) > 100


@pytest.mark.deep
@pytest.mark.parametrize(
    "who",
    # Minutes for each role: two processes share them, though each builds the records then.
    [
        pytest.param(who, marks=pytest.mark.xdist_group(f"matrix_{who}"))
        for who in matrix.PRINCIPALS
    ],
)
def test_nobody_meets_another_answer_anywhere(stage, who):
    found = matrix.ask_all(stage, matrix.all_cells(str(who)))
    print(f"{who}: {found}")  # noqa: T201

    assert (found.errors, found.unexpected, found.telling) == ([], [], [])


# Calls of phones: each carries the phone's own token in a header that no browser sends by itself, and no
# cookie counts there. Enrolling carries a code that counts once, for half an hour.
WITHOUT_FORM_TOKEN = {
    "field:field_enrol": {400, 405, 415},
    "field:field_ping": {405},
    "field:field_definition": {405},
    "field:field_heartbeat": {401, 405},
    "field:field_submissions": {401, 405},
    "field:field_photos": {401, 405},
}


def test_who_needs_no_form_token_is_listed_with_why():
    """Beside these, no view of ours and none of another package goes without it."""
    exempt = {name for name, p in ROUTES.items() if getattr(p.callback, "csrf_exempt", False)}

    assert exempt == set(WITHOUT_FORM_TOKEN)
    assert all(ROUTES[name].callback.public_because for name in exempt)


def test_no_unsafe_request_passes_without_a_token(stage):
    """With the check of Django's middleware on; the test client leaves it out otherwise."""
    chance, passed = random.Random(7), []
    for client in stage.clients.values():
        client.handler.enforce_csrf_checks = True
    for line in lines():
        for method in ("POST", chance.choice(["PUT", "PATCH", "DELETE"])):
            who = str(chance.choice(matrix.PRINCIPALS))
            answer = stage.ask(who, method, stage.address(line, line.positions[0], who))
            refusals = WITHOUT_FORM_TOKEN.get(line.route, {403})
            if answer.status_code not in refusals:
                passed.append(f"{who} {method} {line.route}: {answer.status_code}")
    for client in stage.clients.values():
        client.handler.enforce_csrf_checks = False

    assert passed == []


def flips_noticed(stage, cells) -> list:
    """Ask with each cell flipped; print the share that was noticed and return what was not."""
    missed = [cell for cell in cells if not flips.is_noticed(stage, cell)]
    noticed = len(cells) - len(missed)
    share = 100 * noticed / len(cells)
    print(f"policy flips: {len(cells)}, noticed {noticed} ({share:.1f} %)")  # noqa: T201
    return missed


def test_a_wrong_letter_of_the_policy_is_noticed_by_asking(stage):
    cells = [cell for cell in flips.all_cells() if flips.opens_something(cell)]

    assert flips_noticed(stage, random.Random(7).sample(cells, FLIPS)) == []


# Acts that no address asks for: they show or hide a part of a page, which `fields.csv` judges, or open
# nothing alone (a shared note of the stage, a chair), or reach no record of the stage.
NOT_AT_A_DOOR = {
    "board-register.edit", "break-glass.address", "break-glass.medical", "break-glass.text",
    "counselling.add", "counselling.view", "counselling.view-shared", "court.reference",
    "grant.business", "medical.findings", "medical.view", "safety-plan.view", "sealed-note.read",
    "stay.request", "system.view",
}  # fmt: skip


@pytest.mark.deep
def test_any_wrong_letter_of_the_policy_is_noticed_by_asking(stage):
    """The comparison with the oracle, in `tests/roles`, is the second net: it sees every cell."""
    cells = flips.all_cells()
    missed = flips_noticed(stage, cells)

    assert [cell for cell in missed if flips.opens_something(cell)] == []
    assert {str(act) for role, act in missed if role not in OUTSIDERS} <= NOT_AT_A_DOOR
