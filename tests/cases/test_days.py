"""Days of one person's records among themselves: a wrong order is refused, and both days are named."""

import uuid

import pytest
from django.urls import reverse

from cases.models import TraffickingStatusChange
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    ChargeOutcomeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    NoteFactory,
    PreventionOutcomeFactory,
    ReintegrationFactory,
    ServiceFactory,
)
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
BIRTH = "15 January 2000"  # of the person, as the factory has it
OPENED = "1 June 2025"  # of the case, and the day on which everything else happened
NEW = "new"

# what is written -> (route, who, record it stands on, typed, field, both days)
REFUSED = {
    "service before the opening": (
        "service_add", NEW, {"kind": "medical", "status": "delivered", "delivered_on": "2025-05-31"},
        "delivered_on", ("31 May 2025", OPENED),
    ),
    "service planned before the opening": (
        "service_add", NEW, {"kind": "medical", "status": "planned", "planned_on": "2025-05-31"},
        "planned_on", ("31 May 2025", OPENED),
    ),
    "service corrected to before the opening": (
        "service_edit", lambda case: ServiceFactory(case=case),
        {"kind": "medical", "status": "delivered", "delivered_on": "2025-05-30"},
        "delivered_on", ("30 May 2025", OPENED),
    ),
    "consent before the birth": (
        "consent_add", NEW,
        {"scope": "interview", "status": "refused", "giver": "self", "mode": "signature",
         "given_on": "1999-12-31"},
        "given_on", ("31 December 1999", BIRTH),
    ),
    "consent that ends before it was given": (
        "consent_edit", lambda case: ConsentFactory(case=case),
        {"scope": "interview", "status": "given", "giver": "self", "mode": "signature",
         "given_on": "2025-06-02", "expires_on": "2025-06-01"},
        "expires_on", ("1 June 2025", "2 June 2025"),
    ),
    "consent corrected to after its withdrawal": (
        "consent_edit", lambda case: ConsentFactory(case=case, withdrawn_on="2025-06-03"),
        {"scope": "interview", "status": "given", "giver": "self", "mode": "signature",
         "given_on": "2025-06-04"},
        "given_on", ("3 June 2025", "4 June 2025"),
    ),
    "note before the birth": (
        "note_add", NEW, {"kind": "case_note", "written_on": "1999-12-31", "text": "Seen."},
        "written_on", ("31 December 1999", BIRTH),
    ),
    "correction of a note before the birth": (
        "note_correct", lambda case: NoteFactory(case=case),
        {"written_on": "1999-12-31", "text": "Seen."}, "written_on", ("31 December 1999", BIRTH),
    ),
    "harm prevented before the birth": (
        "prevention_edit", lambda case: PreventionOutcomeFactory(case=case, person=case.person),
        {"kind": "violence", "basis": "kept_in_school", "happened_on": "1999-12-31"},
        "happened_on", ("31 December 1999", BIRTH),
    ),
    "return before the opening": (
        "reintegration_edit", lambda case: ReintegrationFactory(case=case),
        {"happened_on": "2025-05-31", "kind": "birth_family", "country": "KE"},
        "happened_on", ("31 May 2025", OPENED),
    ),
    "return corrected to after a visit": (
        "reintegration_edit",
        lambda case: FollowUpVisitFactory(
            reintegration=ReintegrationFactory(case=case), done_on="2025-07-01", outcome="stable"
        ).reintegration,
        {"happened_on": "2025-07-02", "kind": "birth_family", "country": "KE"},
        "happened_on", ("1 July 2025", "2 July 2025"),
    ),
    "visit before the return": (
        "visit_edit",
        lambda case: FollowUpVisitFactory(
            reintegration=ReintegrationFactory(case=case), done_on="2025-07-01", outcome="stable"
        ),
        {"done_on": "2025-05-31", "outcome": "stable"}, "done_on", ("31 May 2025", OPENED),
    ),
    "opening corrected to after a service": (
        "case_edit", lambda case: ServiceFactory(case=case).case,
        {"opened_on": "2025-06-02", "source": "self", "case_types": ["gbv"]},
        "opened_on", ("1 June 2025", "2 June 2025"),
    ),
    "opening before the birth": (
        "case_edit", lambda case: case,
        {"opened_on": "1999-12-31", "source": "self", "case_types": ["gbv"]},
        "opened_on", ("31 December 1999", BIRTH),
    ),
    "birth after the opening": (
        "person_edit", lambda case: case,
        {"sex": "female", "disability": "not_asked", "dob_precision": "day", "birth_date": "2025-06-02"},
        "birth_date", ("1 June 2025", "2 June 2025"),
    ),
    "decision on the status before the birth": (
        "case_trafficking_status", lambda case: case,
        {"status": "not_victim", "decided_on": "1999-12-31"},
        "decided_on", ("31 December 1999", BIRTH),
    ),
}  # fmt: skip
COURT_REFUSED = {
    "charge sheet before the offence": (
        "court_case_edit", lambda court: court,
        {"court": "Courts", "court_level": "magistrate", "charge_sheet_on": "2025-04-30"},
        "charge_sheet_on", ("30 April 2025", "1 May 2025"),
    ),
    "charge sheet after the plea": (
        "court_case_edit", lambda court: court,
        {"court": "Courts", "court_level": "magistrate", "charge_sheet_on": "2025-06-02"},
        "charge_sheet_on", ("1 June 2025", "2 June 2025"),
    ),
    "plea before the charge sheet": (
        "plea_record", lambda court: court, {"plea_on": "2025-05-09"},
        "plea_on", ("9 May 2025", "10 May 2025"),
    ),
    "plea after an outcome": (
        "plea_record",
        lambda court: ChargeOutcomeFactory(charge=ChargeFactory(court_case=court)).charge.court_case,
        {"plea_on": "2025-06-02"}, "plea_on", ("1 June 2025", "2 June 2025"),
    ),
    "conclusion before the plea": (
        "stage_change", lambda court: court, {"stage": "concluded", "concluded_on": "2025-05-31"},
        "concluded_on", ("31 May 2025", "1 June 2025"),
    ),
    "outcome corrected to before the plea": (
        "outcome_edit", lambda court: ChargeOutcomeFactory(charge=ChargeFactory(court_case=court)),
        {"outcome": "convicted", "decided_on": "2025-05-31"},
        "decided_on", ("31 May 2025", "1 June 2025"),
    ),
    "outcome before the charge sheet": (
        "outcome_add", lambda court: ChargeFactory(court_case=unheard(court)),
        {"outcome": "withdrawn", "decided_on": "2025-05-09"},
        "decided_on", ("9 May 2025", "10 May 2025"),
    ),
    "hearing before the offence": (
        "hearing_add", lambda court: court, {"held_on": "2025-04-30", "kind": "bail"},
        "held_on", ("30 April 2025", "1 May 2025"),
    ),
    "plea hearing before the charge sheet": (
        "hearing_edit", lambda court: HearingFactory(court_case=court),
        {"held_on": "2025-05-09", "kind": "plea"}, "held_on", ("9 May 2025", "10 May 2025"),
    ),
    "next date that is not later": (
        "hearing_edit", lambda court: HearingFactory(court_case=court),
        {"held_on": "2025-06-02", "kind": "mention", "next_on": "2025-06-01"},
        "next_on", ("1 June 2025", "2 June 2025"),
    ),
}  # fmt: skip


