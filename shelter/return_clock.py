"""Whether somebody who comes back goes on with the same stay; pure."""

import datetime as dt

from django.conf import settings


def goes_on(left_at: dt.datetime, back_at: dt.datetime) -> bool:
    """Return whether who left without notice at `left_at` and is back at `back_at` has one stay."""
    window = dt.timedelta(hours=settings.MISSING_SAME_STAY_HOURS)
    return dt.timedelta(0) <= back_at - left_at < window


def last_moment(left_at: dt.datetime) -> dt.datetime:
    """Return the moment from which a return begins a new stay."""
    return left_at + dt.timedelta(hours=settings.MISSING_SAME_STAY_HOURS)
