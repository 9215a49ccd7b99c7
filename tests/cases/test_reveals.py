"""Opening what is sealed: a click, a reason where one is asked, a proof, and a row in the trail."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from cases.actions.reveals import Reason, open_fields
from cases.models import AccessReason, CourtCaseVictim
from tests.factories.accounts import UserFactory
from tests.factories.cases import (
    CaseFactory,
    CaseSuspectFactory,
    CourtCaseFactory,
    FollowUpVisitFactory,
    NoteFactory,
    PreventionOutcomeFactory,
    ReintegrationFactory,
    ServiceFactory,
    SuspectFactory,
)
from tests.factories.work import InterceptedPersonFactory, ReferralFactory
from tests.fresh import prove
from tracekenya.accounts.fresh import Act
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
MARK = "Qandala-77"
WHY = {"kind": "supervision", "text": "Monthly check of the work"}


def sealed_records(user) -> dict:
    """route -> record whose text holds MARK, in a case that was granted to `user`."""
    case = CaseFactory(granted_to=[user], summary=MARK)
    court_case = CourtCaseFactory()
    link = CourtCaseVictim.objects.create(
        court_case=court_case, case=case, role="witness", witness_note=MARK
    )
    suspect = CaseSuspectFactory(case=case, suspect=SuspectFactory(names=MARK)).suspect
    intercept = InterceptedPersonFactory(case=case, person=case.person).intercept
    intercept.narrative = MARK
    intercept.save()
    return {
        "cases:case_read": case,
        "cases:service_read": ServiceFactory(case=case, note=MARK),
        "cases:prevention_read": PreventionOutcomeFactory(case=case, person=case.person, evidence=MARK),
        "cases:visit_read": FollowUpVisitFactory(
            reintegration__case=case, note=MARK, done_on="2025-07-02", outcome="stable"
        ),
        "cases:reintegration_read": ReintegrationFactory(
            case=case, happened_on="2025-06-09", family_contact=MARK
        ),
        "cases:witness_read": link, "cases:suspect_reveal": suspect,
        "intercepts:intercept_read": intercept, "referrals:referral_read": ReferralFactory(case=case, message=MARK),
    }  # fmt: skip


# who reads what: "click", "proof", "reason", "reason and proof" or the status of the refusal
WAYS = {
    Role.CASE_WORKER: {
        "cases:case_read": "click", "cases:service_read": "click", "cases:prevention_read": "click",
        "cases:visit_read": "click", "cases:reintegration_read": "click",
        "cases:witness_read": "reason and proof", "cases:suspect_reveal": "reason",
        "intercepts:intercept_read": "click", "referrals:referral_read": "click",
    },
    Role.CASE_MANAGER: {
        "cases:case_read": "click", "cases:service_read": "click", "cases:prevention_read": "click",
        "cases:visit_read": "click", "cases:reintegration_read": "click",
        "cases:witness_read": "reason and proof", "cases:suspect_reveal": "click",
        "intercepts:intercept_read": "click", "referrals:referral_read": "click",
    },
    Role.LEGAL_OFFICER: {
        "cases:case_read": "click", "cases:service_read": "click", "cases:prevention_read": "click",
        "cases:visit_read": "click", "cases:reintegration_read": "click",
        "cases:witness_read": "proof", "cases:suspect_reveal": "click",
        "intercepts:intercept_read": "click", "referrals:referral_read": "click",
    },
    Role.PROGRAMME_MANAGER: {
        "cases:case_read": 403, "cases:service_read": 403, "cases:prevention_read": 403,
        "cases:visit_read": 403, "cases:reintegration_read": "click",
        "cases:witness_read": 403, "cases:suspect_reveal": "reason",
        "intercepts:intercept_read": "click", "referrals:referral_read": "click",
    },
    Role.ME_OFFICER: dict.fromkeys(
        ("cases:case_read", "cases:service_read", "cases:prevention_read", "cases:visit_read",
         "cases:reintegration_read", "cases:witness_read", "cases:suspect_reveal",
         "intercepts:intercept_read", "referrals:referral_read"), 403,
    ),
    Role.EXECUTIVE_DIRECTOR: dict.fromkeys(
        ("cases:case_read", "cases:service_read", "cases:prevention_read", "cases:visit_read",
         "cases:reintegration_read", "cases:witness_read", "cases:suspect_reveal",
         "intercepts:intercept_read", "referrals:referral_read"), 403,
    ),
}  # fmt: skip


def _way(client, url) -> str | int:
    """Return in what way the text opens: each try asks for one thing less."""
    first = client.post(url)
    if first.status_code != 200:
        return first.status_code
    asks = []
    if "form" in first.context and "text" in getattr(first.context["form"], "fields", {}):
        asks.append("reason")
        first = client.post(url, WHY)
    if MARK not in first.content.decode():
        asks.append("proof")
        prove(client, Act.REVEAL_SPECIAL)
        first = client.post(url, WHY)
    return " and ".join(asks or ["click"]) if MARK in first.content.decode() else "never"


@pytest.mark.parametrize("role", list(WAYS))
def test_each_role_opens_what_the_table_says_in_the_way_it_says(signed_in, role):
    client, user = signed_in(role)
    found = {}
    for route, row in sealed_records(user).items():
        session = client.session
        session.pop("fresh", None)
        session.save()
        found[route] = _way(client, reverse(route, args=[row.pk]))

    assert found == WAYS[role]


def test_no_page_shows_a_sealed_text_before_the_click(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    pages = {
        route: client.get(row.get_absolute_url()).content.decode()
        for route, row in sealed_records(user).items()
        if hasattr(row, "get_absolute_url")
    }

    assert {route for route, text in pages.items() if MARK in text} == set()


def test_an_opening_leaves_one_row_and_seals_the_words_of_the_reason(signed_in):
    client, user = signed_in(Role.PROGRAMME_MANAGER)
    suspect = SuspectFactory(names=MARK)

    client.post(reverse("cases:suspect_reveal", args=[suspect.pk]), WHY)

    event = AuditEvent.objects.get(kind="revealed")
    assert event.fields == {
        "names": None, "phone": None, "document_number": None, "birth_year": None, "reason": "supervision",
    }  # fmt: skip
    reason = AccessReason.objects.get()
    assert (reason.event, reason.by, reason.kind, reason.text) == (
        event.pk, user, "supervision", WHY["text"],
    )  # fmt: skip


def test_without_the_row_nothing_opens(case_manager, broken_trail):
    case = CaseFactory.build(summary=MARK)

    with pytest.raises(IntegrityError):
        open_fields(row=case, fields=["summary"], act=Permission.CASE_NARRATIVE, by=case_manager)


@pytest.mark.parametrize("reason", [None, Reason("care", "too short"), Reason("care", " " * 20)])
def test_the_action_itself_asks_for_the_reason(programme_manager, reason):
    suspect = SuspectFactory(names=MARK)

    with pytest.raises(DomainError):
        open_fields(
            row=suspect, fields=["names"], act=Permission.SUSPECT_REVEAL, by=programme_manager,
            reason=reason,
        )  # fmt: skip

    assert AuditEvent.objects.filter(kind="revealed").exists() is False


def test_a_form_on_a_saved_case_shows_its_text_only_with_a_row_about_it(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user], summary=MARK)

    page = client.get(reverse("cases:case_edit", args=[case.pk])).content.decode()

    assert MARK in page
    assert AuditEvent.objects.get(kind="revealed").fields == {"summary": None}


# --- notes


def counselling(case, **facts):
    return NoteFactory(case=case, kind="counselling", text=MARK, **facts)


def read(client, note):
    prove(client, Act.REVEAL_SPECIAL)
    return client.post(reverse("cases:counselling_read", args=[note.pk]), WHY)


@pytest.mark.parametrize(
    ("role", "shared", "status"),
    [
        (Role.CASE_WORKER, True, 200),
        (Role.CASE_WORKER, False, 404),
        (Role.CASE_MANAGER, False, 200),
        (Role.LEGAL_OFFICER, True, 403),
        (Role.SHELTER_MANAGER, True, 403),
        (Role.PROGRAMME_MANAGER, True, 403),
    ],
)
def test_who_reads_a_counselling_note_of_somebody_else(signed_in, role, shared, status):
    client, user = signed_in(role)
    writer = UserFactory(role=Role.CASE_WORKER)
    note = counselling(CaseFactory(granted_to=[user, writer]), recorded_by=writer, is_shared=shared)

    answer = read(client, note)

    assert (answer.status_code, MARK in answer.content.decode()) == (status, status == 200)


def test_a_case_manager_needs_the_case_to_be_granted_for_counselling_notes(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    note = counselling(CaseFactory(), recorded_by=UserFactory(role=Role.CASE_WORKER))

    assert read(client, note).status_code == 404


def test_the_case_shows_titles_of_notes_and_no_text(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])
    NoteFactory(case=case, text=MARK, recorded_by=user)
    counselling(case, recorded_by=UserFactory(role=Role.CASE_WORKER), is_shared=True)
    counselling(case, recorded_by=UserFactory(role=Role.CASE_WORKER))

    page = client.get(case.get_absolute_url()).content.decode()

    assert MARK not in page
    assert "1 counselling note that you may not read" in page


def test_a_case_note_is_read_on_its_own_page_with_a_row(signed_in):
    client, user = signed_in(Role.LEGAL_OFFICER)
    note = NoteFactory(case=CaseFactory(granted_to=[user]), text=MARK)

    assert MARK in client.get(note.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(kind="viewed", target_id=str(note.pk)).count() == 1


def test_only_the_writer_shares_a_counselling_note(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user])
    own = counselling(case, recorded_by=user)
    other = counselling(case, recorded_by=UserFactory(role=Role.CASE_WORKER), is_shared=True)

    client.post(reverse("cases:note_share", args=[own.pk]))
    refused = client.post(reverse("cases:note_share", args=[other.pk]))

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.is_shared, other.is_shared, refused.status_code) == (True, True, 404)
