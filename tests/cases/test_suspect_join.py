"""Joining somebody who is suspected in another case: by code, in reach, with the part in it."""

import pytest
from django.urls import reverse

from cases.models import CaseSuspect
from tests.factories.cases import CaseFactory, CaseSuspectFactory, SuspectFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role


def join(client, case, code: str, *roles: str):
    address = reverse("cases:suspect_join", args=[case.pk])
    return client.post(address, {"suspect": code, "roles": roles})


def test_a_known_person_is_joined_by_code_and_parts_add_up(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    case, suspect = CaseFactory(), SuspectFactory()

    first = join(client, case, suspect.code.lower(), "recruiter")
    second = join(client, case, suspect.code, "transporter")

    assert [answer.status_code for answer in (first, second)] == [302, 302]
    assert CaseSuspect.objects.get().roles == ["recruiter", "transporter"]
    events = AuditEvent.objects.filter(target_type="cases.suspect", case_id=case.pk)
    assert [(event.kind, event.by) for event in events] == [("changed", user.staff_code)] * 2


@pytest.mark.parametrize("code", ["", "S-99999", "x" * 13, "a\0b", "' OR 1=1"])
def test_an_unknown_code_is_refused_at_its_field_and_kept(signed_in, code):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = join(client, CaseFactory(), code, "recruiter")

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["suspect"]
    assert CaseSuspect.objects.count() == 0


def test_a_closed_case_takes_nobody(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)

    answer = join(client, CaseFactory(status="closed"), SuspectFactory().code, "recruiter")

    assert "This case is closed" in answer.content.decode()
    assert CaseSuspect.objects.count() == 0


@pytest.mark.parametrize(("role", "status"), [(Role.CASE_WORKER, 403), (Role.BOARD_MEMBER, 404)])
def test_who_may_not_enter_suspects_joins_none(signed_in, role, status):
    client, user = signed_in(role)
    suspect = CaseSuspectFactory().suspect

    assert join(client, CaseFactory(granted_to=[user]), suspect.code).status_code == status
