"""Restricting a case, letting somebody in, and declaring that one is too near to a person."""

import pytest
from django.urls import reverse

from cases.models import AccessReason, Case, ConflictOfInterest
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
WHY = {"kind": "safety", "text": "A neighbour works here"}


def page(name, row):
    return reverse(f"cases:{name}", args=[row.pk])


def test_a_case_manager_restricts_and_keeps_the_case(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()

    client.post(page("case_restrict", case), WHY)

    case.refresh_from_db()
    assert (case.is_restricted, client.get(case.get_absolute_url()).status_code) == (True, 200)
    assert Case.objects.visible_to(UserFactory(role=Role.CASE_MANAGER)).exists() is False
    event = AuditEvent.objects.get(kind="case_restricted")
    assert event.fields == {"is_restricted": [False, True], "reason": "safety"}
    assert (AccessReason.objects.get().text, user.staff_code) == (WHY["text"], event.by)


def test_lifting_gives_the_case_back_to_roles_and_ends_the_grant(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    client.post(page("case_restrict", case), WHY)

    client.post(page("case_restrict", case), WHY)

    other = UserFactory(role=Role.PROGRAMME_MANAGER)
    assert Case.objects.visible_to(other).filter(pk=case.pk).exists() is True
    assert case.grants.live().filter(user=user).exists() is False


@pytest.mark.parametrize("why", [{}, {"kind": "safety", "text": "short"}])
def test_a_restriction_needs_a_reason(signed_in, why):
    client, _user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()

    answer = client.post(page("case_restrict", case), why)

    case.refresh_from_db()
    assert (answer.status_code, case.is_restricted) == (200, False)


@pytest.mark.parametrize(
    "role", [Role.CASE_WORKER, Role.PROGRAMME_MANAGER, Role.EXECUTIVE_DIRECTOR, Role.LEGAL_OFFICER]
)
def test_nobody_else_restricts_or_lets_in(signed_in, role):
    client, user = signed_in(role)
    case = CaseFactory(granted_to=[user])

    statuses = {
        client.post(page(n, case), WHY).status_code for n in ("case_restrict", "case_let_in")
    }

    assert statuses == {403}


def test_a_colleague_is_let_in_by_name(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case, colleague = CaseFactory(), UserFactory(role=Role.CASE_WORKER)
    client.post(page("case_restrict", case), WHY)

    client.post(page("case_let_in", case), {"user": colleague.pk})

    assert Case.objects.visible_to(colleague).filter(pk=case.pk).exists() is True


def test_somebody_too_near_is_not_let_in(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case, colleague = CaseFactory(), UserFactory(role=Role.CASE_WORKER)
    client.post(page("case_restrict", case), WHY)
    ConflictOfInterest.objects.create(user=colleague, person=case.person)

    answer = client.post(page("case_let_in", case), {"user": colleague.pk})

    assert list(answer.context["form"].errors) == ["user"]
    assert case.grants.filter(user=colleague).exists() is False


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.PROGRAMME_MANAGER, Role.CASE_MANAGER])
def test_one_declares_for_oneself_and_finds_the_case_no_more(signed_in, role):
    client, user = signed_in(role)
    case = CaseFactory(granted_to=[user])

    answer = client.post(page("conflict_declare", case), {"user": ""})

    assert answer.url == reverse("cases:case_list")
    assert client.get(case.get_absolute_url()).status_code == 404
    event = AuditEvent.objects.get(kind="conflict_declared")
    assert (event.by, event.case_id, event.target_code) == (
        user.staff_code, case.pk, case.person.code,
    )  # fmt: skip


def test_a_case_manager_declares_for_a_colleague_and_ends_it(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    worker = UserFactory(role=Role.CASE_WORKER)
    case = CaseFactory(granted_to=[worker])

    client.post(page("conflict_declare", case), {"user": worker.pk})
    closed = Case.objects.visible_to(worker).exists()
    conflict = ConflictOfInterest.objects.get()
    shown = client.get(reverse("cases:conflict_list")).content.decode()
    client.post(page("conflict_end", conflict))

    assert (closed, Case.objects.visible_to(worker).exists()) == (False, True)
    assert (worker.staff_code in shown, case.person.code in shown) == (True, True)
    assert client.get(conflict.get_absolute_url()).status_code == 200


def test_a_case_worker_declares_for_nobody_else(signed_in):
    client, user = signed_in(Role.CASE_WORKER)
    colleague = UserFactory(role=Role.CASE_WORKER)
    case = CaseFactory(granted_to=[user, colleague])

    client.post(page("conflict_declare", case), {"user": colleague.pk})

    assert [each.user for each in ConflictOfInterest.objects.all()] == [user]


def test_nobody_ends_or_sees_what_was_declared_about_them(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case = CaseFactory()
    conflict = ConflictOfInterest.objects.create(
        user=user, person=case.person, recorded_by=UserFactory(role=Role.CASE_MANAGER)
    )

    answers = [client.post(page("conflict_end", conflict)), client.get(conflict.get_absolute_url())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert case.person.code not in client.get(reverse("cases:conflict_list")).content.decode()
    conflict.refresh_from_db()
    assert conflict.ended_at is None


def test_declaring_twice_says_so(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    case, worker = CaseFactory(), UserFactory(role=Role.CASE_WORKER)
    client.post(page("conflict_declare", case), {"user": worker.pk})

    again = client.post(page("conflict_declare", case), {"user": worker.pk})

    assert list(again.context["form"].errors) == ["user"]
