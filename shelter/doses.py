"""When a medicine is due, what became of each dose, and which were missed; every function takes the moment."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from shelter.models import Dose, Medicine

AHEAD = dt.timedelta(hours=1)  # so early a dose may be given; ours
LOOK_BACK = dt.timedelta(hours=24)  # so long a dose can still be written down; ours
A_DAY = dt.timedelta(days=1)


class SlotState(StrEnum):
    ANSWERED = "answered"
    SOON = "soon"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True)
class Slot:
    """One moment at which a medicine is due, with what was written about it, None for nothing yet."""

    medicine: Medicine
    due_at: dt.datetime
    dose: Dose | None = None

    def state(self, now: dt.datetime) -> SlotState:
        if self.dose is not None:
            return SlotState.ANSWERED
        if now < self.due_at:
            return SlotState.SOON
        return SlotState.MISSED if is_missed(self.due_at, now) else SlotState.DUE


def is_missed(due_at: dt.datetime, now: dt.datetime) -> bool:
    """Return whether a dose without an answer counts as missed: from the last minute of grace on."""
    return now >= due_at + dt.timedelta(minutes=settings.MEDICINE_GRACE_MINUTES)


def due_moments(medicine: Medicine, since: dt.datetime, until: dt.datetime) -> list[dt.datetime]:
    """Return when `medicine` is due between two moments, both counted, by the clock of Nairobi.

    Nothing is due before it was written down, nor from the day on which it was stopped.
    """
    if not medicine.times:
        return []
    earliest = max(since, medicine.recorded_at or since)
    first, last = timezone.localdate(since), timezone.localdate(until)
    days = (first + A_DAY * number for number in range((last - first).days + 1))
    moments = (
        dt.datetime.combine(day, time, timezone.get_current_timezone())
        for day in days
        if _is_taken_on(medicine, day)
        for time in sorted(medicine.times)
    )
    return [moment for moment in moments if earliest <= moment <= until]


def slots_of(
    medicine: Medicine, doses: Iterable[Dose], since: dt.datetime, until: dt.datetime
) -> list[Slot]:
    """Return every moment at which `medicine` was due, oldest first, with its dose among `doses`."""
    answered = {dose.due_at: dose for dose in doses if dose.due_at is not None}
    return [
        Slot(medicine, moment, answered.get(moment))
        for moment in due_moments(medicine, since, until)
    ]


def open_slots(medicine: Medicine, doses: Iterable[Dose], now: dt.datetime) -> list[Slot]:
    """Return what can be given or written down now: of the last day, and what is due within an hour."""
    slots = slots_of(medicine, doses, now - LOOK_BACK, now + AHEAD)
    return [slot for slot in slots if slot.dose is None]


def _is_taken_on(medicine: Medicine, day: dt.date) -> bool:
    if day < medicine.from_on or (medicine.until_on is not None and day > medicine.until_on):
        return False
    return medicine.stopped_on is None or day < medicine.stopped_on
