"""Who holds or fills which bed now, and which beds may be offered to whom."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils import timezone

from cases.models import Case
from shelter import apart, fit
from shelter.enums import BedState, BedStatus, BedUse, RoomKind
from shelter.models import Admission, Bed, BedAssignment, Shelter


@dataclass(frozen=True)
class Offer:
    """One bed and, for people, why it is not offered.

    `with_mother`: only to her own child; `is_held`: kept for this very person; `unmet`: needs of the
    person that the room does not meet, in words.
    """

    bed: Bed
    reasons: list[str]
    with_mother: bool = False
    is_held: bool = False
    unmet: tuple[str, ...] = ()

    @property
    def takes_nobody(self) -> bool:
        """Return whether the bed is refused because its house takes nobody new."""
        return str(fit.NOBODY_NEW) in self.reasons


# What `guest_of` reads, for statements that need nothing else of case and person.
GUEST = tuple(
    f"case__person__{name}"
    for name in ("sex", "birth_date", "stated_age", "stated_age_on", "majority_override")
)


def guest_of(case: Case, day: dt.date | None = None) -> fit.Guest:
    day = day or timezone.localdate()
    return fit.Guest(case.pk, case.person.sex, case.person.presumed_child_on(day))


def state_of(bed: Bed, assignment: BedAssignment | None) -> BedState:
    """Return what the bed is, given what holds or fills it at that moment."""
    if assignment is not None:
        return BedState.OCCUPIED if assignment.use == BedUse.STAY else BedState.HELD
    return BedState.FREE if bed.status == BedStatus.USABLE else BedState.OUT_OF_USE


def assignments_in(shelters: Iterable[Shelter]) -> dict[uuid.UUID, BedAssignment]:
    """Return bed id -> what holds or fills it now, with bed, case and person; one query."""
    rows = BedAssignment.objects.at().filter(bed__room__shelter__in=[s.pk for s in shelters])
    return {row.bed_id: row for row in rows.select_related("bed", "admission", "case__person")}


def company_in(room_id: uuid.UUID, *, without: Case) -> list[fit.Guest]:
    """Return those who sleep, or are expected to sleep, in the room besides `without`."""
    rows = BedAssignment.objects.at().filter(bed__room=room_id).exclude(case=without)
    return [guest_of(row.case) for row in rows.select_related("case__person")]


def offers(case: Case, shelters: Iterable[Shelter], needs: Iterable[str] = ()) -> list[Offer]:
    """Return every bed of `shelters`, those that suit `case` and those that do not.

    `needs`: codes of what the person needs of a place. Two queries, and those of `apart.closed_to`.
    """
    shelters, needs = list(shelters), tuple(needs)
    closed = apart.closed_to(case, shelters)
    taken = assignments_in(shelters)
    stopped = _taking_nobody_new(case, shelters, taken.values())
    company = _company_by_room(taken.values(), without=case)
    beds = Bed.objects.filter(room__shelter__in=[shelter.pk for shelter in shelters])
    ordered = beds.select_related("room__shelter__office").order_by(
        "room__shelter__office__code", "room__name", "label"
    )
    return [
        Offer(bed, [str(fit.NOBODY_NEW)])
        if bed.room.shelter_id in stopped
        else replace(
            _offer(case, bed, taken, company[bed.room_id], is_apart=bed.room.shelter_id in closed),
            unmet=tuple(fit.unmet(needs, bed.room.kind)),
        )
        for bed in ordered
        if bed.retired_on is None
    ]


def best(offered: Iterable[Offer]) -> Offer | None:
    """Return the bed to begin with: the one held, otherwise one that meets all needs, None for none."""
    suitable = [offer for offer in offered if not offer.reasons and not offer.with_mother]
    return min(suitable, key=lambda offer: (not offer.is_held, len(offer.unmet)), default=None)


def possible_mothers(case: Case, shelters: Iterable[Shelter]) -> list[Admission]:
    """Return stays of women who live in a family room now, by case code; none for an adult."""
    if not guest_of(case).is_child:
        return []
    rows = BedAssignment.objects.at().filter(
        use=BedUse.STAY,
        bed__room__kind=RoomKind.MOTHER_CHILD,
        bed__room__shelter__in=[shelter.pk for shelter in shelters],
    )
    found = rows.select_related("admission__case__person").order_by("case__code")
    return [row.admission for row in found if not guest_of(row.case).is_child]


def _taking_nobody_new(
    case: Case, shelters: Iterable[Shelter], uses: Iterable[BedAssignment]
) -> set[uuid.UUID]:
    """Return the houses that are closed to newcomers; who lives or has a bed held there is none."""
    stopped = {shelter.pk for shelter in shelters if not shelter.is_accepting}
    if not stopped:
        return stopped
    homes = case.admissions.in_house().values_list("shelter", flat=True)
    held = {use.admission.shelter_id for use in uses if use.case_id == case.pk and use.admission}
    return stopped - held - set(homes)


def _company_by_room(
    rows: Iterable[BedAssignment], *, without: Case
) -> Mapping[uuid.UUID, list[fit.Guest]]:
    company = defaultdict(list)
    for row in rows:
        if row.case_id != without.pk:
            company[row.bed.room_id].append(guest_of(row.case))
    return company


def _offer(
    case: Case, bed: Bed, taken: Mapping, company: list[fit.Guest], *, is_apart: bool
) -> Offer:
    held_for_other = taken.get(bed.pk)
    own = held_for_other is not None and held_for_other.case_id == case.pk
    state = state_of(bed, None if own else held_for_other)
    if state is not BedState.FREE:
        return Offer(bed, [str(state.label)])
    guest = guest_of(case)
    if is_apart:
        return Offer(bed, fit.objections(guest, bed.room.kind, company, is_apart=True))
    reasons = fit.objections(guest, bed.room.kind, company)
    mother = next((other.case_id for other in company if not other.is_child), None)
    if reasons and not fit.objections(guest, bed.room.kind, company, mother=mother):
        return Offer(bed, [], with_mother=True, is_held=own)
    return Offer(bed, reasons, is_held=own)
