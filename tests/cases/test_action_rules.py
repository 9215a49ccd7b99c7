"""What the acts of casework refuse, and what else they change."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.actions import cases, court, hearings, people, reintegration, suspects, work
from cases.actions.cases import NeedsSecondPerson, WorkStillOpen
from cases.models import CaseStatusChange, Person
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    OffenceFactory,
    PersonFactory,
    ReintegrationFactory,
    ShelterOfficeFactory,
    SuspectFactory,
)
from tests.factories.work import ReferralFactory
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

DAY, LATER = dt.date(2025, 6, 10), dt.date(2025, 7, 10)
OPENING = {"source": "self", "case_types": ["gbv"], "opened_on": DAY, "county": None}


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def refused(field, act, **given):
    """Return the message of the refusal after checking that it names `field`."""
    with pytest.raises(DomainError) as caught:
        act(**given)
    assert caught.value.field == field
    return str(caught.value.message)


# --- people ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"birth_date": dt.date(2100, 1, 1)}, "birth_date"),
        ({"stated_age": 12, "stated_age_on": dt.date(2100, 1, 1)}, "stated_age_on"),
        ({"stated_age": 12}, "stated_age_on"),
        ({"stated_age_on": DAY}, "stated_age"),
        ({"birth_date": LATER, "stated_age": 1, "stated_age_on": DAY}, "stated_age_on"),
    ],
)
def test_a_birth_that_cannot_be_is_refused(case_manager, facts, field):
    refused(field, people.register, by=case_manager, **facts)

    assert Person.objects.count() == 0


def test_only_facts_about_a_person_are_taken(case_manager):
    with pytest.raises(TypeError, match="no code"):
        people.register(by=case_manager, code="P-1")


def test_a_person_is_indexed_and_edited_with_a_version(case_manager):
    person = people.register(by=case_manager, names="Test Person", sex="male")

    people.edit(person=person, version=1, by=case_manager, names="Other Person")
    with pytest.raises(StaleVersion):
        people.edit(person=person, version=1, by=case_manager, names="Third Person")

    kept = Person.objects.get()
    assert (kept.names, kept.version) == ("Other Person", 2)
    assert kept.sound_tokens == blind.sound_tokens("Other Person")


# --- cases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "whom"),
    [(Role.CASE_WORKER, "user"), (Role.SHELTER_MANAGER, "office"), (Role.CASE_MANAGER, None),
     (Role.FIELD_MONITOR, None)],
)  # fmt: skip
def test_the_opener_is_let_in(db, role, whom):
    opener = UserFactory(role=role, office=ShelterOfficeFactory())

    case = cases.open_case(person=PersonFactory(), by=opener, **OPENING)

    grant = case.grants.first()
    given = None if grant is None else ("user" if grant.user == opener else "office")
    assert (case.status, given) == ("intake", whom)
    assert case.code.startswith("TK-2025-")
    assert [change.to_status for change in case.status_changes.all()] == ["intake"]


def test_shelter_staff_without_a_house_get_no_grant(db):
    opener = UserFactory(role=Role.SHELTER_MANAGER, office=None)

    assert cases.open_case(person=PersonFactory(), by=opener, **OPENING).grants.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"opened_on": dt.date(2100, 1, 1)}, "opened_on"),
        ({"opened_on": dt.date(1999, 1, 1)}, "opened_on"),
        ({"case_types": []}, "case_types"),
        ({"trafficking_status": "identified_victim"}, "decided_by_body"),
    ],
)
def test_an_opening_that_cannot_be_is_refused(case_manager, wrong, field):
    person = PersonFactory()

    refused(field, cases.open_case, person=person, by=case_manager, **OPENING | wrong)

    assert person.cases.count() == 0


def test_a_verified_victim_names_who_decided(case_manager):
    case = CaseFactory()

    cases.decide_trafficking_status(
        case=case, status="identified_victim", decided_on=DAY, by=case_manager, decided_by_body="police"
    )  # fmt: skip

    case.refresh_from_db()
    assert case.trafficking_status == "identified_victim"
    assert case.trafficking_status_changes.get().decided_by_body == "police"


def test_only_basics_are_edited(case_manager):
    with pytest.raises(TypeError, match="status"):
        cases.edit(case=CaseFactory(), version=1, by=case_manager, status="closed")


def test_a_case_is_not_assigned_to_who_works_on_no_case(case_manager):
    case = CaseFactory()
    for worker in (
        UserFactory(role=Role.FINANCE_OFFICER),
        UserFactory(role=Role.CASE_WORKER, is_active=False),
    ):
        refused("worker", cases.assign, case=case, worker=worker, by=case_manager)

    assert case.grants.count() == 0


def test_intake_moves_on_with_consent_or_a_basis(case_worker):
    refused_case, agreed = CaseFactory(status="intake"), CaseFactory(status="intake")
    by_basis = CaseFactory(status="intake", legal_basis="child_protection")
    ConsentFactory(case=agreed, scope="case_management")
    step = {"to_status": "assessment", "by": case_worker}

    message = refused("to_status", cases.change_status, case=refused_case, **step)
    moved = [cases.change_status(case=case, **step).status for case in (agreed, by_basis)]

    assert message.startswith("First record the consent")
    assert moved == ["assessment", "assessment"]


def test_an_assessed_case_is_approved_by_a_supervisor_once_its_risk_is_known(
    case_manager, case_worker
):
    case = CaseFactory(status="assessment")
    refused("to_status", cases.change_status, case=case, to_status="active", by=case_worker)
    refused("to_status", cases.change_status, case=case, to_status="active", by=case_manager)
    cases.assess_risk(case=case, risk_level="high", by=case_worker)

    assert cases.change_status(case=case, to_status="active", by=case_manager).status == "active"


def test_a_refused_case_keeps_who_and_why(case_manager):
    case = CaseFactory(status="intake")
    refused("reason", cases.change_status, case=case, to_status="not_accepted", by=case_manager)

    cases.change_status(
        case=case, to_status="not_accepted", reason="outside_mandate", by=case_manager
    )

    case.refresh_from_db()
    assert (case.status, case.closed_by) == ("not_accepted", case_manager)
    assert CaseStatusChange.objects.get(case=case).reason == "outside_mandate"


def test_follow_up_needs_a_return_home(case_worker):
    case = CaseFactory()
    refused("to_status", cases.change_status, case=case, to_status="follow_up", by=case_worker)
    ReintegrationFactory(case=case)

    assert (
        cases.change_status(case=case, to_status="follow_up", by=case_worker).status == "follow_up"
    )


def test_who_worked_alone_may_not_close(case_manager):
    case = CaseFactory(recorded_by=case_manager)
    with pytest.raises(NeedsSecondPerson):
        cases.close(case=case, reason="goals_met", note="Safe.", by=case_manager)
    nobodys = CaseFactory()
    with pytest.raises(NeedsSecondPerson):
        cases.close(case=nobodys, reason="goals_met", note="Safe.", by=case_manager)


def worked_case(**facts):
    return CaseFactory(recorded_by=UserFactory(role=Role.CASE_WORKER), **facts)


def test_open_work_keeps_a_case_open(case_manager):
    case = worked_case(status="follow_up")
    visit = FollowUpVisitFactory(reintegration=ReintegrationFactory(case=case))
    ReferralFactory(case=case, code="RF-2025-00001")

    with pytest.raises(WorkStillOpen) as caught:
        cases.close(case=case, reason="goals_met", note="Safe.", by=case_manager)

    assert set(str(caught.value.message).split(". ")) == {
        f"The follow-up visit “{visit.get_milestone_display()}”, due 1 July 2025, is not written down",
        "Referral RF-2025-00001 is still open.",
    }
    case.refresh_from_db()
    assert case.closed_at is None


def test_a_transfer_closes_as_referred_once_it_is_accepted(case_manager):
    case = worked_case(status="intake")
    closing = {"case": case, "reason": "transferred", "note": "With them.", "by": case_manager}
    with pytest.raises(WorkStillOpen, match="No other agency"):
        cases.close(**closing)
    ReferralFactory(case=case, kind="transfer", status="completed")

    assert cases.close(**closing).status == "closed_referred"


def test_a_case_in_intake_is_not_simply_closed(case_manager):
    with pytest.raises(DomainError, match="present state"):
        cases.close(
            case=worked_case(status="intake"), reason="goals_met", note="x", by=case_manager
        )


def test_a_closed_case_is_reopened_with_a_reason(case_manager):
    case = worked_case()
    with pytest.raises(DomainError, match="Only a closed case"):
        cases.reopen(case=case, reason="new_information", by=case_manager)
    cases.close(case=case, reason="goals_met", note="Safe.", by=case_manager)
    refused("reason", cases.reopen, case=case, reason="goals_met", by=case_manager)

    cases.reopen(case=case, reason="new_information", by=case_manager)

    case.refresh_from_db()
    assert (case.status, case.closed_at, case.closure_reason) == ("active", None, "")
    assert [change.to_status for change in case.status_changes.all()] == ["closed", "active"]


# --- work -----------------------------------------------------------------------------------------


def test_a_service_before_the_case_names_both_days(case_worker):
    case = CaseFactory()
    given = {"case": case, "kind": "medical", "by": case_worker}

    message = refused(
        "delivered_on", work.record_service, delivered_on=dt.date(2025, 5, 31), **given
    )

    assert message == "31 May 2025 is before the case was opened (1 June 2025)."
    refused("delivered_on", work.record_service, **given)
    refused("delivered_on", work.record_service, delivered_on=tomorrow(), **given)
    refused(
        "planned_on", work.record_service, planned_on=dt.date(2025, 1, 1), status="planned", **given
    )
    assert case.services.count() == 0


def consent(case, by, **facts):
    given = {"scope": "share_referral", "status": "given", "giver": "self", "mode": "signature"}
    return work.record_consent(case=case, by=by, **given | facts)


def test_somebody_who_may_be_a_child_does_not_consent_alone(case_worker):
    child, unknown = CaseFactory(person__child=True), CaseFactory(person__no_age=True)
    for case in (child, unknown):
        refused("giver", consent, case=case, by=case_worker)
        assert consent(case, case_worker, giver="parent_guardian").status == "given"
        assert consent(case, case_worker, status="refused").status == "refused"


def test_days_of_a_consent_are_in_order(case_worker):
    case = CaseFactory()
    refused("given_on", consent, case=case, by=case_worker, given_on=tomorrow())
    refused(
        "expires_on",
        consent,
        case=case,
        by=case_worker,
        given_on=DAY,
        expires_on=dt.date(2025, 6, 9),
    )
    kept = consent(case, case_worker, given_on=DAY)
    refused(
        "withdrawn_on", work.withdraw_consent, consent=kept, by=case_worker, withdrawn_on=tomorrow()
    )
    refused(
        "withdrawn_on",
        work.withdraw_consent,
        consent=kept,
        by=case_worker,
        withdrawn_on=dt.date(2025, 6, 9),
    )

    work.withdraw_consent(consent=kept, by=case_worker, withdrawn_on=LATER)

    kept.refresh_from_db()
    assert (kept.is_live_on(DAY), kept.is_live_on(LATER)) == (True, False)
    refused(None, work.withdraw_consent, consent=kept, by=case_worker)


def test_a_note_of_tomorrow_is_refused(case_worker):
    refused(
        "written_on",
        work.add_note,
        case=CaseFactory(),
        text="x",
        by=case_worker,
        written_on=tomorrow(),
    )


def test_harm_prevented_before_birth_is_refused(case_worker):
    given = {
        "person": PersonFactory(),
        "kind": "violence",
        "basis": "kept_in_school",
        "by": case_worker,
    }
    refused("happened_on", work.record_prevention, happened_on=dt.date(1990, 1, 1), **given)
    refused("happened_on", work.record_prevention, happened_on=tomorrow(), **given)

    assert work.record_prevention(**given).case is None


# --- going home -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "after"), [("on_hold", "follow_up"), ("assessment", "assessment")]
)
def test_going_home_plans_four_visits(case_worker, status, after):
    case = CaseFactory(status=status)

    row = reintegration.record_return(
        case=case, happened_on=dt.date(2025, 8, 31), kind="birth_family", by=case_worker
    )

    case.refresh_from_db()
    assert case.status == after
    assert [(v.milestone, v.due_on.isoformat()) for v in row.visits.all()] == [
        ("m1", "2025-09-30"), ("m3", "2025-11-30"), ("m6", "2026-02-28"), ("m12", "2026-08-31"),
    ]  # fmt: skip


def test_a_return_that_cannot_be_is_refused(case_worker):
    case = CaseFactory()
    given = {"case": case, "kind": "birth_family", "by": case_worker}
    reintegration.record_return(happened_on=DAY, **given)

    refused("happened_on", reintegration.record_return, happened_on=tomorrow(), **given)
    refused("happened_on", reintegration.record_return, happened_on=dt.date(2025, 5, 1), **given)
    refused("happened_on", reintegration.record_return, happened_on=DAY, **given)
    assert case.reintegrations.count() == 1


def test_a_visit_is_made_once_and_after_the_return(case_worker):
    visit = FollowUpVisitFactory()
    given = {"visit": visit, "outcome": "stable", "by": case_worker}
    refused("done_on", reintegration.complete_visit, done_on=tomorrow(), **given)
    refused("done_on", reintegration.complete_visit, done_on=dt.date(2025, 5, 1), **given)
    reintegration.complete_visit(done_on=DAY, **given)

    refused(None, reintegration.complete_visit, done_on=DAY, **given)


# --- suspects and court ---------------------------------------------------------------------------


def test_a_suspect_is_joined_with_parts_that_add_up(legal_officer):
    case = CaseFactory()
    suspect = suspects.register(
        by=legal_officer, names="Test Person", case=case, roles=["recruiter"]
    )

    row = suspects.link(case=case, suspect=suspect, roles=["recruiter", "abuser"], by=legal_officer)

    assert row.roles == ["recruiter", "abuser"]
    assert (suspect.code[:2], suspect.sound_tokens) == ("S-", blind.sound_tokens("Test Person"))
    for year in (1800, timezone.localdate().year + 1):
        refused("birth_year", suspects.register, by=legal_officer, birth_year=year)


def test_the_court_keeps_its_days_in_order(legal_officer):
    given = {
        "case": CaseFactory(),
        "court": "Test Law Courts",
        "court_level": "magistrate",
        "by": legal_officer,
    }
    refused("charge_sheet_on", court.open_court_case, charge_sheet_on=tomorrow(), **given)
    refused("offence_on", court.open_court_case, charge_sheet_on=DAY, offence_on=LATER, **given)
    refused("offence_on", court.open_court_case, offence_on=tomorrow(), **given)
    court_case = court.open_court_case(charge_sheet_on=DAY, **given)
    plea = {"court_case": court_case, "by": legal_officer}

    message = refused("plea_on", court.record_plea, plea_on=dt.date(2025, 6, 9), **plea)
    refused("plea_on", court.record_plea, plea_on=tomorrow(), **plea)
    after = court.record_plea(plea_on=LATER, **plea)

    assert message == "The plea (9 June 2025) cannot be before the charge sheet (10 June 2025)."
    assert (court_case.code[:8], after.stage, after.plea_on) == ("CC-2025-", "plea", LATER)


def test_a_case_is_joined_once(legal_officer):
    case = CaseFactory()
    court_case = CourtCaseFactory(victim=case, charge_sheet_on=dt.date(2025, 5, 1))

    refused("case", court.link, court_case=court_case, case=case, by=legal_officer)
    refused(
        "offence_on",
        court.link,
        court_case=court_case,
        case=CaseFactory(),
        by=legal_officer,
        offence_on=DAY,
    )


def test_a_later_plea_leaves_the_stage_but_not_an_outcome_before_it(legal_officer):
    court_case = CourtCaseFactory(stage="judgment")
    ChargeFactory(court_case=court_case).outcomes.create(outcome="convicted", decided_on=DAY)

    message = refused(
        "plea_on", court.record_plea, court_case=court_case, plea_on=LATER, by=legal_officer
    )
    kept = court.record_plea(court_case=court_case, plea_on=dt.date(2025, 6, 2), by=legal_officer)

    assert message == "There is an outcome of 10 June 2025, before this plea (10 July 2025)."
    assert kept.stage == "judgment"


def test_a_conclusion_names_its_day(legal_officer):
    given = {"court_case": CourtCaseFactory(), "by": legal_officer}
    refused("concluded_on", court.change_stage, stage="concluded", **given)
    refused("concluded_on", court.change_stage, stage="appeal", concluded_on=DAY, **given)
    refused("concluded_on", court.change_stage, stage="concluded", concluded_on=tomorrow(), **given)
    refused(
        "concluded_on",
        court.change_stage,
        stage="concluded",
        concluded_on=dt.date(2025, 5, 1),
        **given,
    )

    assert court.change_stage(stage="concluded", concluded_on=DAY, **given).concluded_on == DAY


def test_charges_are_counted_per_accused(legal_officer):
    court_case, suspect = CourtCaseFactory(), SuspectFactory()
    given = {
        "court_case": court_case,
        "suspect": suspect,
        "offence": OffenceFactory(),
        "by": legal_officer,
    }

    numbers = [court.add_charge(**given).count_number for _each in range(2)]

    assert numbers == [1, 2]
    refused("count_number", court.add_charge, count_number=2, **given)
    assert court.add_charge(count_number=7, **given).count_number == 7


def test_a_next_date_makes_the_next_hearing(legal_officer):
    court_case = CourtCaseFactory()
    given = {"court_case": court_case, "by": legal_officer, "kind": "mention"}
    hearings.record_hearing(held_on=DAY, outcome="proceeded", attended=True, next_on=LATER, **given)

    filled = hearings.record_hearing(held_on=LATER, outcome="concluded", attended=False, **given)

    rows = court_case.hearings.order_by("held_on").values_list("held_on", "kind", "outcome")
    assert list(rows) == [(DAY, "mention", "proceeded"), (LATER, "mention", "concluded")]
    assert filled.attended is False
    refused("held_on", hearings.record_hearing, held_on=LATER, outcome="proceeded", **given)


def test_a_hearing_that_cannot_be_is_refused(legal_officer):
    given = {"court_case": CourtCaseFactory(), "by": legal_officer, "kind": "mention"}
    refused("held_on", hearings.record_hearing, held_on=tomorrow(), outcome="proceeded", **given)
    refused("held_on", hearings.record_hearing, held_on=tomorrow(), attended=True, **given)
    refused("next_on", hearings.record_hearing, held_on=DAY, next_on=DAY, **given)

    assert hearings.record_hearing(held_on=tomorrow(), **given).outcome == ""
    assert HearingFactory(held_on=LATER).next_on is None


def test_an_outcome_follows_the_plea(legal_officer):
    charge = ChargeFactory()
    given = {"charge": charge, "outcome": "convicted", "by": legal_officer}
    message = refused(
        "decided_on", hearings.record_outcome, decided_on=dt.date(2025, 5, 1), **given
    )
    refused("decided_on", hearings.record_outcome, decided_on=tomorrow(), **given)
    hearings.record_outcome(decided_on=DAY, **given)

    assert message == "The outcome (1 May 2025) cannot be before the plea (1 June 2025)."
    refused("outcome", hearings.record_outcome, decided_on=DAY, **given)


def test_without_a_plea_there_is_no_verdict_but_a_withdrawal(legal_officer):
    charge = ChargeFactory(court_case__plea_on=None)
    given = {"charge": charge, "decided_on": DAY, "by": legal_officer}

    refused("outcome", hearings.record_outcome, outcome="acquitted", **given)

    assert hearings.record_outcome(outcome="withdrawn", **given).outcome == "withdrawn"


def test_a_token_is_no_way_into_the_rows_of_others(case_manager, case_worker):
    token = uuid.uuid4()
    cases.open_case(person=PersonFactory(), by=case_manager, submission=token, **OPENING)

    refused(
        None, cases.open_case, person=PersonFactory(), by=case_worker, submission=token, **OPENING
    )


def test_an_office_is_kept(case_manager):
    office = OfficeFactory()

    assert (
        cases.open_case(person=PersonFactory(), by=case_manager, office=office, **OPENING).office
        == office
    )
