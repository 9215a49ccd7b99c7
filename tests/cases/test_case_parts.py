"""What the page of a case shows when everything has happened, and codes and grants behind it."""

import datetime as dt
import uuid

from django.utils import timezone

from cases.actions import grants, numbers
from cases.models import Case
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    ConsentFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    HearingFactory,
    NoteFactory,
    ReintegrationFactory,
    ServiceFactory,
)
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

DAY = dt.date(2025, 6, 10)


def full_case(**facts):
    """A case with one of everything, and a hearing that is still to come."""
    case = CaseFactory(**facts)
    case.status_changes.create(to_status="active", by="T1", at=timezone.now())
    ServiceFactory(case=case, delivered_on=DAY)
    ServiceFactory(case=case, status="planned", delivered_on=None, planned_on=DAY)
    ConsentFactory(case=case)
    row = ReintegrationFactory(case=case, happened_on=DAY)
    FollowUpVisitFactory(reintegration=row, done_on=dt.date(2025, 7, 1), outcome="stable")
    CaseSuspectFactory(case=case, roles=["recruiter"])
    court_case = CourtCaseFactory(victim=case)
    HearingFactory(court_case=court_case, held_on=dt.date(2025, 7, 2))
    HearingFactory(court_case=court_case, held_on=timezone.localdate() + dt.timedelta(days=3))
    return case


def test_the_timeline_runs_backwards_and_ends_today(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    page = client.get(full_case().get_absolute_url())

    assert [entry["title"] for entry in page.context["timeline"]] == [
        "Status: Active, plan being implemented",
        "Court: Mention",
        "Visit: Stable and safe",
        "Individual counselling (psychosocial)",
        "Went home: Birth / own family",
    ]


def test_the_next_steps_follow_the_role(signed_in):
    seen = {}
    for role in (Role.CASE_WORKER, Role.ME_OFFICER):
        client, user = signed_in(role)
        page = client.get(CaseFactory(granted_to=[user]).get_absolute_url())
        seen[role] = len(page.context["steps"]) > 5

    assert seen == {Role.CASE_WORKER: True, Role.ME_OFFICER: False}


def test_a_counselling_note_is_read_by_its_writer_only(client, practice, case_manager, case_worker):
    case, seen = CaseFactory(granted_to=[case_worker]), {}
    notes = [
        NoteFactory(case=case, kind="counselling", text="SEALEDMARK", recorded_by=case_worker),
        NoteFactory(case=case, text="OPENMARK", recorded_by=case_worker),
    ]
    for reader in (case_manager, case_worker):
        client.force_login(reader)
        pages = [client.get(note.get_absolute_url()).content for note in notes]
        seen[reader] = (b"SEALEDMARK" in pages[0], b"OPENMARK" in pages[1])

    assert seen == {case_manager: (False, True), case_worker: (True, True)}


def test_a_closed_case_says_why_and_offers_to_open_it_again(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = full_case(status="closed", closure_reason="goals_met")

    page = client.get(case.get_absolute_url())
    facts = {row["label"]: row["value"] for row in page.context["facts"]}

    assert facts["Reason for closing"] == "Plan goals met, person safe"
    assert (page.context["steps"], page.context["may_reopen"]) == ([], True)


def test_an_unknown_age_is_protected_as_a_child(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    words = []
    for person in ({"person__no_age": True}, {"person__child": True}, {}):
        page = client.get(CaseFactory(**person).get_absolute_url())
        words.append(page.context["facts"][0]["value"].partition(", ")[2])

    assert words == [
        "Female, age not known (protected as a child)", "Female, child, 10 years",
        "Female, adult, 25 years",
    ]  # fmt: skip


def test_years_are_shown_only_to_those_who_open_identities(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    page = client.get(CaseFactory().get_absolute_url())

    assert page.context["facts"][0]["value"].endswith("Female, adult")


def test_a_grant_is_given_once_and_ended(case_manager):
    case, office = CaseFactory(), OfficeFactory()
    worker = UserFactory(role=Role.CASE_WORKER, office=office)

    first = grants.give(case=case, office=office, reason="admitted", by=case_manager)
    again = grants.give(case=case, office=office, reason="admitted", by=case_manager)
    reached = Case.objects.visible_to(worker).count()
    grants.end(grant=first, by=case_manager)

    assert (first, reached, Case.objects.visible_to(worker).count()) == (again, 1, 0)
    kinds = AuditEvent.objects.filter(by=case_manager.staff_code).values_list("kind", flat=True)
    assert list(kinds) == ["grant_ended", "granted"]


def test_codes_run_without_gaps_in_each_series(db):
    assert [numbers.case_code(2025), numbers.case_code(2025), numbers.case_code(2026)] == [
        "TK-2025-00001", "TK-2025-00002", "TK-2026-00001",
    ]  # fmt: skip
    assert numbers.intercept_code("mtwapa", 2026) == "INT-MTWAPA-2026-0001"
    assert numbers.activity_code(2026) == "ACT-2026-0001"
    assert (numbers.person_code(), numbers.suspect_code()) == ("P-000001", "S-00001")
    assert (numbers.court_case_code(2026), numbers.referral_code(2026)) == (
        "CC-2026-0001", "RF-2026-00001",
    )  # fmt: skip


def test_the_main_type_of_a_case_stays_first(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(case_types=["smuggling", "gbv"], granted_to=[user])
    data = {
        "version": "1", "opened_on": "2025-06-01", "source": "self",
        "case_types": ["trafficking", "gbv", "smuggling"],
    }  # fmt: skip

    client.post(f"{case.get_absolute_url()}edit/", data)

    case.refresh_from_db()
    assert case.case_types == ["smuggling", "gbv", "trafficking"]


def test_counselling_is_written_by_case_workers_only(signed_in):
    case, kept = CaseFactory(), {}
    for role in (Role.CASE_WORKER, Role.LEGAL_OFFICER):
        client, user = signed_in(role)
        case.grants.create(user=user, reason="assigned")
        note = {"kind": "counselling", "written_on": "2025-06-10", "text": "Seen."}
        client.post(f"{case.get_absolute_url()}notes/add/", note | {"submission": uuid.uuid4()})
        kept[role] = case.notes.filter(recorded_by=user).count()

    assert kept == {Role.CASE_WORKER: 1, Role.LEGAL_OFFICER: 0}
