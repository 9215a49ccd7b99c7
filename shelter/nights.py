"""The nights of a house, worked out from days alone.

A night is known by the day on which it begins, by the clock of Nairobi. A stretch is its first night
and the first one that is no longer in it, None while it lasts; so who comes and goes on one day spent
no night, and a bed that two people use on one day is slept in once.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

Stretch = tuple[dt.date, dt.date | None]
Moments = tuple[dt.datetime, dt.datetime | None]
Nights = frozenset[int]  # ordinals of days, as `date.toordinal` gives them


def stretch_of(moments: Moments) -> Stretch:
    """Return the nights between two moments."""
    begun, ended = moments
    return timezone.localdate(begun), timezone.localdate(ended) if ended else None


def nights_in(stretch: Stretch, first: dt.date, until: dt.date) -> Nights:
    """Return the nights of `stretch` from `first` to the morning of `until`."""
    begun, ended = stretch
    start, end = max(begun, first), min(ended or until, until)
    return frozenset(range(start.toordinal(), end.toordinal()))


def all_nights(stretches: Iterable[Stretch], first: dt.date, until: dt.date) -> Nights:
    """Return the nights that lie in any of `stretches`; one that lies in several is there once."""
    return frozenset().union(*(nights_in(each, first, until) for each in stretches))


def spent(stays: Iterable[Stretch], away: Iterable[Stretch], first: dt.date, until: dt.date) -> int:
    """Return the nights of `stays` that were slept in the house: those `away` are left out."""
    return len(all_nights(stays, first, until) - all_nights(away, first, until))
