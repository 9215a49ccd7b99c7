"""Every address, asked by every role and by strangers, in every way, about records near and far.

The expected answers are written by hand in `tests/access` and `tests/roles/access_oracle.csv`.
"""

import pytest

from tests.access import matrix
from tests.access.stage import built
from tests.access.table import Answer, Position, lines
from tests.project.test_routes import ROUTES
from tests.roles.oracle import oracle
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as made:
        yield made


def test_every_route_has_its_line_and_every_line_a_route():
    assert {line.route for line in lines()} == set(ROUTES)


def test_the_sample_touches_every_row_of_the_policy_and_every_position():
    cells = matrix.sample(7)
    acts = {line.act for line in lines()} - {"public"}

    assert {c[2].route for c in cells} == set(ROUTES)
    assert {(c[0], c[2].act) for c in cells} >= {(str(r), act) for r in Role for act in acts}
    assert {c[3] for c in cells} == set(Position)


def test_the_table_of_routes_asks_only_for_acts_that_the_oracle_knows():
    acts = {line.act for line in lines()}
    acts |= {word for line in lines() for word in line.also.split() if "." in word}

    assert acts - {act for _role, act in oracle()} == {"public"}


def test_nobody_meets_another_answer_than_the_tables_say(stage):
    found = matrix.ask_all(stage, matrix.sample(7))
    print(found)  # noqa: T201
    assert (found.errors, found.unexpected, found.telling) == ([], [], [])
    assert min(found.counts[answer] for answer in Answer) > 100


@pytest.mark.deep
@pytest.mark.parametrize("who", matrix.PRINCIPALS)
def test_nobody_meets_another_answer_anywhere(stage, who):
    found = matrix.ask_all(stage, matrix.all_cells(str(who)))
    print(f"{who}: {found}")  # noqa: T201

    assert (found.errors, found.unexpected, found.telling) == ([], [], [])
