"""Every refusal leaves a row of its own: the page, how it was asked for, the key; after the rollback."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role


def refusals(user) -> list[dict]:
    return list(
        AuditEvent.objects.filter(kind="refused", by=user.staff_code).values_list(
            "fields", flat=True
        )
    )


def test_an_act_that_the_role_lacks(signed_in):
    client, user = signed_in(Role.FINANCE_OFFICER)

    assert client.get(reverse("cases:case_list")).status_code == 403

    assert refusals(user) == [{"page": "cases:case_list", "method": "GET"}]


@pytest.mark.parametrize("exists", [True, False])
def test_a_record_of_others_or_none_at_all(signed_in, exists):
    client, user = signed_in(Role.CASE_WORKER)
    key = CaseFactory().pk if exists else uuid.UUID(int=7)

    assert client.get(reverse("cases:case_detail", args=[key])).status_code == 404

    assert refusals(user) == [{"page": "cases:case_detail", "method": "GET", "key": str(key)}]


def test_a_page_that_board_and_donor_do_not_know(signed_in):
    client, user = signed_in(Role.DONOR_VIEWER)

    assert client.get(reverse("cases:case_list")).status_code == 404

    assert refusals(user) == [{"page": "cases:case_list", "method": "GET"}]


def test_a_way_of_asking_that_the_page_does_not_take(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)

    assert client.generic("X" * 30, reverse("cases:case_list")).status_code == 405

    assert refusals(user) == [{"page": "cases:case_list", "method": "X" * 10}]


def test_a_form_that_is_not_ours(signed_in, practice):
    _client, user = signed_in(Role.CASE_WORKER)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)

    answer = strict.post(reverse("notices:notice_read_all"), {"x": "1"})

    assert answer.status_code == 403
    assert refusals(user) == [{"page": "notices:notice_read_all", "method": "POST"}]


def test_what_a_stranger_asks_leaves_no_row_of_a_person(client, practice):
    client.post(reverse("cases:case_list"))

    assert AuditEvent.objects.filter(kind="refused").count() == 0
