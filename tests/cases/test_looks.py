"""Who looked at a case: for those who work on it and answer for it, on pages and once a week."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import digest
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, NoteFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.notices.models import Notice
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

LIST = "/cases/looks/"
MONDAY = dt.datetime(2027, 3, 8, 3, 0, tzinfo=dt.UTC)  # six in the morning in Nairobi


def looks_of(case) -> str:
    return reverse("cases:case_look_list", args=[case.pk])


def shown(page) -> list[tuple[str, str]]:
    return [(row.by, row.kind) for row in page.context["listing"].slice.rows]


@pytest.fixture
def worked(signed_in):
    """A case worker with one case, at which somebody else looked twice."""
    client, worker = signed_in(Role.CASE_WORKER, staff_code="CW1")
    case = CaseFactory(code="TK-C-00001", granted_to=[worker])
    other = UserFactory(staff_code="CM1", role=Role.CASE_MANAGER)
    record(AuditKind.VIEWED, by=other, target=case)
    record(AuditKind.REVEALED, by=other, target=case)
    return client, worker, case, other


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in (Role.CASE_WORKER, Role.CASE_MANAGER)]
)
def test_only_those_who_work_on_cases_see_who_looked(signed_in, role):
    client, _user = signed_in(role)

    assert scope_of(role, Permission.TRAIL_CASE) is Scope.NONE
    assert client.get(LIST).status_code in {403, 404}
    assert client.get(looks_of(CaseFactory())).status_code in {403, 404}


def test_the_case_says_who_looked_at_it(worked):
    client, worker, case, other = worked
    record(AuditKind.CHANGED, by=other, target=case, fields=["summary"])
    record(AuditKind.VIEWED, by=other, target=NoteFactory(case=case))
    record(AuditKind.VIEWED, by=other, target=CaseFactory())

    page = client.get(looks_of(case))

    assert shown(page) == [("CM1", "viewed"), ("CM1", "revealed"), ("CM1", "viewed")]
    assert [list(row[:3]) for row in page.context["people"].rows] == [["CM1", "3", "1"]]


def test_the_page_of_the_case_counts_by_person(worked):
    client, _worker, case, _other = worked

    page = client.get(case.get_absolute_url())

    (panel,) = [panel for panel in page.context["panels"] if panel["name"] == "looks"]
    assert "CM1" in panel["html"]
    assert looks_of(case) in panel["html"]


def test_others_see_no_such_panel(signed_in):
    client, _user = signed_in(Role.EXECUTIVE_DIRECTOR)

    page = client.get(CaseFactory().get_absolute_url())

    assert "looks" not in [panel["name"] for panel in page.context["panels"]]


def test_a_case_of_others_is_not_found(worked):
    client, _worker, _case, _other = worked

    assert client.get(looks_of(CaseFactory())).status_code == 404


def test_the_own_cases_are_shown_together_without_the_own_looks(worked):
    client, worker, case, other = worked
    record(AuditKind.VIEWED, by=worker, target=case)
    record(AuditKind.VIEWED, by=other, target=CaseFactory())

    page = client.get(LIST)

    assert shown(page) == [("CM1", "revealed"), ("CM1", "viewed")]
    assert f'href="{case.get_absolute_url()}">TK-C-00001' in page.context["listing"].body()
    assert [list(row[:4]) for row in page.context["people"].rows] == [["CM1", "1", "2", "1"]]


def test_a_manager_sees_the_looks_at_every_case(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    record(AuditKind.VIEWED, by=UserFactory(staff_code="W9"), target=CaseFactory())

    assert shown(client.get(LIST)) == [("W9", "viewed")]


@pytest.mark.parametrize(("query", "kinds"), [
    ("kind=revealed", ["revealed"]), ("by=cm1", ["revealed", "viewed"]), ("by=CW1", []),
    ("from_day=2099-01-01", []), ("to_day=0001-01-01", []), ("from_day=9999-12-31", []), ("sort=at", ["viewed", "revealed"]), ("kind=changed", []),
])  # fmt: skip
def test_looks_are_filtered(worked, query, kinds):
    client, _worker, case, _other = worked

    for address in (LIST, looks_of(case)):
        page = client.get(f"{address}?{query}")
        assert [row.kind for row in page.context["listing"].slice.rows] == kinds


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_ask_the_same_whatever_their_length(signed_in, django_assert_num_queries, rows):
    client, worker = signed_in(Role.CASE_WORKER)
    for _number in range(rows):
        case = CaseFactory(granted_to=[worker])
        record(AuditKind.VIEWED, by=UserFactory(), target=case)

    with django_assert_num_queries(5):  # session, person, practice, rows, by person
        client.get(LIST)


def test_the_list_of_cases_leads_there(worked):
    client, _worker, _case, _other = worked

    assert f'href="{LIST}"' in client.get(reverse("cases:case_list")).content.decode()


def test_on_monday_each_is_told_of_the_week_before(worked, time_machine):
    client, worker, case, other = worked
    time_machine.move_to(MONDAY - dt.timedelta(days=3))
    record(AuditKind.VIEWED, by=other, target=case)
    time_machine.move_to(MONDAY)

    assert digest.send() == 1  # the manager looked, and is not told of the own looks
    digest.send()

    notice = Notice.objects.get(to=worker)
    assert notice.leads_to == f"{LIST}?from_day=2027-03-01&to_day=2027-03-07"
    client.force_login(worker)  # the old session has ended long ago
    assert shown(client.get(notice.leads_to)) == [("CM1", "viewed")]
    assert Notice.objects.count() == 1


def test_nobody_is_told_of_a_week_without_looks_or_of_own_ones(worked, time_machine):
    _client, worker, case, _other = worked
    time_machine.move_to(MONDAY - dt.timedelta(days=2))
    record(AuditKind.VIEWED, by=worker, target=case)
    time_machine.move_to(MONDAY + dt.timedelta(days=1))

    digest.send()

    assert not Notice.objects.filter(to=worker).exists()


def test_looks_of_this_week_wait_for_the_next_word(worked, time_machine):
    _client, worker, case, other = worked
    time_machine.move_to(MONDAY)
    record(AuditKind.VIEWED, by=other, target=case)

    assert digest.send(timezone.localdate()) == 0


def test_the_table_counts_the_days_that_its_title_names(worked, time_machine):
    client, worker, case, other = worked
    time_machine.move_to(MONDAY - dt.timedelta(days=3))
    record(AuditKind.VIEWED, by=other, target=case)
    time_machine.move_to(MONDAY)
    client.force_login(worker)

    lately = client.get(LIST)
    before = client.get(f"{LIST}?to_day=2027-03-04&kind=revealed")

    assert lately.context["people_title"] == "By person, 02/03/2027 to 08/03/2027"
    assert [list(row[:3]) for row in lately.context["people"].rows] == [["CM1", "1", "1"]]
    assert before.context["people_title"] == "By person, 26/02/2027 to 04/03/2027"
    assert before.context["people"].rows == []
