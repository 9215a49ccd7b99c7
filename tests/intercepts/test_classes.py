"""The class that counts, and the case that follows."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from cases.models import Case
from intercepts.actions.classes import classify, open_case
from intercepts.models import InterceptedPerson
from tests.factories.accounts import OfficeFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError

pytestmark = pytest.mark.django_db


def waiting(**facts):
    return InterceptedPersonFactory(final_class="", **{"proposed_band": "high_risk"} | facts)


@pytest.mark.parametrize("final", ["high_risk", "evidence_of_trafficking"])
def test_keeping_or_raising_the_class_needs_no_reason(programme_manager, final):
    row = classify(intercepted=waiting(), final_class=final, by=programme_manager)

    assert (row.final_class, row.classified_on, row.classified_by, row.class_reason) == (
        final,
        timezone.localdate(),
        programme_manager,
        "",
    )


@pytest.mark.parametrize("final", ["at_risk", "not_intercept"])
def test_lowering_the_class_needs_a_reason(programme_manager, final):
    person = waiting()

    with pytest.raises(DomainError) as refusal:
        classify(intercepted=person, final_class=final, by=programme_manager)
    row = classify(
        intercepted=person, final_class=final, reason="job_confirmed", by=programme_manager
    )

    assert refusal.value.field == "class_reason"
    assert (row.final_class, row.class_reason, row.is_lowered) == (final, "job_confirmed", True)


def test_nothing_seen_and_not_an_intercept_agree(programme_manager):
    row = classify(
        intercepted=waiting(proposed_band="no_concern"), final_class="not_intercept",
        by=programme_manager,
    )  # fmt: skip

    assert row.is_lowered is False


def test_a_reason_given_without_need_is_not_kept(programme_manager):
    row = classify(
        intercepted=waiting(), final_class="high_risk", reason="job_confirmed", by=programme_manager
    )

    assert row.class_reason == ""


def test_the_trail_keeps_before_and_after(programme_manager):
    classify(intercepted=waiting(), final_class="high_risk", by=programme_manager)

    assert list(AuditEvent.objects.values_list("kind", "fields")) == [
        ("classified", {"from": "", "to": "high_risk", "proposed": "high_risk", "reason": ""})
    ]


def test_no_class_stays_when_the_trail_refuses(programme_manager, broken_trail):
    person = waiting()

    with pytest.raises(IntegrityError):
        classify(intercepted=person, final_class="high_risk", by=programme_manager)

    assert InterceptedPerson.objects.get().final_class == ""


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
