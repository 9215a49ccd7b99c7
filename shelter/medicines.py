"""Medicines of residents: the round of a house, the log of one medicine, and what was missed."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.doses import AHEAD, LOOK_BACK, Slot, SlotState, open_slots, slots_of
from shelter.enums import DoseOutcome, StayStatus
from shelter.models import Admission, BedAssignment, Dose, Medicine, MissingReport, Shelter
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission
from tracekenya.vault.fields import open_together

LOG_DAYS = 7  # of one medicine on its page
FIELDS = ("medicine", "dose", "as_needed", "from_on", "until_on", "stopped_on", "prescriber")
SEALED = ("medicine", "dose", "prescriber")
TONES = {SlotState.SOON: "", SlotState.DUE: "info", SlotState.MISSED: "danger"}
OF_STAY = ("admission__case__person", "admission__shelter__office")


@dataclass(frozen=True)
class Row:
    """One dose that can be given now. `due_at` None: taken when needed."""

    medicine: Medicine
    due_at: dt.datetime | None
    tag: Tag | None
    url: str
    submission: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Resident:
    """Whose medicines are due. `place`: room and bed, so that staff who see codes alone find the person."""

    stay: Admission
    place: str
    is_out: bool
    due: Sequence[Row]
    as_needed: Sequence[Row]


def in_use(medicines: QuerySet[Medicine], day: dt.date) -> QuerySet[Medicine]:
    """Return the medicines that somebody takes on `day` or the day before, of residents."""
    rows = medicines.filter(
        admission__in=Admission.objects.in_house(), from_on__lte=day + dt.timedelta(days=1)
    )
    yesterday = day - dt.timedelta(days=1)
    return rows.exclude(until_on__lt=yesterday).exclude(stopped_on__lt=yesterday)


def round_of(shelter: Shelter, user: Any, now: dt.datetime) -> list[Resident]:
    """Return whom `user` may give medicines in `shelter` now, by case code; sealed names are opened."""
    seen = Medicine.objects.visible_to(user, Permission.MEDICINE_GIVE)
    of_house = seen.filter(admission__shelter=shelter).select_related(*OF_STAY)
    medicines = list(in_use(of_house, timezone.localdate(now)).order_by("from_on"))
    open_together(medicines)
    doses, places = doses_since(medicines, now - LOOK_BACK), _places(medicines)
    due: dict[uuid.UUID, list[Row]] = defaultdict(list)
    needed: dict[uuid.UUID, list[Row]] = defaultdict(list)
    stays = {medicine.admission_id: medicine.admission for medicine in medicines}
    for medicine in medicines:
        slots = open_slots(medicine, doses[medicine.pk], now)
        due[medicine.admission_id] += [_row(slot, now) for slot in slots]
        if medicine.as_needed and is_active(medicine, now):
            needed[medicine.admission_id].append(_needed(medicine))
    found = [
        Resident(
            stay, places.get(pk, ""), stay.status == StayStatus.ON_LEAVE,
            sorted(due[pk], key=lambda row: row.due_at or now), needed[pk],
        )
        for pk, stay in stays.items()
    ]  # fmt: skip
    return sorted((each for each in found if each.due or each.as_needed), key=_rank)


def is_active(medicine: Medicine, now: dt.datetime) -> bool:
    """Return whether the medicine is taken today."""
    day = timezone.localdate(now)
    is_over = medicine.until_on is not None and day > medicine.until_on
    is_stopped = medicine.stopped_on is not None and day >= medicine.stopped_on
    return medicine.from_on <= day and not is_over and not is_stopped


def doses_since(medicines: Collection[Medicine], since: dt.datetime) -> dict[uuid.UUID, list[Dose]]:
    """Return what was written about doses that were due or given since then; one query."""
    found: dict[uuid.UUID, list[Dose]] = defaultdict(list)
    keys = [medicine.pk for medicine in medicines]
    rows = Dose.objects.filter(medicine__in=keys, given_at__gte=since - AHEAD)
    for dose in rows.defer("words"):
        found[dose.medicine_id].append(dose)
    return found


def missed_now(now: dt.datetime) -> list[Slot]:
    """Return the doses of the last day that nobody gave or explained in time; two queries.

    Who is on leave or missing is left out: nobody in the house can give anything to them.
    """
    away = MissingReport.objects.filter(outcome="").values("admission")
    rows = Medicine.objects.filter(admission__status=StayStatus.ADMITTED)
    taken = in_use(rows.exclude(admission__in=away), timezone.localdate(now))
    medicines = list(taken.select_related(*OF_STAY).defer(*SEALED))
    doses = doses_since(medicines, now - LOOK_BACK)
    slots = [
        slot
        for medicine in medicines
        for slot in slots_of(medicine, doses[medicine.pk], now - LOOK_BACK, now)
    ]
    return [slot for slot in slots if slot.state(now) is SlotState.MISSED]


def medicines_of(stay: Admission) -> list[Medicine]:
    rows = list(Medicine.objects.filter(admission=stay).order_by("stopped_on", "from_on"))
    open_together(rows)
    return rows


def log_of(medicine: Medicine, now: dt.datetime) -> list[tuple[dt.datetime, Dose | None, Tag]]:
    """Return what became of each dose of the last days, newest first; a dose without a row is missed."""
    since = now - dt.timedelta(days=LOG_DAYS)
    doses = list(medicine.doses.filter(given_at__gte=since - AHEAD).select_related("recorded_by"))
    open_together(doses)
    until = min(now, medicine.admission.ended_at or now)
    slots = slots_of(medicine, doses, since, until)
    rows: list[tuple[dt.datetime, Dose | None, Tag]] = [
        (slot.due_at, None, state_tag(slot, now)) for slot in slots if slot.dose is None
    ]
    rows += [(dose.due_at or dose.given_at, dose, outcome_tag(dose)) for dose in doses]
    return sorted(rows, key=lambda row: row[0], reverse=True)


def facts(medicine: Medicine, user: Any) -> list[Fact]:
    times = ", ".join(f"{time:%H:%M}" for time in sorted(medicine.times))
    name, dose, *rest = facts_of(medicine, FIELDS, reader=user)
    return [name, dose, fact(_("Due at"), times), *rest]


def tags_of(medicine: Medicine, now: dt.datetime) -> list[Tag]:
    if is_active(medicine, now):
        return [Tag(_("In use"), "success")]
    if medicine.stopped_on is not None and medicine.stopped_on <= timezone.localdate(now):
        return [Tag(_("Stopped"), "warning")]
    is_ahead = medicine.from_on > timezone.localdate(now)
    return [Tag(_("Begins later"), "info") if is_ahead else Tag(_("Over"))]


def acts_on(medicine: Medicine, now: dt.datetime) -> list[Act]:
    give, edit, stop = (
        address(f"shelter:{name}", medicine.pk)
        for name in ("dose_give", "medicine_edit", "medicine_stop")
    )
    keep = Permission.MEDICINE_LIST
    change = Act(_("Change"), edit, "edit", keep)
    if not medicine.admission.is_in_house or medicine.stopped_on is not None:
        return [change]
    acts = [Act(_("Write down a dose"), give, "check", Permission.MEDICINE_GIVE)]
    return [
        *(acts if is_active(medicine, now) else []),
        change,
        Act(_("Stop it"), stop, "warning", keep),
    ]


def state_tag(slot: Slot, now: dt.datetime) -> Tag:
    state = slot.state(now)
    words = {
        SlotState.SOON: _("Due soon"), SlotState.DUE: _("Due now"), SlotState.MISSED: _("Missed"),
    }  # fmt: skip
    return Tag(words[state], TONES[state])


def outcome_tag(dose: Dose) -> Tag:
    is_given = dose.outcome == DoseOutcome.GIVEN
    return Tag(dose.get_outcome_display(), "success" if is_given else "warning")


def _row(slot: Slot, now: dt.datetime) -> Row:
    url = address("shelter:dose_give", slot.medicine.pk)
    return Row(slot.medicine, slot.due_at, state_tag(slot, now), url)


def _needed(medicine: Medicine) -> Row:
    return Row(medicine, None, None, address("shelter:dose_give", medicine.pk))


def _rank(resident: Resident) -> tuple[bool, dt.datetime, str]:
    """Whose dose is due first stands first; who only may ask for something stands last."""
    first = next((row.due_at for row in resident.due if row.due_at is not None), None)
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return first is None, first or far, resident.stay.case.code


def _places(medicines: Iterable[Medicine]) -> dict[uuid.UUID, str]:
    """Return room and bed of each stay that has one now; one query."""
    stays = {medicine.admission_id for medicine in medicines}
    rows = BedAssignment.objects.at().filter(admission__in=stays).select_related("bed__room")
    return {row.admission_id: _place(row.bed.room.name, row.bed.label) for row in rows}


def _place(room: str, bed: str) -> str:
    """Return room and bed; the bed alone where its label names the room already."""
    return bed if bed.startswith(room) else f"{room} · {bed}"
