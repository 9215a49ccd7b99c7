"""The nights that somebody slept elsewhere, worked out from spans of days alone.

A span is the first night away and the first night back in the house, None while the person is away.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

Span = tuple[dt.date, dt.date | None]
Moments = tuple[dt.datetime, dt.datetime | None]


def span_of(moments: Moments) -> Span:
    """Return the nights between two moments, by the days of Nairobi."""
    out, back = moments
    return timezone.localdate(out), timezone.localdate(back) if back else None


def nights_away(spans: Iterable[Span], first: dt.date, until: dt.date) -> int:
    """Return in how many nights from `first` to the morning of `until` the person was away.

    A night in two spans counts once.
    """
    counted, reached = 0, first
    for out, back in sorted(spans, key=lambda span: span[0]):
        start, end = max(out, reached), min(back or until, until)
        if end > start:
            counted += (end - start).days
            reached = end
    return counted


def is_overnight(out_at: dt.datetime, until: dt.datetime) -> bool:
    """Return whether a night lies between the two moments."""
    return timezone.localdate(until) > timezone.localdate(out_at)
