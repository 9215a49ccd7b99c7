"""Every act of casework: one row in the trail, both undone together, a closed case refused."""

import datetime as dt
import uuid
from functools import partial

import pytest

from cases.actions import cases, court, hearings, people, reintegration, suspects, work
from cases.actions.rules import CaseClosed
from cases.models import Case
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    OffenceFactory,
    ReintegrationFactory,
    SuspectFactory,
)
from tracekenya.audit.models import AuditEvent

DAY = dt.date(2025, 6, 10)


def on_case(action, **given):
    return lambda case: partial(action, case=case, **given)


def visit_of(case):
    return FollowUpVisitFactory(reintegration=ReintegrationFactory(case=case))


# act -> (what prepares it for an open case, kinds that it leaves in the trail)
ON_AN_OPEN_CASE = {
    "edit": (on_case(cases.edit, version=1, risk_level="high"), ["changed"]),
    "assess_risk": (on_case(cases.assess_risk, risk_level="high"), ["changed"]),
    "decide": (
        on_case(cases.decide_trafficking_status, status="not_victim", decided_on=DAY),
        ["changed"],
    ),
    "assign": (
        lambda case: partial(cases.assign, case=case, worker=UserFactory(role="case_worker")),
        ["granted"],
    ),
    "hold": (
        on_case(cases.change_status, to_status="on_hold", reason="contact_lost"),
        ["status_changed"],
    ),
    "close": (on_case(cases.close, reason="goals_met", note="Safe."), ["case_closed", "status_changed"]),
    "service": (on_case(work.record_service, kind="medical", delivered_on=DAY), ["created"]),
    "consent": (
        on_case(work.record_consent, scope="interview", status="given", giver="self", mode="signature"),
        ["created"],
    ),
    "note": (on_case(work.add_note, text="Seen."), ["created"]),
    "prevention": (
        lambda case: partial(work.record_prevention,
            person=case.person, case=case, kind="trafficking", basis="intercepted"
        ),
        ["created"],
    ),
    "home": (
        on_case(reintegration.record_return, happened_on=DAY, kind="birth_family"),
        ["created", "status_changed"],
    ),
    "visit": (
        lambda case: partial(reintegration.complete_visit,
            visit=visit_of(case), done_on=DAY, outcome="stable"
        ),
        ["changed"],
    ),
    "suspect": (on_case(suspects.register, names="Test Person"), ["created", "changed"]),
    "suspect_link": (
        lambda case: partial(suspects.link, case=case, suspect=SuspectFactory()),
        ["changed"],
    ),
    "court_case": (
        on_case(court.open_court_case, court="Test Law Courts", court_level="magistrate"),
        ["created", "changed"],
    ),
    "court_link": (
        lambda case: partial(court.link, court_case=CourtCaseFactory(), case=case),
        ["changed"],
    ),
}  # fmt: skip
ELSEWHERE = {
    "register": (lambda case: partial(people.register, names="Test Person"), ["created"]),
    "person_edit": (
        lambda case: partial(people.edit, person=case.person, version=1, sex="male"),
        ["changed"],
    ),
    "reveal": (on_case(people.reveal), ["revealed"]),
    "withdraw": (
        lambda case: partial(work.withdraw_consent, consent=ConsentFactory(case=case)),
        ["changed"],
    ),
    "charge": (
        lambda case: partial(court.add_charge,
            court_case=CourtCaseFactory(), suspect=SuspectFactory(), offence=OffenceFactory()
        ),
        ["created"],
    ),
    "plea": (
        lambda case: partial(court.record_plea, court_case=CourtCaseFactory(plea_on=None), plea_on=DAY),
        ["changed"],
    ),
    "stage": (
        lambda case: partial(court.change_stage, court_case=CourtCaseFactory(), stage="appeal"),
        ["status_changed"],
    ),
    "hearing": (
        lambda case: partial(hearings.record_hearing,
            court_case=CourtCaseFactory(), held_on=DAY, kind="mention"
        ),
        ["created"],
    ),
    "outcome": (
        lambda case: partial(hearings.record_outcome,
            charge=ChargeFactory(), outcome="convicted", decided_on=DAY
        ),
        ["created"],
    ),
}  # fmt: skip
ALL = ON_AN_OPEN_CASE | ELSEWHERE


@pytest.fixture
def case(db):
    """An active case on which somebody else works."""
    return CaseFactory(granted_to=[UserFactory(role="case_worker")])


