"""What a child without an authority in writing asks of the house; pure, with the present moment given.

The day of the arrival is day 0; days are those of the calendar in the organisation's time zone.
"""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from shelter.enums import LegalAuthority


class Duty(StrEnum):
    """What is owed, the most urgent first."""

    TELL = "tell"  # the children officer has not been told
    ASK_AGAIN = "ask_again"  # told, and still nothing in writing on the last day of warning
    WAIT = "wait"  # told; the paper is on its way
    NONE = "none"


def day_of(arrived_at: dt.datetime, now: dt.datetime) -> int:
    """Return which day of the stay it is; the day of the arrival is 0."""
    return (timezone.localdate(now) - timezone.localdate(arrived_at)).days


def duty_of(
    *, is_child: bool, authority: str, arrived_at: dt.datetime, is_told: bool, now: dt.datetime
) -> Duty:
    """Return what is owed at `now`; the telling from the first minute on."""
    if not is_child or authority != LegalAuthority.PENDING:
        return Duty.NONE
    if not is_told:
        return Duty.TELL
    last = max(settings.AUTHORITY_WARNING_DAYS)
    return Duty.ASK_AGAIN if day_of(arrived_at, now) >= last else Duty.WAIT


def warning_day(duty: Duty, arrived_at: dt.datetime, now: dt.datetime) -> int | None:
    """Return the latest day of warning that has come and of which somebody must hear; None for none.

    On the first day only who was not told counts; on the last one also a paper that is missing.
    """
    today, last = day_of(arrived_at, now), max(settings.AUTHORITY_WARNING_DAYS)
    come = [day for day in settings.AUTHORITY_WARNING_DAYS if day <= today]
    if not come or duty is Duty.NONE:
        return None
    return max(come) if duty is Duty.TELL or max(come) == last else None
