"""The pages of a house's figures: who sees them, the file, the print and its row in the trail."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from openpyxl import load_workbook

from tests.factories.house import TurnAwayFactory
from tests.factories.work import AdmissionFactory, BedAssignmentFactory, BedFactory, RoomFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

QUERIES_OF_A_REPORT = 12


def url(name, shelter, query=""):
    return reverse(f"shelter:{name}", args=[shelter.pk]) + query


@pytest.fixture
def lived_in(shelter):
    """A house with one stay in June 2025 and one child turned away."""
    bed = BedFactory(room=RoomFactory(shelter=shelter))
    stay = AdmissionFactory(shelter=shelter)
    BedAssignmentFactory(admission=stay, bed=bed)
    at = dt.datetime(2025, 6, 12, 12, tzinfo=dt.UTC)
    TurnAwayFactory(shelter=shelter, happened_at=at, age_band="10_14", sex="male")
    return stay


@pytest.fixture
def as_manager(signed_in, shelter):
    return signed_in(Role.SHELTER_MANAGER, office=shelter.office)[0]


def figures(page) -> dict[str, str]:
    return {
        row["label"]: row["value"]
        for section in page.context["sections"]
        for row in section.facts()
    }


def test_a_month_on_its_page(as_manager, shelter, lived_in):
    page = as_manager.get(url("month_report", shelter, "?month=2025-06"))
    found = figures(page)
    names = ("Residents at the start", "Admitted", "Bed-nights", "Nights in beds on the board")
    assert [found[name] for name in names] == ["0", "1", "30", "30"]
    assert (found["Occupancy"], found["Of these counted by 2.8"], found["Children"]) == (
        "100 %",
        "1",
        "1",
    )


def test_a_difference_is_named_with_its_case(as_manager, shelter):
    stay = AdmissionFactory(shelter=shelter)
    page = as_manager.get(url("month_report", shelter, "?month=2025-06"))
    assert figures(page)["Residents without a bed on the board"] == "1"
    codes = [code for _words, codes, _all in page.context["differences"] for code, _url in codes]
    assert codes == [stay.case.code, stay.case.code]


def test_a_difference_of_a_restricted_case_has_no_code(as_manager, shelter):
    AdmissionFactory(shelter=shelter, case__is_restricted=True)
    page = as_manager.get(url("month_report", shelter, "?month=2025-06"))
    assert [codes for _words, codes, _all in page.context["differences"]] == [[], []]


def test_a_year_by_month(as_manager, shelter, lived_in):
    page = as_manager.get(url("shelter_numbers", shelter, "?year=2025"))
    rows = page.context["table"].rows
    assert len(rows) == 13
    assert [row[4] for row in rows[5:7]] == ["30", "31"]
    assert rows[-1][4] == str(30 + 31 + 31 + 30 + 31 + 30 + 31)


@pytest.mark.parametrize(
    "asked", ["", "?month=", "?month=2025-13", "?month=9999-01", "?month=0001-01", "?month=2019-12"]
)
def test_a_month_that_is_none_shows_the_present_one(as_manager, shelter, asked):
    page = as_manager.get(url("month_report", shelter, asked))
    assert page.context["month"].is_running


@pytest.mark.parametrize(
    "asked", ["?year=abcd", "?year=0", "?year=99999", "?year=-1", "?year=0000"]
)
def test_a_year_that_is_none_is_no_error(as_manager, shelter, asked):
    assert as_manager.get(url("shelter_numbers", shelter, asked)).status_code == 200


def test_the_file_holds_the_figures_and_no_split(as_manager, shelter, lived_in):
    answer = as_manager.get(
        url("month_report", shelter, "?month=2025-06&readers=house&export=xlsx")
    )
    rows = list(load_workbook(io.BytesIO(answer.getvalue())).active.values)
    assert ("Nights", "Bed-nights", 30) in rows
    assert not {"Children", "Adults", "Male"} & {row[1] for row in rows}
    event = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert (event.fields["list"], event.target_id) == ("shelter-month-2025-06", str(shelter.pk))
    assert "shelter-month-2025-06" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("readers", ["", "&readers=outside", "&readers=anybody"])
def test_the_file_for_outside_hides_small_numbers(as_manager, shelter, lived_in, readers):
    answer = as_manager.get(url("month_report", shelter, f"?month=2025-06{readers}&export=csv"))

    text = answer.getvalue().decode("utf-8-sig")
    assert "Residents,Admitted,hidden" in text
    assert "Nights,Bed-nights,hidden" in text
    assert not {"Residents at the start", "On the bed board", ",1\r\n"} & {
        each for each in ("Residents at the start", "On the bed board", ",1\r\n") if each in text
    }
    event = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert event.fields["list"] == "shelter-month-2025-06-outside"


@pytest.mark.parametrize(
    ("readers", "name", "admitted"),
    [("", "shelter-year-2025-outside", "hidden"), ("&readers=house", "shelter-year-2025", "1")],
)
def test_the_file_of_the_year_hides_small_numbers_unless_it_is_for_the_house(
    as_manager, shelter, lived_in, readers, name, admitted
):
    answer = as_manager.get(url("shelter_numbers", shelter, f"?year=2025{readers}&export=csv"))

    rows = [line.split(",") for line in answer.getvalue().decode("utf-8-sig").splitlines()]
    assert ("At the end" in rows[0]) == (readers != "")
    assert [row[1] for row in rows if row[0] in ("June 2025", "Whole year")] == [admitted] * 2
    assert AuditEvent.objects.get(kind=AuditKind.EXPORTED).fields["list"] == name


def test_printing_leaves_a_row_and_says_who_and_when(signed_in, shelter, lived_in):
    client, user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    page = client.post(url("month_print", shelter), {"month": "2025-06", "readers": "house"})
    text = page.content.decode()
    assert f"Shred after use. Printed by {user.staff_code} on" in text
    assert "Children" not in text
    assert lived_in.case.code not in text
    event = AuditEvent.objects.get(kind=AuditKind.PRINTED)
    assert (event.by, event.fields) == (
        user.staff_code, {"month": "2025-06", "readers": "house"},
    )  # fmt: skip
    assert figures(page)["Admitted"] == "1"


def test_who_reads_the_sheet_is_asked_first(as_manager, shelter):
    page = as_manager.get(url("month_print", shelter, "?month=2025-06"))

    form = page.context["form"]
    assert (form["month"].value(), form["readers"].value()) == ("2025-06", "outside")
    assert AuditEvent.objects.filter(kind=AuditKind.PRINTED).count() == 0


def test_for_outside_small_numbers_are_hidden(as_manager, shelter, lived_in):
    page = as_manager.post(url("month_print", shelter), {"month": "2025-06", "readers": "outside"})

    found = figures(page)
    names = (
        "Admitted",
        "Left",
        "Bed-nights",
        "Occupancy",
        "Turned away",
        "Of these counted by 2.8",
    )
    assert [found[name] for name in names] == [
        "hidden",
        "0",
        "hidden",
        "hidden",
        "hidden",
        "hidden",
    ]
    assert not {"Residents at the end", "Longest stay", "On the bed board"} & set(found)
    assert page.content.decode().count("Hidden: numbers of 1 to 4") == 1
    event = AuditEvent.objects.get(kind=AuditKind.PRINTED)
    assert event.fields == {"month": "2025-06", "readers": "outside"}


@pytest.mark.parametrize(
    ("month", "readers", "fields"),
    [
        ("", "outside", ["month"]), ("2019-12", "outside", ["month"]),
        ("9999-01", "house", ["month"]), ("2025-13", "house", ["month"]),
        ("2025-6", "house", ["month"]), ("a\0b", "house", ["month"]), ("2025-06", "", ["readers"]),
        ("2025-06", "everybody", ["readers"]), ("x" * 9999, "x" * 9999, ["month", "readers"]),
    ],
)  # fmt: skip
def test_a_wrong_month_is_refused_and_no_other_is_printed(
    as_manager, shelter, month, readers, fields
):
    page = as_manager.post(url("month_print", shelter), {"month": month, "readers": readers})

    assert (page.status_code, list(page.context["form"].errors)) == (200, fields)
    assert AuditEvent.objects.filter(kind=AuditKind.PRINTED).count() == 0


def test_the_refusal_names_the_months_of_the_house(as_manager, shelter):
    page = as_manager.post(url("month_print", shelter), {"month": "2019-12", "readers": "house"})

    today = date_format(timezone.localdate(), "F Y")
    assert page.context["form"].errors["month"] == [
        f"Write a month from January 2020 to {today}, as 2026-03."
    ]
    assert page.context["form"]["month"].value() == "2019-12"


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.CASE_MANAGER, 200), (Role.ME_OFFICER, 200), (Role.SHELTER_STAFF, 403),
     (Role.FINANCE_OFFICER, 403), (Role.BOARD_MEMBER, 404)],
)  # fmt: skip
@pytest.mark.parametrize("name", ["shelter_numbers", "month_report"])
def test_who_reads_the_figures(signed_in, shelter, name, role, status):
    client, _user = signed_in(role, office=shelter.office)
    assert client.get(url(name, shelter)).status_code == status


def test_another_house_does_not_exist(signed_in, shelter, other_manager):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=other_manager.office)
    for name in ("shelter_numbers", "month_report"):
        assert client.get(url(name, shelter)).status_code == 404
    assert client.post(url("month_print", shelter)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(as_manager, shelter, rows, django_assert_max_num_queries):
    for _ in range(rows):
        stay = AdmissionFactory(shelter=shelter)
        BedAssignmentFactory(admission=stay, bed=BedFactory(room=RoomFactory(shelter=shelter)))
    with django_assert_max_num_queries(QUERIES_OF_A_REPORT + 6):
        as_manager.get(url("month_report", shelter, "?month=2025-06"))