@pytest.mark.parametrize("name", sorted(ALL))
def test_an_act_leaves_its_rows_in_the_trail(case, case_manager, name):
    act, kinds = ALL[name]

    act(case)(by=case_manager)

    rows = AuditEvent.objects.filter(by=case_manager.staff_code).order_by("id")
    assert [row.kind for row in rows] == kinds


@pytest.mark.parametrize("name", sorted(ALL))
def test_without_its_row_in_the_trail_an_act_is_undone(case, case_manager, name, settings):
    prepared = ALL[name][0](case)
    before = everything()
    settings.AUDIT_KEY = None

    with pytest.raises(TypeError):
        prepared(by=case_manager)

    assert everything() == before
    unchanged = Case.objects.get(pk=case.pk)
    assert (unchanged.version, unchanged.status, unchanged.risk_level) == (1, "active", "")


@pytest.mark.parametrize("name", sorted(ON_AN_OPEN_CASE))
def test_a_closed_case_takes_nothing_more(case, case_manager, name):
    prepared = ON_AN_OPEN_CASE[name][0](case)
    Case.objects.filter(pk=case.pk).update(status="closed")

    with pytest.raises(CaseClosed, match="Open it again first"):
        prepared(by=case_manager)

    assert AuditEvent.objects.filter(by=case_manager.staff_code).count() == 0


SENT_TWICE = {
    "person": lambda case, by, token: people.register(by=by, submission=token),
    "case": lambda case, by, token: cases.open_case(
        person=case.person, source="self", case_types=["gbv"], opened_on=DAY, county=None, by=by,
        submission=token,
    ),
    "case_and_person": lambda case, by, token: cases.open_for_new_person(
        facts={"names": "Test Person"}, source="self", case_types=["gbv"], opened_on=DAY, county=None,
        by=by, submission=token,
    ),
    "service": lambda case, by, token: work.record_service(
        case=case, kind="medical", delivered_on=DAY, by=by, submission=token
    ),
    "consent": lambda case, by, token: work.record_consent(
        case=case, scope="interview", status="refused", giver="self", mode="signature", by=by,
        submission=token,
    ),
    "note": lambda case, by, token: work.add_note(case=case, text="Seen.", by=by, submission=token),
    "prevention": lambda case, by, token: work.record_prevention(
        person=case.person, kind="violence", basis="kept_in_school", by=by, submission=token
    ),
    "home": lambda case, by, token: reintegration.record_return(
        case=case, happened_on=DAY, kind="birth_family", by=by, submission=token
    ),
    "suspect": lambda case, by, token: suspects.register(by=by, submission=token),
    "court_case": lambda case, by, token: court.open_court_case(
        case=case, court="Test Law Courts", court_level="magistrate", by=by, submission=token
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SENT_TWICE))
def test_the_same_form_sent_twice_makes_one_row(case, case_manager, name):
    token, act = uuid.uuid4(), SENT_TWICE[name]

    first = act(case, case_manager, token)
    counted = everything()
    second = act(case, case_manager, token)

    assert (first.pk, second.pk) == (token, token)
    assert everything() == counted


def test_a_charge_hearing_or_outcome_sent_twice_is_one(case_manager):
    court_case, suspect = CourtCaseFactory(), SuspectFactory()
    one, two, three = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    for _again in range(2):
        charge = court.add_charge(
            court_case=court_case, suspect=suspect, offence=OffenceFactory(), by=case_manager,
            submission=one,
        )  # fmt: skip
        hearings.record_hearing(
            court_case=court_case, held_on=DAY, kind="mention", by=case_manager, submission=two
        )
        hearings.record_outcome(
            charge=charge, outcome="convicted", decided_on=DAY, by=case_manager, submission=three
        )

    assert court_case.charges.count() == 1
    assert court_case.hearings.count() == 1
    assert charge.outcomes.count() == 1


def test_a_form_of_somebody_else_is_refused(case, case_manager, case_worker):
    token = uuid.uuid4()
    work.add_note(case=case, text="Seen.", by=case_manager, submission=token)

    with pytest.raises(Exception, match="used already"):
        work.add_note(case=case, text="Mine.", by=case_worker, submission=token)


def test_people_entered_by_the_system_have_no_author(db):
    person = people.register(by=None)

    assert person.recorded_by is None
    assert AuditEvent.objects.get().by == "SYSTEM"


def everything() -> dict[str, int]:
    """Return rows per table of casework and of the trail."""
    models = [*Case._meta.apps.get_app_config("cases").get_models(), AuditEvent]
    return {model._meta.model_name: model.objects.count() for model in models}
