"""Setting a shelter up: rooms, beds, and beds taken out of use."""

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.enums import BedStatus
from shelter.models import Bed, BedAssignment, BedOutage, Room, Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


@transaction.atomic
def add_room(*, shelter: Shelter, name: str, kind: str, by: User) -> Room:
    """Add a room. Raises DomainError when the shelter has one of that name."""
    try:
        with transaction.atomic():
            room = Room.objects.create(shelter=shelter, name=name, kind=kind, recorded_by=by)
    except IntegrityError:
        raise DomainError(_("This shelter has a room of that name."), field="name") from None
    record(AuditKind.CREATED, by=by, target=room, fields={"kind": kind})
    return room


@transaction.atomic
def add_bed(*, room: Room, label: str, by: User) -> Bed:
    """Add a bed. Raises DomainError when the room has one of that label."""
    try:
        with transaction.atomic():
            bed = Bed.objects.create(room=room, label=label, recorded_by=by)
    except IntegrityError:
        raise DomainError(_("This room has a bed of that label."), field="label") from None
    record(AuditKind.CREATED, by=by, target=bed)
    return bed


@transaction.atomic
def set_bed_status(*, bed: Bed, status: BedStatus, by: User) -> Bed:
    """Take a bed out of use or put it back. Raises DomainError while it is held or occupied."""
    Room.objects.select_for_update().get(pk=bed.room_id)
    if BedAssignment.objects.at().filter(bed=bed).exists():
        raise DomainError(_("This bed is held or occupied. Move the person first."))
    bed.status = status
    bed.save(update_fields=["status"])
    record(AuditKind.CHANGED, by=by, target=bed, fields={"status": status})
    keep_outages(bed=bed, by=by)
    return bed


def keep_outages(*, bed: Bed, by: User) -> None:
    """Begin or end the time out of use of `bed` as its state now says; why is written by `outages`."""
    now = timezone.now()
    row = bed.outages.filter(period__contains=now).first()
    if bed.status == BedStatus.OUT_OF_USE and row is None:
        BedOutage.objects.create(
            bed=bed, period=DateTimeTZRange(now, None), reason="not_recorded", recorded_by=by
        )
    if bed.status == BedStatus.USABLE and row is not None and row.period.lower < now:
        row.period, row.ended_by = DateTimeTZRange(row.period.lower, now), by
        row.save(update_fields=["period", "ended_by"])
