"""The case that follows an intercept."""

import datetime as dt

import pytest
from django.db import IntegrityError

from cases.models import Case
from intercepts.actions.classes import open_case
from intercepts.models import InterceptedPerson
from tests.factories.accounts import OfficeFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.lib.errors import DomainError

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
