"""How full a house was in each of the last seven nights: pure reckoning on periods."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from shelter.enums import BedUse
from shelter.models import Bed, BedAssignment, BedOutage

NIGHTS = 7
LAST_MINUTE = dt.time(23, 59)


@dataclass(frozen=True)
class Night:
    """One night. `beds`: those that could be slept in; `is_now`: the night has not begun yet."""

    day: dt.date
    slept: int
    beds: int
    is_now: bool = False

    @property
    def percent(self) -> int:
        """Return how full it was, 0 to 100, whole; 0 without any bed."""
        return min(100, round(100 * self.slept / self.beds)) if self.beds else 0

    @property
    def tenths(self) -> int:
        """Return how full it was as a step from 0 to 10, for the block that is drawn."""
        return round(self.percent / 10)


def first_moment(now: dt.datetime) -> dt.datetime:
    """Return since when assignments and outages matter to `nights_of`."""
    return _moment(timezone.localdate(now) - dt.timedelta(days=NIGHTS - 1), now)


def nights_of(
    beds: Iterable[Bed],
    uses: Iterable[BedAssignment],
    outages: Iterable[BedOutage],
    now: dt.datetime,
) -> list[Night]:
    """Return the last seven nights, the oldest first; the last one is how it stands now.

    A bed counts where it was in use, not given up and not out of use at 23:59 in Nairobi.
    """
    beds, uses, outages = list(beds), list(uses), list(outages)
    today = timezone.localdate(now)
    days = [today - dt.timedelta(days=back) for back in range(NIGHTS - 1, -1, -1)]
    return [_night(day, beds, uses, outages, now) for day in days]


def _night(day: dt.date, beds: list, uses: list, outages: list, now: dt.datetime) -> Night:
    at = _moment(day, now)
    slept = {use.bed_id for use in uses if use.use == BedUse.STAY and _holds(use, at)}
    out = {outage.bed_id for outage in outages if _contains(outage.period, at)}
    there = {bed.pk for bed in beds if _was_there(bed, day)} - out
    return Night(day, len(slept), len(there | slept), day == timezone.localdate(now))


def _moment(day: dt.date, now: dt.datetime) -> dt.datetime:
    """Return the last minute of a day that is over, or now."""
    last = dt.datetime.combine(day, LAST_MINUTE, timezone.get_default_timezone())
    return min(last, now)


def _holds(use: BedAssignment, at: dt.datetime) -> bool:
    return use.cancelled_at is None and _contains(use.period, at)


def _contains(period, at: dt.datetime) -> bool:
    return period.lower <= at and (period.upper is None or at < period.upper)


def _was_there(bed: Bed, day: dt.date) -> bool:
    return bed.in_use_from <= day and (bed.retired_on is None or day < bed.retired_on)
