"""Tonight's sheet: who sleeps where, on one page, by the name to be called by; nothing of health."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shelter import absences, rollcall
from shelter.actions.prints import Opened
from shelter.enums import RollState
from shelter.models import Absence, Admission, Bed, BedAssignment, Shelter
from tracekenya.lib.vocabularies import label
from tracekenya.roles.permissions import Permission
from tracekenya.vault.fields import known, open_together

DENSE = 28  # residents from which the sheet takes two columns, so that it stays one page
COUNTED = (RollState.PRESENT, RollState.OUT, RollState.ON_LEAVE, RollState.MISSING)


@dataclass(frozen=True)
class Sleeper:
    """One line of tonight's sheet. called: name to be called by, else the case code."""

    bed: str
    called: str
    age: str
    state: str


@dataclass(frozen=True)
class Tonight:
    """Who sleeps where, by room and bed; counts of (state in words, number)."""

    rows: list[Sleeper]
    counts: list[tuple[str, int]]
    opened: list[Opened]

    @property
    def is_dense(self) -> bool:
        return len(self.rows) > DENSE

    @property
    def parts(self) -> list[list[Sleeper]]:
        """Return the rows as the columns of the page hold them."""
        half = (len(self.rows) + 1) // 2
        return [self.rows[:half], self.rows[half:]] if self.is_dense else [self.rows]


def tonight_of(shelter: Shelter, user: Any, now: dt.datetime | None = None) -> Tonight:
    """Return who lives in the house now; whose case is closed to `user` stands there without a name."""
    expected = rollcall.expected_in(shelter, now or timezone.now())
    keys = [each.stay.pk for each in expected]
    may_see = Admission.objects.visible_to(user, Permission.TONIGHT_PRINT).filter(pk__in=keys)
    seen = {stay.pk: stay for stay in may_see.select_related("case__person")}
    open_together(seen.values())
    beds, out = _beds_of(keys), absences.open_of(keys)
    expected.sort(key=lambda each: _place(beds.get(each.stay.pk)))
    rows = [
        _sleeper(seen.get(key), each.state, _bed_words(beds.get(key)), out.get(key))
        for key, each in zip((each.stay.pk for each in expected), expected, strict=True)
    ]
    opened: list[Opened] = [
        (stay, ["house_name"]) for stay in seen.values() if known(stay.house_name)
    ]
    counts = [(label("roll_state", s), sum(each.state is s for each in expected)) for s in COUNTED]
    return Tonight(rows, [each for each in counts if each[1]], opened)


def _beds_of(stays: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Bed]:
    rows = BedAssignment.objects.at().filter(admission__in=stays).select_related("bed__room")
    return {row.admission_id: row.bed for row in rows}


def _place(bed: Bed | None) -> tuple[bool, str, str]:
    """Return by what the sheet is ordered: room, bed; those without a bed last."""
    return (False, bed.room.name, bed.label) if bed else (True, "", "")


def _bed_words(bed: Bed | None) -> str:
    """Return the bed with its room, unless the label names the room itself."""
    if bed is None or bed.label.startswith(bed.room.name):
        return bed.label if bed else ""
    return f"{bed.label}, {bed.room.name}"


def _when(moment: dt.datetime) -> str:
    """Return the hour, with the day unless it is today."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")


def _sleeper(stay: Admission | None, state: RollState, bed: str, out: Absence | None) -> Sleeper:
    if stay is None:
        return Sleeper(bed, _("Ask the manager"), "", "")
    is_child = stay.case.person.presumed_child_on(timezone.localdate())
    words = "" if state is RollState.PRESENT else label("roll_state", state)
    if out is not None and state is not RollState.MISSING:
        words = _("due %(time)s") % {"time": _when(out.due_back_at)}
    called = known(stay.house_name).strip() or stay.case.code
    return Sleeper(bed, called, _("Child") if is_child else _("Adult"), words)
