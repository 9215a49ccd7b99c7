"""The plan of shifts held against the days and nights on which somebody was there."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from intercepts.models import CheckIn, Intercept, JourneyTally, MonitorShift, Station

A_DAY = dt.timedelta(days=1)


class Presence(NamedTuple):
    """Somebody was somewhere; `time` is None where only the day is known."""

    monitor: Any
    station: Any
    day: dt.date
    time: dt.time | None


@dataclass(frozen=True)
class Planned:
    """One shift; `is_kept` is None where its day is still to come."""

    shift: MonitorShift
    is_kept: bool | None


@dataclass(frozen=True)
class WeekRow:
    """One station in one week: the shifts of each of the seven days."""

    station: Station
    days: list[list[Planned]]


@dataclass(frozen=True)
class Kept:
    """Planned and kept shifts of a time by staff code and by station, and days beside the plan."""

    by_monitor: list[tuple[str, Counter]]
    by_station: list[tuple[Station, Counter]]


def present(first: dt.date, last: dt.date) -> set[Presence]:
    """Return who was where from `first` to the morning after `last` (3 statements).

    An intercept, a count of travellers or a check-in says so.
    """
    days = (first, last + A_DAY)
    found: set[Presence] = set()
    for rows, who in (
        (Intercept.objects.filter(happened_on__range=days), "monitor"),
        (JourneyTally.objects.filter(happened_on__range=days), "recorded_by"),
    ):
        at = (who, "station", "happened_on", "happened_at")
        found |= {Presence(*row) for row in rows.order_by().values_list(*at).distinct()}
    started = CheckIn.objects.filter(started_at__date__range=days)
    for monitor, station, at in started.values_list("monitor", "station", "started_at"):
        local = timezone.localtime(at)
        found.add(Presence(monitor, station, local.date(), local.time()))
    return found


def covers(shift: MonitorShift, seen: Presence) -> bool:
    """Whether somebody who was there kept the shift by it.

    Any hour of the day keeps a shift by day. One that passes midnight is kept from noon to noon: what
    was seen in the early hours belongs to the night before, not to the one that follows.
    """
    if not shift.is_overnight:
        return seen.day == shift.day
    if seen.time is None:
        return seen.day == shift.day
    return seen.day == (shift.day if seen.time >= dt.time(12) else shift.ends_on)


def week_of(first: dt.date, rows: QuerySet) -> list[WeekRow]:
    """Return the planned week from `first` on, one row a station; `rows` are the visible shifts."""
    last = first + 6 * A_DAY
    there, today = _by_place(present(first, last)), timezone.localdate()
    found: dict[Any, WeekRow] = {}
    for shift in rows.filter(day__range=(first, last)).order_by("station__name", "starts_at"):
        row = found.setdefault(shift.station_id, WeekRow(shift.station, [[] for _day in range(7)]))
        kept = True if _is_kept(shift, there) else (False if shift.ends_on < today else None)
        row.days[(shift.day - first).days].append(Planned(shift, kept))
    return list(found.values())


def kept_in(first: dt.date, last: dt.date) -> Kept:
    """Return for each monitor and each station planned, kept and unplanned days up to today."""
    last = min(last, timezone.localdate())
    there = _by_place(present(first - A_DAY, last))
    monitors: dict[str, Counter] = defaultdict(Counter)
    stations: dict[Station, Counter] = defaultdict(Counter)
    shifts = MonitorShift.objects.filter(day__range=(first - A_DAY, last)).select_related(
        "monitor", "station"
    )
    planned: dict[Any, list[MonitorShift]] = defaultdict(list)
    codes = {}
    for shift in shifts:
        planned[shift.monitor_id, shift.station_id].append(shift)
        if shift.day < first:
            continue  # of the night before: its morning is no day beside the plan
        codes[shift.monitor_id] = shift.monitor.staff_code
        for counts in (monitors[shift.monitor.staff_code], stations[shift.station]):
            counts.update(planned=1, kept=int(_is_kept(shift, there)))
    names = {station.pk: station for station in stations}
    for (monitor, station), seen in there.items():
        beside = {
            each.day for each in seen
            if first <= each.day <= last
            and not any(covers(shift, each) for shift in planned[monitor, station])
        }  # fmt: skip
        if monitor in codes:
            monitors[codes[monitor]]["unplanned"] += len(beside)
        if station in names:
            stations[names[station]]["unplanned"] += len(beside)
    return Kept(sorted(monitors.items()), sorted(stations.items(), key=lambda row: row[0].name))


def _by_place(found: Iterable[Presence]) -> dict[tuple[Any, Any], list[Presence]]:
    """Return (monitor, station) -> when."""
    placed: dict[tuple[Any, Any], list[Presence]] = defaultdict(list)
    for each in found:
        placed[each.monitor, each.station].append(each)
    return placed


def _is_kept(shift: MonitorShift, there: dict[tuple[Any, Any], list[Presence]]) -> bool:
    seen = there.get((shift.monitor_id, shift.station_id), ())
    return any(covers(shift, each) for each in seen)
