"""The dashboard answers "are we on track?" for everybody who may ask, in few bytes and statements."""

import datetime as dt
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from reporting.actions import framework
from reporting.models import Indicator
from reporting.pages.dashboard import dashboard_of
from reporting.report.lines import line_of
from reporting.results import indicators
from tests.factories.cases import CaseFactory, PersonFactory, ServiceFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import ROLE_TEXTS, Role

WIRE_BUDGET = 90 * 1024  # bytes, as sent with Brotli, on a first load
MOST_REQUESTS = 8
ADDRESS = "/reporting/"
PAGES = [
    ("reporting:dashboard", Permission.INDICATOR_VIEW),
    ("reporting:counties", Permission.INDICATOR_VIEW),
    ("reporting:budget", Permission.BUDGET_VIEW),
]


@pytest.fixture
def plan(db):
    load_printed_plan()


def service(day: dt.date, **person):
    return ServiceFactory(
        delivered_on=day,
        case=CaseFactory(opened_on=day, person=PersonFactory(child=True, **person)),
    )


def rows_of(html: str) -> list[str]:
    """Return the HTML of each indicator's row."""
    return re.findall(r'<tr>\s*<th scope="row">.*?</tr>', html, re.DOTALL)


def row_of(html: str, code: str) -> str:
    return next(row for row in rows_of(html) if f'<span class="code">{code}</span>' in row)


def first_load(html: str) -> list[str]:
    """Return the static files that the page asks for, each once, without fragments."""
    found = re.findall(r'(?:href|src)="/static/([^"#]+)(?:#[^"]*)?"', html)
    return sorted(set(found))


