"""What the band says in words, what it asks for, and what the case page shows."""

import pytest

from cases import registries
from intercepts.access import get_intercepted_for
from intercepts.explanation import because, duties
from intercepts.intercept_page import destination_of
from tests.factories.cases import CaseFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tracekenya.roles.access import OutOfScope

pytestmark = pytest.mark.django_db


def test_a_band_without_signs_says_so():
    row = InterceptedPersonFactory(proposed_band="no_concern")

    assert because(row) == "No concern because: no sign was seen"


def test_a_child_is_a_reason_and_an_old_sign_keeps_its_code():
    row = InterceptedPersonFactory(proposed_band="high_risk", person__child=True)
    row.signs.create(code="x_old", section="control", weight=4)

    assert because(row) == "High risk because: x_old (4), a child"


@pytest.mark.parametrize(
    ("band", "child", "count", "last"),
    [
        ("no_concern", False, 1, "Wish a safe journey. No name is kept."),
        ("evidence_of_trafficking", False, 3,
         "Call the police only if the person agrees or a life is in danger."),
        ("high_risk", True, 3, "Offer a bed or transport home. Tell your supervisor today."),
    ],
)  # fmt: skip
def test_duties_follow_band_and_age(band, child, count, last):
    row = InterceptedPersonFactory(proposed_band=band, person__child=child)

    said = [str(text) for text in duties(row)]

    assert (len(said), said[-1]) == (count, last)
    assert (said[0].startswith("A child:")) == child


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"destination_country": "SA"}, "Saudi Arabia"),
        ({"destination_country": "FR"}, "FR"),
    ],
)
def test_the_destination_is_said_as_far_as_known(facts, words):
    assert destination_of(InterceptFactory(**facts)) == words


def test_the_case_shows_the_intercept_behind_it(case_manager):
    row = InterceptedPersonFactory(case=CaseFactory())

    panels = {p["name"]: p["rows"] for p in registries.panels_for(row.case, case_manager)}
    told = [entry.text for entry in registries.timeline_of(row.case, case_manager)]

    assert panels["intercept"] == {"intercepted": [row]}
    assert told.count(f"Met on the road at {row.intercept.station}") == 1


def test_a_person_out_of_reach_is_not_found(field_monitor):
    row = InterceptedPersonFactory()

    with pytest.raises(OutOfScope):
        get_intercepted_for(field_monitor, row.pk)
