"""Corrections of what stands in the shelter's records; each leaves who, when and what in the trail."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import fit
from shelter.actions import arrivals, rooms, tasks
from shelter.enums import NEVER_CAME, BedStatus, BedUse
from shelter.models import Admission, Bed, BedAssignment, Room, Shelter
from shelter.occupancy import guest_of
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited
from tracekenya.lib.rules import refuse_before, refuse_end_before_start, refuse_future
from tracekenya.pages.actions import rows


@transaction.atomic
def edit_stay(*, row: Admission, version: int, by: User, **facts: Any) -> Admission:
    """Correct why and on whose authority somebody stays. Raises StaleVersion, DomainError.

    Urgent needs are replaced by new ones; empty ones leave them as they are.
    """
    if not facts.get("urgent_needs"):
        facts.pop("urgent_needs", None)
    stay = rows.edit(row, version=version, by=by, check=_check_stay, **facts)
    tasks.begin(admission=stay, by=by)  # an authority that is gone asks for what it had spared
    return stay


def answer_whom_to_tell(*, row: Admission, version: int, by: User, **facts: Any) -> Admission:
    """Keep whom the person lets us tell. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, version=version, by=by, check=_check_whom_to_tell, **facts)


def edit_room(*, row: Room, version: int, by: User, **facts: Any) -> Room:
    """Rename a room or say for whom it is. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, version=version, by=by, check=_check_room, **facts)


@transaction.atomic
def edit_bed(*, row: Bed, version: int, by: User, **facts: Any) -> Bed:
    """Rename a bed or take it out of use. Raises StaleVersion, DomainError naming the field."""
    Room.objects.select_for_update().get(pk=row.room_id)
    bed = rows.edit(row, version=version, by=by, check=_check_bed, **facts)
    rooms.keep_outages(bed=bed, by=by)
    return bed


def edit_shelter(*, row: Shelter, version: int, by: User, **facts: Any) -> Shelter:
    """Correct since when a house is open. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, version=version, by=by, check=_check_shelter, **facts)


@transaction.atomic
def set_address(*, row: Shelter, version: int, new_address: str, by: User) -> Shelter:
    """Replace the sealed address; the trail says that it changed, never to what.

    Raises StaleVersion.
    """
    shelter = (
        Shelter.objects.select_for_update(of=("self",)).select_related("office").get(pk=row.pk)
    )
    shelter.address = new_address
    save_edited(shelter, version=version)
    record(AuditKind.CHANGED, by=by, target=shelter, fields=["address"])
    return shelter


def _check_stay(stay: Admission) -> None:
    came_on = timezone.localdate(stay.admitted_at) if stay.admitted_at else None
    arrivals.refuse_child_alone(stay.case, came_on or timezone.localdate(), stay.legal_authority)
    refuse_before(
        stay.authority_expires_on, came_on, field="authority_expires_on",
        sentence=_("The authority cannot end on %(day)s, before the arrival (%(earliest)s)."),
    )  # fmt: skip
    if stay.admitted_at is not None and _has_new_length(stay):
        stay.planned_exit_on = arrivals.planned_exit(stay.admitted_at, stay.expected_days)


def _has_new_length(stay: Admission) -> bool:
    """Whether the expected days were changed; an extension has set the day otherwise."""
    kept = Admission.objects.values_list("expected_days", flat=True).get(pk=stay.pk)
    return kept != stay.expected_days


def _check_whom_to_tell(stay: Admission) -> None:
    if stay.status in NEVER_CAME:
        raise DomainError(_("This person has not arrived."))
    arrivals.refuse_half_told(stay)


def _check_room(room: Room) -> None:
    namesakes = Room.objects.filter(shelter=room.shelter_id, name=room.name).exclude(pk=room.pk)
    if namesakes.exists():
        raise DomainError(_("This shelter has a room of that name."), field="name")
    here = BedAssignment.objects.at().filter(bed__room=room.pk).select_related("case__person")
    if any(fit.objections(guest_of(row.case), room.kind, []) for row in here):
        raise DomainError(
            _("Somebody for whom the room would not be meant sleeps there. Move the person first."),
            field="kind",
        )


def _check_bed(bed: Bed) -> None:
    if Bed.objects.filter(room=bed.room_id, label=bed.label).exclude(pk=bed.pk).exists():
        raise DomainError(_("This room has a bed of that label."), field="label")
    is_taken = BedAssignment.objects.at().filter(bed=bed.pk).exists()
    if bed.status != BedStatus.USABLE and is_taken:
        raise DomainError(_("This bed is held or occupied. Move the person first."), field="status")


def _check_shelter(shelter: Shelter) -> None:
    refuse_future(shelter.opened_on, "opened_on")
    refuse_future(shelter.closed_on, "closed_on")
    refuse_end_before_start(shelter.closed_on, shelter.opened_on, "closed_on")
    if shelter.closed_on and shelter.admissions.in_house().exists():
        raise DomainError(
            _("People still live there. A shelter closes after the last one has left."),
            field="closed_on",
        )
    nights = BedAssignment.objects.filter(bed__room__shelter=shelter, use=BedUse.STAY)
    came = nights.filter(cancelled_at=None).order_by("period").first()  # whoever moved here, too
    if came is not None:
        refuse_before(
            timezone.localdate(came.period.lower), shelter.opened_on, field="opened_on",
            sentence=_(
                "Somebody was admitted on %(day)s, before the shelter would have opened (%(earliest)s)."
            ),
        )  # fmt: skip