def test_dashboard_shows_every_indicator_once(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(ADDRESS).text

    codes = [re.search(r'class="code">([\d.]+)<', row)[1] for row in rows_of(html)]
    assert len(codes) == len(set(codes)) == 33
    assert (codes[0], codes[-1]) == ("1.1", "4.8")


def test_dashboard_without_records_says_no_data_and_never_zero(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(ADDRESS).text

    assert "33 without data" in html
    values = [re.findall(r"#(?:number|years)\">([^<]+)<", row) for row in rows_of(html)]
    assert values == [["No data", "No data"]] * 33


def test_dashboard_counts_a_service_in_its_year_and_adds_the_baseline(signed_in, plan):
    service(dt.date(2024, 3, 1))
    service(dt.date(2025, 3, 1))
    client, _ = signed_in(Role.ME_OFFICER)

    row = row_of(client.get(f"{ADDRESS}?year=2025").text, "1.5")

    assert re.findall(r"#(?:number|years)\">([^<]+)<", row) == ["502", "1"]
    assert re.findall(r'data-label="(?:Baseline|Target)">([^<]+)<', row) == ["500", "1,200"]


@pytest.mark.parametrize("reading", ["", "persons"])
def test_events_stand_beside_their_persons_until_persons_are_what_is_counted(
    signed_in, plan, me_officer, reading
):
    bus = InterceptFactory(happened_on=dt.date(2025, 6, 2))
    for _number in range(3):
        InterceptedPersonFactory(intercept=bus)
    if reading:
        framework.choose_reading(
            indicator=Indicator.objects.get(code="3.1"), reading=reading, reason="Tried", version=0,
            by=me_officer,
        )  # fmt: skip
    client, _ = signed_in(Role.BOARD_MEMBER)

    row = row_of(client.get(f"{ADDRESS}?year=2025").content.decode(), "3.1")
    own = Indicator.objects.get(code="3.1").get_absolute_url()
    page = client.get(f"{own}?year=2025").content.decode()

    is_beside = not reading
    assert ("<small>3 persons</small>" in row) is is_beside
    assert ("<small>3 persons since the plan began</small>" in row) is is_beside
    assert ('<span class="unit">3 persons since the plan began</span>' in page) is is_beside


def test_the_baseline_of_events_is_added_to_no_persons(signed_in, plan, me_officer):
    for _number in range(2):
        bus = InterceptFactory(happened_on=dt.date(2025, 6, 2))
        InterceptedPersonFactory(intercept=bus)
        InterceptedPersonFactory(intercept=bus)
    InterceptedPersonFactory(intercept__happened_on=dt.date(2024, 6, 2))
    row = Indicator.objects.get(code="3.1")
    framework.choose_reading(
        indicator=row, reading="persons", reason="Tried", version=0, by=me_officer
    )
    client, _ = signed_in(Role.ME_OFFICER)

    shown = row_of(client.get(f"{ADDRESS}?year=2025").text, "3.1")
    page = client.get(f"{row.get_absolute_url()}?year=2025")
    ways = client.get(reverse("reporting:indicator_settings", args=["3.1"])).text
    [result] = [each for each in indicators() if each.code == "3.1"]
    line = line_of(result, 2025, None, [])

    assert re.findall(r"#(?:number|years)\">([^<]+)<", shown) == ["5", "4"]
    assert "<small>since the plan began</small>" in shown
    assert "short of the baseline" not in shown
    assert (
        '<span class="value">5</span> <span class="unit">since the plan began</span>' in page.text
    )
    assert "5 counted from 2022 to 2025" in page.text
    [in_force] = [one for one in page.context["page"].readings if one.in_force]
    assert in_force.values[2:4] == ("1", "5")
    assert (result.as_json(2025)["value"], result.as_json(2025)["accumulation"]) == (
        5, "cumulative_plan",
    )  # fmt: skip
    assert (line.value, line.people, line.accumulation) == (
        5, "since the plan began", "cumulative_plan",
    )  # fmt: skip
    assert f">{row.baseline + 5:n}<" not in ways


def test_the_sentence_counts_the_rows_by_state(plan):
    service(dt.date(2025, 3, 1))
    today = dt.date(2026, 6, 1)

    page = dashboard_of(indicators(today=today), 2025, today=today)

    counted = [count.count for count in page.counts]
    assert sum(counted) == 33 == len(page.rows)
    assert counted == [sum(area.counts[at].count for area in page.areas) for at in range(4)]
    assert page.summary == (
        f"Of 33 indicators: {counted[0]} on track, {counted[1]} slightly behind, "
        f"{counted[2]} behind, {counted[3]} without data."
    )


def test_a_finished_year_is_not_called_provisional_but_the_running_one_is(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)
    running = min(max(timezone.localdate().year, 2022), 2026)

    finished = client.get(f"{ADDRESS}?year=2022").text
    current = client.get(f"{ADDRESS}?year={running}").text

    assert (finished.count("<small>provisional</small>")) == 0
    assert (current.count("<small>provisional</small>")) == 4  # once in each table's head


@pytest.mark.parametrize("year", ["2021", "2031", "-1", "0x7ea", "٢٠٢٥", "2025;drop", "9" * 400])
def test_an_unknown_year_is_a_clear_message_and_the_current_year(signed_in, plan, year):
    client, _ = signed_in(Role.BOARD_MEMBER)

    response = client.get(ADDRESS, {"year": year})

    assert response.status_code == 404
    assert "There is no such year in the plan, which runs from 2022 to 2026." in response.text
    assert len(rows_of(response.text)) == 33


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("name", "permission"), PAGES)
def test_each_role_meets_what_the_policy_says(signed_in, plan, role, name, permission):
    client, _ = signed_in(role)
    refused = 404 if ROLE_TEXTS[role].outsider else 403
    expected = refused if scope_of(role, permission) is Scope.NONE else 200

    assert client.get(reverse(name)).status_code == expected


@pytest.mark.parametrize(("name", "permission"), PAGES)
def test_strangers_sign_in_first(client, practice, plan, name, permission):
    response = client.get(reverse(name))

    assert (response.status_code, response.url) == (302, f"/sign-in/?next={reverse(name)}")


def test_the_link_to_the_budget_is_drawn_for_those_who_may_open_it(signed_in, plan):
    monitor, _ = signed_in(Role.FIELD_MONITOR)
    without = monitor.get(ADDRESS).text.count("/reporting/budget/")
    director, _ = signed_in(Role.EXECUTIVE_DIRECTOR)
    with_right = director.get(ADDRESS).text.count("/reporting/budget/")

    assert (without, with_right) == (0, 2)


def test_without_a_plan_the_page_says_so(signed_in, db):
    client, _ = signed_in(Role.BOARD_MEMBER)

    response = client.get(ADDRESS)

    assert response.status_code == 503
    assert "The strategic plan is not loaded" in response.text


@pytest.mark.parametrize("services", [1, 3])
def test_dashboard_takes_twelve_statements_however_many_records(
    signed_in, plan, django_assert_num_queries, services
):
    for _ in range(services):
        service(dt.date(2025, 3, 1))
    client, _ = signed_in(Role.BOARD_MEMBER)

    with django_assert_num_queries(12):
        client.get(ADDRESS)


def test_first_load_is_light_and_asks_nobody_else(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(ADDRESS).text

    files = first_load(html)
    assert "css/charts.css" in files
    sent = [html.encode(), *(Path(finders.find(name)).read_bytes() for name in files)]
    assert len(sent) <= MOST_REQUESTS
    assert sum(len(brotli.compress(body)) for body in sent) <= WIRE_BUDGET
    assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?!/static/|data:)', html) == []


def test_the_page_works_without_scripts(signed_in, plan):
    """Every figure is text or SVG in the answer itself; year and details are plain links."""
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get(ADDRESS).text

    rows = rows_of(html)
    assert [row.count('<svg class="chart-') for row in rows] == [2] * 33
    assert [row.count('href="/reporting/indicators/') for row in rows] == [3] * 33
    assert [f'href="?year={year}"' in html for year in range(2022, 2027)] == [True] * 5
    assert re.findall(r"<script(?![^>]+src=)|\sstyle=|\son\w+=", html) == []


def test_swahili_readers_get_draft_names_and_the_plans_own_wording(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)
    client.cookies["django_language"] = "sw"

    html = client.get(ADDRESS).text

    assert '<html lang="sw">' in html
    assert html.count("Haki ya Kijinsia") >= 2
    assert '<a href="/reporting/indicators/1.1/?year=' in row_of(html, "1.1")
    assert 'lang="en"><span class="code">1.1</span> # of children prevented' in html


def test_budget_prints_six_sums_that_do_not_add_up(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)

    html = client.get("/reporting/budget/?year=2024").text

    assert html.count("the parts add up to") == 6
    assert "KFA 1 2024: printed 12,300,000, the parts add up to 12,500,000." in html
    assert html.count('<abbr title="does not add up in the printed plan">*</abbr>') == 6
    assert "No expenditure is recorded for 2024" in html


def test_lines_named_after_a_pillar_follow_the_language(signed_in, plan):
    client, _ = signed_in(Role.BOARD_MEMBER)
    client.cookies["django_language"] = "sw"
    html = client.get("/reporting/budget/?year=2024").text
    assert (html.count(">Utoaji wa huduma<"), html.count(">Provision<")) == (3, 0)
