"""The list page: filters and sort live in the address, files hold the same rows, each file is kept in the trail."""

import csv
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from cases.models import Case
from tests.factories.cases import CaseFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

LIST = "/cases/"


def codes_on(page) -> list[str]:
    body = page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return re.findall(r"TK-\d{4}-\d{5}", re.sub(r'href="[^"]*"', "", body))


def download(client, address: str) -> list[list[str]]:
    answer = client.get(address)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def manager(signed_in):
    return signed_in(Role.CASE_MANAGER)


def test_sort_links_turn_the_order_and_keep_the_filter(manager):
    client, _user = manager
    for number in (2, 1, 3):
        CaseFactory(code=f"TK-2024-0000{number}", risk_level="high")
    CaseFactory(code="TK-2024-00004", risk_level="low")

    page = client.get(LIST, {"sort": "code", "risk_level": "high"})

    assert codes_on(page) == ["TK-2024-00001", "TK-2024-00002", "TK-2024-00003"]
    turned = page.context["listing"].url(sort="-code")
    assert codes_on(client.get(f"{LIST}{turned}")) == [
        "TK-2024-00003",
        "TK-2024-00002",
        "TK-2024-00001",
    ]
    assert 'aria-sort="ascending"' in page.content.decode()


def test_pages_follow_each_other_and_say_how_many_there_are(manager):
    client, _user = manager
    for number in range(30):
        CaseFactory(code=f"TK-2024-{number:05d}")

    first = client.get(LIST, {"sort": "code"})
    second = client.get(f"{LIST}{first.context['listing'].next_url}")
    back = client.get(f"{LIST}{second.context['listing'].previous_url}")

    assert (len(codes_on(first)), len(codes_on(second))) == (25, 5)
    assert codes_on(back) == codes_on(first)
    assert [page.context["listing"].count_words for page in (first, second)] == ["30 entries"] * 2
    assert first.context["listing"].first_url == second.context["listing"].next_url == ""


@pytest.mark.parametrize(
    "query", ["sort=names", "sort=-", "sort=person__names", "after=zz", "page=9"]
)
def test_an_address_that_makes_no_sense_shows_the_list(manager, query):
    client, _user = manager
    case = CaseFactory()

    assert codes_on(client.get(f"{LIST}?{query}")) == [case.code]


def test_a_key_of_a_page_that_holds_a_nul_is_refused(manager):
    client, _user = manager

    assert client.get(f"{LIST}?before=%00").status_code == 400


def test_a_wrong_filter_is_said_at_its_field_and_shows_no_rows(manager):
    client, _user = manager
    CaseFactory()

    page = client.get(LIST, {"opened_from": "soon"})

    html = page.content.decode()
    assert codes_on(page) == []
    assert 'aria-describedby="id_opened_from-error"' in html
    assert 'id="id_opened_from-error">Enter a valid date.' in html
    assert 'value="soon"' in html


def test_htmx_gets_the_part_that_changes_and_a_page_from_history_the_whole(manager):
    client, _user = manager
    CaseFactory(risk_level="high")

    part = client.get(LIST, {"risk_level": "high"}, headers={"HX-Request": "true"})
    whole = client.get(LIST, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert ("<html" in part.content.decode(), "<html" in whole.content.decode()) == (False, True)
    assert 'hx-swap-oob="true"' in part.content.decode()


def test_the_file_holds_the_rows_of_the_filter_on_all_pages_in_its_order(manager):
    client, user = manager
    for number in range(30):
        CaseFactory(code=f"TK-2024-{number:05d}", risk_level="high")
    CaseFactory(code="TK-2024-00099", risk_level="low")

    rows = download(client, f"{LIST}?risk_level=high&sort=-code&export=csv")

    assert [row[0] for row in rows[1:]] == [
        f"TK-2024-{number:05d}" for number in reversed(range(30))
    ]
    event = AuditEvent.objects.get(kind="exported")
    assert (event.by, event.fields) == (
        user.staff_code, {"list": "cases", "kind": "csv", "rows": 30, "filters": ["risk_level"]},
    )  # fmt: skip


def test_the_xlsx_file_has_the_same_rows(manager):
    client, _user = manager
    case = CaseFactory()

    answer = client.get(LIST, {"export": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[2]][0] == case.code
    assert answer["Content-Disposition"].startswith('attachment; filename="cases-')


def test_without_a_row_in_the_trail_there_is_no_file(manager, broken_trail):
    client, _user = manager
    client.raise_request_exception = False
    CaseFactory()

    assert client.get(LIST, {"export": "csv"}).status_code == 500


@pytest.mark.parametrize(
    "role", [r for r in Role if scope_of(r, Permission.CASE_VIEW) is not Scope.NONE]
)
def test_only_roles_with_the_right_take_files(signed_in, role):
    client, _user = signed_in(role)
    may = scope_of(role, Permission.LIST_EXPORT) is not Scope.NONE

    page, answer = client.get(LIST), client.get(LIST, {"export": "csv"})

    assert answer.status_code == (200 if may else 403)
    assert ("export=csv" in page.content.decode()) is False  # an empty list offers no file
    CaseFactory(granted_to=[_user])
    assert ("export=csv" in client.get(LIST).content.decode()) is may


def test_an_unknown_kind_of_file_is_not_found(manager):
    client, _user = manager

    assert client.get(LIST, {"export": "exe"}).status_code == 404


def test_a_list_too_long_for_one_file_is_refused_in_words(manager, monkeypatch):
    client, _user = manager
    monkeypatch.setattr("tracekenya.pages.export.MOST_ROWS", 2)
    CaseFactory.create_batch(3)

    answer = client.get(f"{LIST}?status=open&export=csv", follow=True)

    assert answer.redirect_chain == [(f"{LIST}?status=open", 302)]
    assert "at most 2 rows" in answer.content.decode()
    assert AuditEvent.objects.filter(kind="exported").count() == 0


def test_an_empty_list_says_what_to_do(manager):
    client, _user = manager

    empty, filtered = client.get(LIST), client.get(LIST, {"risk_level": "high"})

    assert "No case here" in empty.content.decode()
    assert reverse("cases:case_open") in empty.content.decode()
    assert "Nothing fits these filters" in filtered.content.decode()
    assert Case.objects.count() == 0
