"""Nobody reads a protected word where the tables written by hand do not let them; each is found somewhere.

Every protected text of every record holds a word of its own; all pages, forms, files and answers to
a click are then read as every role.
"""

import random

import pytest

from tests.access import looks, markers
from tests.access.stage import built
from tests.access.table import Position
from tests.project.test_routes import ROUTES

# One process builds the records, not each.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("marker_words")]
NEAR_AND_FAR = [Position.ASSIGNED, Position.OTHER, Position.RESTRICTED]
SHARE = 0.3  # of what is open to each role is read in the sample
LOOKED_AT = 0.15  # of the pages that open to each role, to count the rows that they leave


@pytest.fixture(scope="module")
def marked(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as stage:
        yield stage, markers.fill(stage)


def test_every_protected_field_has_a_rule_or_is_shown_to_nobody():
    fields = {f"{model._meta.label}.{name}" for model, name in markers.protected()}

    assert {name for name, _way in markers.allowed()} - fields == set()


def test_no_marker_is_read_where_it_may_not_be(marked):
    stage, marks = marked
    chance = random.Random(7)
    with markers.traced(stage) as traces:
        result = markers.hunt(stage, marks, NEAR_AND_FAR, lambda each: chance.random() < SHARE)
    print(result)  # noqa: T201

    assert (traces.told, traces.read) == (set(), result.asked)

    assert sorted(result.leaks) == []
    assert len(result.found) > 20


@pytest.mark.deep
def test_no_marker_is_read_anywhere_and_each_is_found_where_it_may_be(marked):
    stage, marks = marked
    with markers.traced(stage) as traces:
        result = markers.hunt(stage, marks, list(Position))
    print(result)  # noqa: T201

    assert (traces.told, traces.read) == (set(), result.asked)

    assert sorted(result.leaks) == []
    assert set(markers.allowed()) - set(result.found) == markers.CHOICES


def test_the_table_of_looks_names_routes_that_there_are():
    assert set(looks.owed()) - set(ROUTES) == set()


def test_a_look_leaves_one_row_and_a_page_of_codes_none(marked):
    stage, _marks = marked
    chance = random.Random(7)
    result = looks.look_at_all(
        stage, [Position.ASSIGNED], lambda _line: chance.random() < LOOKED_AT
    )
    print(result)  # noqa: T201

    assert sorted(result.wrong) == []
    assert result.with_row.total() > 20


@pytest.mark.deep
def test_any_look_anywhere_leaves_one_row_and_a_page_of_codes_none(marked):
    stage, _marks = marked
    result = looks.look_at_all(stage, list(Position))
    print(result)  # noqa: T201

    assert sorted(result.wrong) == []
    assert set(looks.owed()) - set(result.with_row) == set()
