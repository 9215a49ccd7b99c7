"""The 72 hours after an assault in which care still prevents the worst: one clock, asked with a moment."""

import datetime as dt
from enum import StrEnum

from django.conf import settings

from shelter.models import HealthCheck

LAST_HOURS = 24  # of the window; who was told already is told once more


class Window(StrEnum):
    """How the clock of one check stands."""

    NONE = "none"  # no assault, or care was given, sent for, declined or not needed
    OPEN = "open"
    LAST = "last"  # the last hours
    OVER = "over"  # it passed without an answer: care helps also now, but it is no alarm


def ends_at(check: HealthCheck) -> dt.datetime | None:
    """Return when the window of `check` ends, None without an assault."""
    if check.assault_at is None:
        return None
    return check.assault_at + dt.timedelta(hours=settings.ASSAULT_WINDOW_HOURS)


def window_of(check: HealthCheck, now: dt.datetime) -> Window:
    """Return how the clock stands at `now`; it is over at the second in which it ends."""
    end = ends_at(check)
    if end is None or check.post_rape_care or check.pep_started_at is not None:
        return Window.NONE
    if now >= end:
        return Window.OVER
    return Window.LAST if now >= end - dt.timedelta(hours=LAST_HOURS) else Window.OPEN