def unheard(court_case):
    court_case.plea_on = None
    court_case.save()
    return court_case


def answered(client, route, row, typed):
    token = str(uuid.uuid4())
    return client.post(
        reverse(f"cases:{route}", args=[row.pk]), typed | {"version": "1", "submission": token}
    )


def assert_refused(answer, field, days):
    errors = answer.context["form"].errors
    assert list(errors) == [field]
    assert [day in errors[field][0] for day in days] == [True, True], errors[field]


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_days_of_a_case_in_the_wrong_order_are_refused(signed_in, what):
    route, make, typed, field, days = REFUSED[what]
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])
    row = case if make is NEW else make(case)

    answer = answered(client, route, row, typed)

    assert_refused(answer, field, days)
    assert answer.context["form"][field].value() == typed[field]


@pytest.mark.parametrize("what", sorted(COURT_REFUSED))
def test_days_of_a_court_case_in_the_wrong_order_are_refused(signed_in, what):
    route, make, typed, field, days = COURT_REFUSED[what]
    client, _user = signed_in(Role.LEGAL_OFFICER)
    court_case = CourtCaseFactory(charge_sheet_on="2025-05-10", plea_on="2025-06-01")
    case = CaseFactory(granted_to=[UserFactory()])
    court_case.victim_links.create(case=case, offence_on="2025-05-01")
    court_case.refresh_from_db()

    answer = answered(client, route, make(court_case), typed)

    assert_refused(answer, field, days)


def test_a_refused_decision_leaves_no_row(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])

    answered(
        client,
        "case_trafficking_status",
        case,
        {"status": "not_victim", "decided_on": "1999-12-31"},
    )

    assert TraffickingStatusChange.objects.count() == 0
