"""The framework as a table: on the page, to be copied, as a workbook."""

import io
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from reporting.models import Indicator
from tests.factories.accounts import UserFactory
from tests.factories.reporting import earlier_value, load_printed_plan
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

TABLE = "/reporting/framework/table/?year=2024"
BOOK = "/reporting/framework/framework.xlsx?year=2024"
INDICATORS = 33

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+00:00")
    load_printed_plan()


class TableReader(HTMLParser):
    """Reads the tables of a page: how many, their attributes, rows, cells and all tags inside."""

    def __init__(self) -> None:
        super().__init__()
        self.tables, self.tags, self.rows, self.is_inside = [], set(), 0, False
        self.scopes: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append(dict(attributes))
            self.is_inside = True
        elif self.is_inside:
            self.tags.add(tag)
            self.rows += tag == "tr"
            self.scopes += [dict(attributes)["scope"]] if tag == "th" else []

    def handle_endtag(self, tag):
        self.is_inside = self.is_inside and tag != "table"


def book_for(client):
    return load_workbook(io.BytesIO(client.get(BOOK).content))


def test_the_table_to_copy_is_one_plain_table_with_lines(signed_in):
    client, _user = signed_in(Role.FIELD_MONITOR)
    reader = TableReader()

    reader.feed(client.get(TABLE).content.decode())

    assert [table["border"] for table in reader.tables] == ["1"]
    assert reader.tags == {"caption", "thead", "tbody", "tr", "th", "td"}
    assert reader.rows == INDICATORS + 1
    assert reader.scopes == ["col"] * 15 + ["row"] * INDICATORS


def test_the_page_of_the_framework_fits_and_leads_to_both_forms(signed_in):
    client, _user = signed_in(Role.BOARD_MEMBER)

    page = client.get("/reporting/framework/?year=2026")

    text = page.content.decode()
    assert text.count("/reporting/framework/framework.xlsx?year=2026") == 1
    assert text.count("/reporting/framework/table/?year=2026") == 1
    assert len(page.content) < 65_000


def test_the_workbook_has_33_typed_rows_under_a_frozen_head(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    book = book_for(client)

    sheet = book["Framework"]
    heads = [cell.value for cell in sheet[1]]
    assert book.sheetnames == ["Framework", "Notes", "From earlier records"]
    assert (sheet.max_row, sheet.freeze_panes) == (INDICATORS + 1, "B2")
    assert heads[:9] == [
        "Code", "Key focus area", "Outcome", "Indicator", "Unit", "Baseline", "Target",
        "Milestone 2022", "Value 2022",
    ]  # fmt: skip
    assert heads[-5:] == [
        "In 2024 alone", "% of milestone 2024", "Status 2024", "Responsible", "Source",
    ]  # fmt: skip
    codes = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert codes == list(Indicator.objects.values_list("code", flat=True))
    assert {type(cell.value) for cell in sheet["F"][1:]} <= {int, float}
    assert sheet["F6"].value == 500
    assert sheet.column_dimensions["C"].width == pytest.approx(44, abs=1)


def test_cells_carry_the_rule_and_what_the_plan_misprints(signed_in):
    client, _user = signed_in(Role.ME_OFFICER)

    sheet = book_for(client)["Framework"]

    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    assert rows["1.5"][0].comment.text.startswith("Children, each once, to whom a service")
    assert "Its figures are shillings" in rows["4.2"][3].comment.text
    assert rows["1.5"][3].comment is None


def test_nothing_that_people_typed_becomes_a_formula(signed_in):
    Indicator.objects.filter(code="1.5").update(responsible='=HYPERLINK("http://x.example","y")')
    earlier_value(source="=1+1\x07", evidence_note="@SUM(A1)")
    client, _user = signed_in(Role.ME_OFFICER)

    book = book_for(client)

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    assert [cell.value for cell in book["From earlier records"][2]][5:7] == ["=1+1", "@SUM(A1)"]


def test_values_that_nobody_approved_are_only_for_those_who_may_see_them(signed_in):
    earlier_value(year=2020, value=Decimal("210"))
    earlier_value(year=2021, value=Decimal("220"), approved_by=UserFactory())

    found = {}
    for role in (Role.ME_OFFICER, Role.FIELD_MONITOR):
        client, _user = signed_in(role)
        rows = book_for(client)["From earlier records"].iter_rows(min_row=2, values_only=True)
        found[role] = [(row[2], row[3], row[8]) for row in rows]

    approved = ("2021", 220, "Approved")
    assert found == {
        Role.ME_OFFICER: [("2020", 210, "Waits for approval"), approved], Role.FIELD_MONITOR: [approved],
    }  # fmt: skip


def test_taking_the_workbook_leaves_a_row_in_the_trail(signed_in):
    client, user = signed_in(Role.BOARD_MEMBER)

    answer = client.get(BOOK)

    event = AuditEvent.objects.get(kind="exported")
    assert (event.by, event.fields) == (
        user.staff_code, {"list": "framework", "kind": "xlsx", "year": 2024},
    )  # fmt: skip
    name = "framework-2024-2026-11-25.xlsx"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("address", [TABLE, BOOK, "/reporting/framework/"])
def test_a_donor_does_not_know_the_pages(signed_in, address):
    client, _user = signed_in(Role.DONOR_VIEWER)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("year", "expected"),
    [("1999", [404, 200]), ("x", [404, 200]), ("9" * 40, [404, 200]), ("a%00b", [400, 400])],
)
def test_a_year_outside_the_plan_is_said(signed_in, year, expected):
    client, _user = signed_in(Role.ME_OFFICER)

    assert [
        client.get(f"/reporting/framework/{name}?year={year}").status_code
        for name in ("", "framework.xlsx")
    ] == expected


def test_the_table_costs_the_same_queries_as_the_dashboard_and_no_more(
    signed_in, django_assert_num_queries
):
    client, _user = signed_in(Role.ME_OFFICER)

    with django_assert_num_queries(16):
        client.get(TABLE)
