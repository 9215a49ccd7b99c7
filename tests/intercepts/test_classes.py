"""The case that follows an intercept."""

import datetime as dt

import pytest
from django.db import IntegrityError

from cases.actions.cases import change_status
from cases.models import Case
from intercepts.actions.classes import open_case
from intercepts.models import InterceptedPerson
from tests.factories.accounts import OfficeFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


def waiting(**facts):
    return InterceptedPersonFactory(final_class="", **{"proposed_band": "high_risk"} | facts)


FACTS = {
    "case_types": ["trafficking"],
    "trafficking_status": "presumed_victim",
    "risk_level": "high",
    "opened_on": dt.date(2025, 6, 2),
}


def test_a_case_takes_over_what_the_intercept_knows(case_manager):
    office = OfficeFactory()
    person = waiting(intercept__station__office=office, was_exploited=True)

    case = open_case(intercepted=person, by=case_manager, **FACTS)

    assert (case.person, case.county, case.office, case.source) == (
        person.person,
        person.intercept.station.county,
        office,
        "intercept",
    )
    assert (case.trafficking_stage, case.legal_basis) == ("exploitation", "")
    assert InterceptedPerson.objects.get().case == case


def test_a_case_of_a_child_rests_on_child_protection(case_manager):
    case = open_case(intercepted=waiting(person__child=True), by=case_manager, **FACTS)

    assert (case.trafficking_stage, case.legal_basis) == ("transit", "child_protection")


AGREED = {"consent": "yes", "consent_language": "sw", "consent_wording": 2}


def answers(case):
    rows = case.consents.order_by("scope")
    return [(row.scope, row.status, row.giver, row.mode, row.given_on) for row in rows]


def test_a_yes_at_the_stage_is_a_consent_of_the_case_for_what_was_read_aloud(
    case_manager, signed_in
):
    person = waiting(**AGREED, had_interpreter=True)
    later = FACTS | {"opened_on": dt.date(2025, 6, 5)}

    case = open_case(intercepted=person, by=case_manager, **later)

    day = person.intercept.happened_on
    kept = ("given", "self", "read_aloud", day)
    assert answers(case) == [("data_processing", *kept), ("interview", *kept)]
    consent = case.consents.first()
    seen, _user = signed_in(Role.CASE_MANAGER)
    asked = seen.get(case.get_absolute_url()).content.decode()
    where = "At the stage, Kiswahili, wording 2, with an interpreter"
    assert asked.count(where) == 2
    assert where in seen.get(consent.get_absolute_url()).content.decode()


def test_the_office_still_asks_before_it_works_on_the_case(case_manager):
    case = open_case(intercepted=waiting(**AGREED), by=case_manager, **FACTS)

    with pytest.raises(DomainError, match="consent to work on this case"):
        change_status(case=case, to_status="assessment", by=case_manager)


@pytest.mark.parametrize(
    "answer",
    [
        {"consent": "no"},
        {"consent": "unable"},
        {"consent": ""},
        AGREED | {"talked_apart": "no"},
        AGREED | {"person__child": True},
        AGREED | {"person__birth_date": None},
    ],
    ids=["no", "unable", "not asked", "others could hear", "child", "age not known"],
)
def test_no_other_answer_becomes_a_consent(case_manager, answer):
    case = open_case(intercepted=waiting(**answer), by=case_manager, **FACTS)

    assert answers(case) == []


def test_one_more_click_keeps_no_second_consent(case_manager):
    person = waiting(**AGREED)

    case = open_case(intercepted=person, by=case_manager, **FACTS)
    open_case(intercepted=person, by=case_manager, **FACTS)

    assert len(answers(case)) == 2


def test_asking_twice_gives_one_case(case_manager):
    person = waiting()

    first, second = (open_case(intercepted=person, by=case_manager, **FACTS) for _ in range(2))

    assert first == second
    assert Case.objects.count() == 1


def test_a_case_is_not_older_than_its_intercept(case_manager):
    early = FACTS | {"opened_on": dt.date(2025, 5, 31)}

    with pytest.raises(DomainError) as refusal:
        open_case(intercepted=waiting(), by=case_manager, **early)

    assert refusal.value.field == "opened_on"
    assert Case.objects.count() == 0


def test_no_case_stays_when_the_trail_refuses(case_manager, broken_trail):
    person = waiting()

    with pytest.raises(IntegrityError):
        open_case(intercepted=person, by=case_manager, **FACTS)

    assert (Case.objects.count(), InterceptedPerson.objects.get().case) == (0, None)
