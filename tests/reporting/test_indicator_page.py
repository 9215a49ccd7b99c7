"""The page of one indicator explains its number, hides small cells, and lists records to those who may."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.utils import timezone

from reporting.models import Indicator, ManualValue, YearNote
from reporting.pages.indicator import dots_of, formula_of
from reporting.pages.wording import share_of_way
from reporting.results import indicator
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory, ServiceFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import ShelterFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import ROLE_TEXTS, Role

ADDRESS = "/reporting/indicators/1.5/"
RECORDS = f"{ADDRESS}records/"
DAY = dt.date(2025, 3, 1)


@pytest.fixture
def plan(db):
    load_printed_plan()


def served_children(girls: int, boys: int, **case) -> list:
    """Record one service for each of so many children in 2025; return their cases."""
    sexes = ["female"] * girls + ["male"] * boys
    cases = [
        CaseFactory(opened_on=DAY, person=PersonFactory(child=True, sex=sex), **case)
        for sex in sexes
    ]
    for each in cases:
        ServiceFactory(case=each, delivered_on=DAY)
    return cases


def cells(html: str, title: str) -> dict[str, str]:
    """Return the breakdown with that caption: label -> what is printed."""
    table = re.search(rf"<caption>{title}</caption>.*?</tbody>", html, re.DOTALL)[0]
    return dict(re.findall(r'<th scope="row">([^<]+)</th><td class="numeric">([^<]+)</td>', table))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("address", "permission"),
    [(ADDRESS, Permission.INDICATOR_VIEW), (RECORDS, Permission.INDICATOR_RECORDS)],
)
def test_each_role_meets_what_the_policy_says(signed_in, plan, role, address, permission):
    client, _ = signed_in(role)
    refused = 404 if ROLE_TEXTS[role].outsider else 403
    expected = refused if scope_of(role, permission) is Scope.NONE else 200

    assert client.get(address).status_code == expected


@pytest.mark.parametrize("address", [ADDRESS, RECORDS])
def test_strangers_sign_in_first(client, practice, plan, address):
    response = client.get(address)

    assert (response.status_code, response.url) == (302, f"/sign-in/?next={address}")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("9.9", 404), ("1", 404), ("TK-1.5", 404), ("%27%20or%201", 404), ("1.5%00", 400)],
)
def test_an_unknown_code_is_no_page(signed_in, plan, code, expected):
    client, _ = signed_in(Role.ME_OFFICER)

    assert client.get(f"/reporting/indicators/{code}/").status_code == expected
    assert client.get(f"/reporting/indicators/{code}/records/").status_code == expected


@pytest.mark.parametrize("code", ["1.1", "1.3", "2.7", "2.11", "3.1", "4.2", "4.6"])
def test_every_kind_of_indicator_has_a_page_without_records(signed_in, plan, code):
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(f"/reporting/indicators/{code}/?year=2025").text

    assert '<span class="value">No data</span>' in html
    assert "Nothing is recorded for this year or before it." in html


def test_the_page_gives_rule_formula_and_facts(signed_in, plan):
    served_children(2, 1)
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(f"{ADDRESS}?year=2025").text

    assert "# of children receiving direct services from Trace Kenya</span></h1>" in html
    assert "500 (baseline) + 3 counted from 2022 to 2025 = 503" in html
    assert indicator("1.5").rule in html
    assert "Program Reports – Shelter Manager" in html
    assert "SDG 16" in html


@pytest.mark.parametrize("year", ["2020", "soon"])
def test_an_unknown_year_is_a_clear_message(signed_in, plan, year):
    client, _ = signed_in(Role.BOARD_MEMBER)

    response = client.get(ADDRESS, {"year": year})

    assert response.status_code == 404
    assert "There is no such year in the plan, which runs from 2022 to 2026." in response.text


def test_the_table_of_years_has_all_plan_years_and_earlier_records_beside(signed_in, plan):
    served_children(1, 0)
    ManualValue.objects.create(
        indicator=Indicator.objects.get(code="1.5"),
        year=2023,
        value=77,
        source="Annual report 2023",
        recorded_by=UserFactory(),
        approved_by=UserFactory(),
        approved_at=timezone.now(),
    )
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(f"{ADDRESS}?year=2023").text

    table = re.search(r'aria-labelledby="years">.*?</table>', html, re.DOTALL)[0]
    rows = re.findall(r'<th scope="row">(\d{4}).*?</tr>', table, re.DOTALL)
    assert rows == ["2022", "2023", "2024", "2025", "2026"]
    assert re.findall(r'class="numeric">77</td>', table) == ['class="numeric">77</td>']
    assert "Source: Annual report 2023." in html
    assert '<span class="value">577</span>' not in html  # beside the value, never in it


def test_a_manual_value_that_nobody_approved_is_not_shown(signed_in, plan):
    ManualValue.objects.create(
        indicator=Indicator.objects.get(code="1.5"), year=2023, value=77, source="A draft"
    )
    drafts = {}
    for role in (Role.BOARD_MEMBER, Role.FIELD_MONITOR, Role.ME_OFFICER):
        client, _ = signed_in(role)
        drafts[role] = client.get(f"{ADDRESS}?year=2023").text.count("A draft")

    assert drafts == {Role.BOARD_MEMBER: 0, Role.FIELD_MONITOR: 0, Role.ME_OFFICER: 1}


def test_the_words_of_the_year_are_shown_for_that_year_alone(signed_in, plan):
    note = YearNote.objects.create(
        indicator=Indicator.objects.get(code="1.5"),
        year=2024,
        narrative="A new house opened.",
        lessons="Start <early>.",
    )
    client, _ = signed_in(Role.BOARD_MEMBER)

    shown = client.get(f"{ADDRESS}?year=2024").text
    other = client.get(f"{ADDRESS}?year=2025").text

    assert (shown.count(note.narrative), other.count(note.narrative)) == (1, 0)
    assert "Start &lt;early&gt;." in shown


def test_other_readings_stand_beside_the_value(signed_in, plan):
    served_children(1, 1)
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(f"{ADDRESS}?year=2025").text

    readings = re.search(r'aria-labelledby="readings">.*?</table>', html, re.DOTALL)[0]
    assert readings.count("in force") == 1
    assert "Since the plan began, without the baseline" in readings


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("1.3", "The plan calls this an increase."),
        ("4.2", "The plan calls this a percentage."),
        ("2.4", "Everybody counted here is also counted in 2.1, 2.2, 2.3 or 2.5"),
        ("2.5", "Every boy counted here is also counted in 2.1"),
    ],
)
def test_odd_labels_and_overlaps_are_said(signed_in, plan, code, sentence):
    client, _ = signed_in(Role.BOARD_MEMBER)

    assert client.get(f"/reporting/indicators/{code}/").text.count(sentence) == 1


def test_the_board_sees_no_small_cell_while_staff_see_true_numbers(signed_in, plan):
    served_children(9, 3)
    board, _ = signed_in(Role.BOARD_MEMBER)
    shown = board.get(f"{ADDRESS}?year=2025").text
    staff, _ = signed_in(Role.ME_OFFICER)
    true = staff.get(f"{ADDRESS}?year=2025").text

    assert {"Female": "9", "Male": "3"}.items() <= cells(true, "Sex").items()
    # The nine are hidden too: with the total of twelve beside them they would give the three away.
    assert {"Female": "hidden", "Male": "hidden"}.items() <= cells(shown, "Sex").items()
    assert "Counts of 1 to 4 are hidden to protect people" in shown
    assert "You see true numbers." in true


def test_large_cells_stay_visible_to_the_board(signed_in, plan):
    served_children(7, 5)
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(f"{ADDRESS}?year=2025").text

    assert {"Female": "7", "Male": "5"}.items() <= cells(html, "Sex").items()


def test_only_staff_may_widen_the_breakdown_to_all_years(signed_in, plan):
    """A sum over years beside the years would let the board compute what is hidden."""
    served_children(7, 5)
    board, _ = signed_in(Role.BOARD_MEMBER)
    shown = board.get(f"{ADDRESS}?year=2026&since=start").text
    staff, _ = signed_in(Role.ME_OFFICER)
    true = staff.get(f"{ADDRESS}?year=2026&since=start").text

    assert "Who and where, 2022 to 2026" in true
    assert cells(true, "Sex")["Female"] == "7"
    assert "Who and where in 2026" in shown
    assert shown.count("since=start#groups") == 0


def test_records_behind_are_codes_with_days_and_opening_them_is_kept(signed_in, plan):
    cases = served_children(2, 0)
    client, user = signed_in(Role.ME_OFFICER)

    html = client.get(f"{RECORDS}?year=2025").text

    assert sorted(re.findall(r">(TK-\d{4}-\d{5})<", html)) == sorted(one.code for one in cases)
    assert html.count("1 March 2025") == 2
    event = AuditEvent.objects.get(kind="viewed", by=user.staff_code)
    assert (event.target_code, event.fields) == ("1.5", {"year": 2025, "page": 1})


def test_a_case_worker_finds_the_own_cases_and_no_count_of_the_others(signed_in, plan):
    client, user = signed_in(Role.CASE_WORKER)
    mine = served_children(1, 0, granted_to=[user])[0]
    others = served_children(2, 0)

    html = client.get(f"{RECORDS}?year=2025").text

    assert re.findall(r">(TK-\d{4}-\d{5})<", html) == [mine.code]
    assert [one.code in html for one in others] == [False, False]
    assert "Others may be counted that you may not open." in html
    assert "2 more" not in html


def test_records_are_paged_by_fifty(signed_in, plan):
    served_children(51, 0)
    client, _ = signed_in(Role.ME_OFFICER)

    first = client.get(f"{RECORDS}?year=2025").text
    second = client.get(f"{RECORDS}?year=2025&page=2").text
    beyond = client.get(f"{RECORDS}?year=2025&page=zwei").text

    codes = [re.findall(r">(TK-\d{4}-\d{5})<", page) for page in (first, second)]
    assert [len(page) for page in codes] == [50, 1]
    assert len({*codes[0], *codes[1]}) == 51
    assert "1 to 50 of 51" in first
    assert "51 to 51 of 51" in second
    assert "1 to 50 of 51" in beyond


def test_a_year_without_records_lists_none(signed_in, plan):
    client, _ = signed_in(Role.ME_OFFICER)

    html = client.get(f"{RECORDS}?year=2022").text

    assert "No records to list" in html


@pytest.mark.parametrize("served", [1, 3])
def test_the_page_takes_as_many_statements_however_many_records(
    signed_in, plan, django_assert_num_queries, served
):
    served_children(served, 0)
    client, _ = signed_in(Role.BOARD_MEMBER)

    with django_assert_num_queries(26):
        client.get(f"{ADDRESS}?year=2025")


@pytest.mark.parametrize(
    ("code", "formula"),
    [
        ("1.3", "2\N{NO-BREAK SPACE}% in 2025 alone; other years are not added"),
        ("1.5", "500 (baseline) + 1 counted from 2022 to 2025 = 501"),
    ],
)
def test_the_formula_says_how_years_add_up(plan, code, formula):
    served_children(1, 0)

    assert formula_of(indicator(code, today=dt.date(2026, 1, 15)), 2025) == formula


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (90, "short of the baseline"),
        (100, "0 % of the way"),
        (149, "49 % of the way"),
        (199, "99 % of the way"),
        (200, "target reached"),
        (260, "target reached"),
    ],
)
def test_the_way_from_baseline_to_target_is_rounded_down(value, words):
    number = None if value is None else Decimal(value)

    assert share_of_way(number, Decimal(100), Decimal(200)) == words


@pytest.mark.parametrize(
    ("shelters", "dots"), [(0, None), (1, [True, False, False]), (4, [True] * 4)]
)
def test_small_counts_are_drawn_as_units(plan, shelters, dots):
    for number in range(shelters):
        ShelterFactory(opened_on=dt.date(2020, 1, number + 1))

    drawing = dots_of(indicator("2.7", today=dt.date(2026, 1, 15)), 2025)

    assert (drawing and [dot.is_filled for dot in drawing.dots]) == dots


def test_large_counts_keep_their_bar(plan):
    served_children(1, 0)

    assert dots_of(indicator("1.5", today=dt.date(2026, 1, 15)), 2025) is None
