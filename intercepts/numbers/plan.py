"""The plan of shifts held against the days on which somebody was there."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from intercepts.models import CheckIn, Intercept, JourneyTally, MonitorShift, Station

Stood = set[tuple[Any, Any, dt.date]]  # (monitor, station, day)


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


def stood(first: dt.date, last: dt.date) -> Stood:
    """Return who was where on which day: an intercept, a count or a check-in says so (3 statements)."""
    days = (first, last)
    found: Stood = set()
    for rows, who, day in (
        (Intercept.objects.filter(happened_on__range=days), "monitor", "happened_on"),
        (JourneyTally.objects.filter(happened_on__range=days), "recorded_by", "happened_on"),
    ):
        found |= set(rows.order_by().values_list(who, "station", day).distinct())
    started = CheckIn.objects.filter(started_at__date__range=days)
    for monitor, station, at in started.values_list("monitor", "station", "started_at"):
        found.add((monitor, station, timezone.localdate(at)))
    return found


def week_of(first: dt.date, rows: QuerySet) -> list[WeekRow]:
    """Return the planned week from `first` on, one row a station; `rows` are the visible shifts."""
    last = first + dt.timedelta(days=6)
    there, today = stood(first, last), timezone.localdate()
    found: dict[Any, WeekRow] = {}
    for shift in rows.filter(day__range=(first, last)).order_by("station__name", "starts_at"):
        row = found.setdefault(shift.station_id, WeekRow(shift.station, [[] for _day in range(7)]))
        key = (shift.monitor_id, shift.station_id, shift.day)
        kept = True if key in there else (False if shift.day < today else None)
        row.days[(shift.day - first).days].append(Planned(shift, kept))
    return list(found.values())


def kept_by_monitor(first: dt.date, last: dt.date) -> list[tuple[str, Counter]]:
    """Return for each monitor planned, kept and unplanned days up to today, by staff code."""
    last = min(last, timezone.localdate())
    there = stood(first, last)
    counts: dict[str, Counter] = defaultdict(Counter)
    codes: dict[Any, str] = {}
    planned = set()
    shifts = MonitorShift.objects.filter(day__range=(first, last)).select_related("monitor")
    for shift in shifts:
        key = (shift.monitor_id, shift.station_id, shift.day)
        planned.add(key)
        codes[shift.monitor_id] = shift.monitor.staff_code
        counts[shift.monitor.staff_code].update(planned=1, kept=int(key in there))
    for monitor, station, day in there:
        if monitor in codes and (monitor, station, day) not in planned:
            counts[codes[monitor]]["unplanned"] += 1
    return sorted(counts.items())
