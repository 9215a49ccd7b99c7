"""Working alone, the plan of shifts, and the numbers of stations and flows."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from intercepts.actions import check_ins
from intercepts.models import CheckIn, JourneyTally, MonitorShift
from intercepts.numbers.flows import flows_of, map_of
from intercepts.numbers.stations import month_of
from tests.factories.accounts import CountyFactory, OfficeFactory, UserFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import (
    CheckInFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    ShiftFactory,
    StationFactory,
)
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role
from tracekenya.ui.charts.county_grid import GRID

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 2)  # a Monday


def url(name, row=None):
    return reverse(f"intercepts:{name}", args=[row.pk] if row else [])


def rows_of(page):
    return list(page.context["listing"].slice.rows)


def test_a_monitor_starts_says_safe_and_ends(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    sent = {"submission": uuid.uuid4(), "station": StationFactory().pk, "every_minutes": "60"}

    answers = [client.post(url("check_in_start"), sent).url for _again in range(2)]
    row = CheckIn.objects.get()
    first_due = row.due_at
    client.post(url("check_in_safe", row))
    row.refresh_from_db()
    second = client.post(url("check_in_start"), sent | {"submission": uuid.uuid4()})
    client.post(url("check_in_end", row))
    client.post(url("check_in_safe", row))

    ended = CheckIn.objects.get()
    assert answers == [url("check_in_detail", row)] * 2
    assert (row.monitor, row.due_at > first_due, row.safe_at is None) == (user, True, False)
    assert list(second.context["form"].errors) == ["station"]
    assert (ended.ended_at is None, ended.safe_at) == (False, row.safe_at)


@pytest.mark.parametrize("minutes", ["5", "481", "", "x"])
def test_a_span_that_protects_nobody_is_refused_at_its_field(signed_in, minutes):
    client, _user = signed_in(Role.FIELD_MONITOR)
    sent = {"submission": uuid.uuid4(), "station": StationFactory().pk, "every_minutes": minutes}

    answer = client.post(url("check_in_start"), sent)

    assert list(answer.context["form"].errors) == ["every_minutes"]
    assert CheckIn.objects.count() == 0


def test_who_is_late_is_told_to_the_supervisor_of_the_office_once_for_each_sign():
    office = OfficeFactory()
    near = UserFactory(role=Role.CASE_MANAGER, office=office)
    UserFactory(role=Role.PROGRAMME_MANAGER)
    now = timezone.now()
    facts = {"started_at": now - dt.timedelta(hours=3), "station__office": office}
    late = CheckInFactory(due_at=now - dt.timedelta(minutes=1), **facts)
    CheckInFactory(due_at=now + dt.timedelta(hours=1), **facts)
    CheckInFactory(due_at=now - dt.timedelta(minutes=1), ended_at=now, **facts)

    told = [check_ins.tell_late() for _again in range(2)]
    check_ins.say_safe(check_in=late, by=late.monitor)
    later = check_ins.tell_late(now + dt.timedelta(hours=9))

    notices = Notice.objects.filter(kind="check_in_late")
    assert (told, later) == ([1, 0], 2)
    assert {notice.to for notice in notices} == {near}
    assert notices.filter(target_code=late.monitor.staff_code).count() == 2


def test_without_an_office_all_supervisors_are_told():
    supervisors = {UserFactory(role=Role.CASE_MANAGER), UserFactory(role=Role.PROGRAMME_MANAGER)}
    UserFactory(role=Role.ME_OFFICER)
    CheckInFactory()

    check_ins.tell_late()

    assert {notice.to for notice in Notice.objects.filter(kind="check_in_late")} == supervisors


def test_a_monitor_sees_own_check_ins_a_supervisor_all(signed_in):
    other = CheckInFactory()
    client, _user = signed_in(Role.FIELD_MONITOR)
    own = [
        rows_of(client.get(url("check_in_list"))),
        client.get(url("check_in_detail", other)).status_code,
    ]
    client, _user = signed_in(Role.CASE_MANAGER)
    found = rows_of(client.get(url("check_in_list"), {"state": "late"}))

    assert (own, found) == ([[], 404], [other])


def shift_data(shift=None, **changes):
    return {
        "submission": uuid.uuid4(), "version": 1, "day": str(DAY), "starts_at": "06:00",
        "ends_at": "14:00",
    } | changes  # fmt: skip


def test_a_shift_is_planned_once(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    sent = shift_data(monitor=monitor.pk, station=StationFactory(name="Alfa").pk)

    answers = [client.post(url("monitor_shift_add"), sent).url for _again in range(2)]
    again = client.post(url("monitor_shift_add"), sent | {"submission": uuid.uuid4()})
    wrong = client.post(
        url("monitor_shift_add"), sent | {"submission": uuid.uuid4(), "ends_at": "06:00"}
    )

    assert answers == [url("monitor_shift_detail", MonitorShift.objects.get())] * 2
    assert again.context["form"].errors == {
        "day": [f"{monitor.staff_code} is planned at Alfa on 2 June 2025 already."]
    }
    assert wrong.context["form"].errors == {"ends_at": ["It must end after it begins."]}


def test_a_week_says_who_was_there(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    kept, missed = ShiftFactory(day=DAY), ShiftFactory(day=DAY)
    InterceptFactory(monitor=kept.monitor, station=kept.station, happened_on=DAY)
    ShiftFactory(day=DAY + dt.timedelta(days=7))

    page = client.get(url("shift_week"), {"from": "2025-06-05"})

    found = {
        planned.shift: planned.is_kept
        for row in page.context["rows"] for day in row.days for planned in day
    }  # fmt: skip
    assert found == {kept: True, missed: False}
    assert page.content.decode().count("Not there") == 1


def test_a_month_counts_planned_and_kept_days_by_monitor(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    monitor = UserFactory(role=Role.FIELD_MONITOR, staff_code="FM-7")
    shifts = [ShiftFactory(monitor=monitor, day=DAY + dt.timedelta(days=n)) for n in range(3)]
    InterceptFactory(monitor=monitor, station=shifts[0].station, happened_on=DAY)
    InterceptFactory(monitor=monitor, station=shifts[0].station, happened_on=dt.date(2025, 6, 20))

    page = client.get(url("shift_month"), {"month": "2025-06"})

    assert page.context["rows"] == [("FM-7", "3", "1", "33 %", "1")]
    stations = page.context["tables"][1].rows
    assert [(row[0].text, *row[1:]) for row in stations] == [
        (shifts[0].station.name, "1", "1", "100 %", "1"),
        *((shift.station.name, "1", "0", "0 %", "0") for shift in shifts[1:]),
    ]


NIGHTS = [  # (day after the shift's, time, whose night: of DAY, of the day after)
    (0, dt.time(21), [True, False]),
    (1, dt.time(3), [True, False]),
    (1, dt.time(22), [False, True]),
    (2, dt.time(5), [False, True]),
    (0, dt.time(3), [False, False]),
    (0, None, [True, False]),
]


@pytest.mark.parametrize(("after", "time", "kept"), NIGHTS)
def test_a_night_is_kept_by_its_evening_and_its_morning(signed_in, after, time, kept):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    first = ShiftFactory(day=DAY, starts_at=dt.time(22), ends_at=dt.time(6))
    facts = {"monitor": first.monitor, "station": first.station}
    next_day = DAY + dt.timedelta(days=1)
    second = ShiftFactory(**facts, day=next_day, starts_at=dt.time(22), ends_at=dt.time(6))
    seen = DAY + dt.timedelta(days=after)
    InterceptFactory(**facts, happened_on=seen, happened_at=time)

    week = client.get(url("shift_week"), {"from": str(DAY)})
    month = client.get(url("shift_month"), {"month": "2025-06"})

    found = {
        planned.shift: planned.is_kept
        for row in week.context["rows"] for day in row.days for planned in day
    }  # fmt: skip
    assert [found[first], found[second]] == kept
    beside = str(int(not any(kept)))
    share = f"{50 * sum(kept)} %"
    assert month.context["rows"] == [(first.monitor.staff_code, "2", str(sum(kept)), share, beside)]
    assert "22:00–06:00" in week.content.decode()


def test_the_night_before_the_month_is_no_day_beside_the_plan(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    may = ShiftFactory(day=dt.date(2025, 5, 31), starts_at=dt.time(20), ends_at=dt.time(4))
    facts = {"monitor": may.monitor, "station": may.station}
    ShiftFactory(**facts, day=DAY)
    InterceptFactory(**facts, happened_on=dt.date(2025, 6, 1), happened_at=dt.time(2))

    pages = [client.get(url("shift_month"), {"month": each}) for each in ("2025-05", "2025-06")]

    code = may.monitor.staff_code
    assert [page.context["rows"] for page in pages] == [
        [(code, "1", "1", "100 %", "0")], [(code, "1", "0", "0 %", "0")],
    ]  # fmt: skip


def test_a_shift_over_midnight_is_planned_and_says_so(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    monitor = UserFactory(role=Role.FIELD_MONITOR)
    sent = shift_data(
        monitor=monitor.pk, station=StationFactory().pk, starts_at="22:00", ends_at="06:00"
    )

    answer = client.post(url("monitor_shift_add"), sent)

    assert answer.url == url("monitor_shift_detail", MonitorShift.objects.get())
    assert "06:00 the day after" in client.get(url("monitor_shift_list")).content.decode()


@pytest.mark.parametrize("asked", ["", "x", "2025-13", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["shift_week", "shift_month", "station_numbers", "flows"])
def test_an_odd_period_shows_the_present_one(signed_in, name, asked):
    client, _user = signed_in(Role.PROGRAMME_MANAGER)
    word = {"shift_week": "from", "flows": "year"}.get(name, "month")

    assert client.get(url(name), {word: asked}).status_code == 200


def test_the_board_finds_the_numbers_of_stations_and_no_way_into_the_register(signed_in):
    load_printed_plan()
    client, _user = signed_in(Role.BOARD_MEMBER)

    start = client.get(reverse("reporting:dashboard")).content.decode()
    pages = [client.get(url(name)).content.decode() for name in ("station_numbers", "flows")]

    assert url("station_numbers") in start
    assert [f'href="{url("station_list")}"' in page for page in pages] == [False, False]


def test_a_monitor_sees_own_shifts_and_plans_none(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    own, other = ShiftFactory(monitor=user), ShiftFactory()

    assert rows_of(client.get(url("monitor_shift_list"))) == [own]
    assert client.get(url("monitor_shift_detail", other)).status_code == 404
    assert client.get(url("monitor_shift_add")).status_code == 403


def test_the_month_of_a_station_counted_by_hand():
    station = StationFactory()
    child = {"person__child": True}
    event = InterceptFactory(station=station, happened_on=DAY)
    facts = {"intercept": event, "proposed_band": "high_risk", "unanswered": 3}
    InterceptedPersonFactory(outcome="refused_help", final_class="high_risk", **facts)
    InterceptedPersonFactory(outcome="handed_police", final_class="not_intercept", **facts)
    InterceptedPersonFactory(outcome="returned_family", final_class="", **facts, **child)
    JourneyTally.objects.create(station=station, happened_on=DAY + dt.timedelta(days=1), women=4)
    InterceptedPersonFactory(intercept__station=station, intercept__happened_on=dt.date(2025, 7, 1))

    [month] = month_of(dt.date(2025, 6, 1), dt.date(2025, 6, 30))

    assert (len(month.days), month.screened, month.people["signs"], month.people["counted"]) == (
        2,
        7,
        3,
        1,
    )
    assert (month.not_intercept_percent, month.unanswered_mean) == (50, 3.0)
    assert (month.people["police"], month.family_percent, month.refused_percent) == (1, 33, 50)
    assert month.lag_median == (timezone.localdate(event.recorded_at) - DAY).days


def test_flows_hide_small_numbers_from_those_who_see_aggregates(signed_in):
    home, away = (
        CountyFactory(code="001", name="Mombasa"),
        CountyFactory(code="047", name="Nairobi"),
    )
    for number, bound in ((12, away), (2, home), (11, None)):
        for _person in range(number):
            InterceptedPersonFactory(
                intercept__station__county=home, intercept__destination_county=bound,
                intercept__happened_on=DAY,
            )  # fmt: skip
    InterceptedPersonFactory(intercept__happened_on=DAY, final_class="not_intercept")

    true = {row.destination: row.people for row in flows_of(2025, true_numbers=True).rows}
    outside = flows_of(2025, true_numbers=False)

    assert true == {"Nairobi": 12, "Mombasa": 2, "Not known": 11}
    assert outside.map is None
    assert outside.is_withheld or {row.destination: row.people for row in outside.rows} == {
        "Nairobi": 12, "Mombasa": None, "Not known": None,
    }  # fmt: skip
    client, _user = signed_in(Role.BOARD_MEMBER)
    page = client.get(url("flows"), {"year": "2025"})
    assert (page.status_code, ">2<" in page.content.decode()) == (200, False)


def test_a_flow_begins_where_the_journey_did_else_where_people_were_met():
    met = CountyFactory(code="001", name="Mombasa")
    home = CountyFactory(code="037", name="Kakamega")
    for began, abroad in ((home, ""), (None, "UG"), (None, "")):
        InterceptedPersonFactory(
            intercept__station__county=met, intercept__origin_county=began,
            intercept__origin_country=abroad, intercept__destination_country="SA",
            intercept__happened_on=DAY,
        )  # fmt: skip

    rows = flows_of(2025, true_numbers=True).rows

    assert [(row.origin, row.destination, row.people) for row in rows] == [
        ("Kakamega", "Saudi Arabia", 1), ("Mombasa", "Saudi Arabia", 1), ("Uganda", "Saudi Arabia", 1),
    ]  # fmt: skip


def test_the_map_says_no_more_than_the_rows():
    names = dict.fromkeys(GRID, "")
    cells = {
        "001>047": 12,
        "002>047": None,
        "001>002": 11,
        "002>002": 10,
        "001>?": None,
        "001>SA": 14,
    }

    station = StationFactory(county=CountyFactory(code="003"), name="Mtwapa stage")
    StationFactory(county=station.county, name="Zamani", is_active=False)

    drawn = map_of(cells, names, 2025)
    shown = {tile.short: tile.step for tile in drawn.tiles if tile.step}

    assert shown == {GRID["047"][0]: -1, GRID["002"][0]: 1}
    assert [(tile.short, tile.mark) for tile in drawn.tiles if tile.mark] == [
        (GRID["003"][0], "Mtwapa stage"),
    ]  # fmt: skip
    assert flows_of(2025, true_numbers=True).stations == [f"{station.county.name}: Mtwapa stage"]
    assert map_of(cells, {"001": "Mombasa"}, 2025) is None


@pytest.mark.parametrize("role", [Role.FIELD_MONITOR, Role.BOARD_MEMBER])
def test_numbers_of_stations_hide_small_ones_from_those_who_see_aggregates(signed_in, role):
    client, _user = signed_in(role)
    busy, quiet, other = (
        StationFactory(name="A"),
        StationFactory(name="B"),
        StationFactory(name="C"),
    )
    for station, women in ((busy, 40), (quiet, 3), (other, 25)):
        JourneyTally.objects.create(station=station, happened_on=DAY, women=women)
    InterceptedPersonFactory(
        intercept__station=busy, intercept__happened_on=DAY, proposed_band="high_risk",
        final_class="", outcome="handed_police",
    )  # fmt: skip

    page = client.get(url("station_numbers"), {"month": "2025-06"})

    hidden = "Hidden to protect people"
    rows = [
        [str(getattr(cell, "text", cell)) for cell in row] for row in page.context["table"].rows
    ]
    assert rows == [
        ["A", "1", "41", hidden, "0"], ["B", "1", hidden, hidden, "0"], ["C", "1", hidden, hidden, "0"],
    ]  # fmt: skip  # what is hidden in a column is ten or more together, or all of it
    assert ("To police" in page.content.decode(), "%" in str(rows)) == (False, False)
    assert (f'href="{busy.get_absolute_url()}"' in page.content.decode()) is (
        role == Role.FIELD_MONITOR
    )
