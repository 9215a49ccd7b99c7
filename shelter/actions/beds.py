"""Beds given and taken: one guest a bed, and only company that suits."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from shelter import apart, fit
from shelter.actions import requests
from shelter.enums import BedStatus, BedUse
from shelter.models import Admission, Bed, BedAssignment, Room, Shelter
from shelter.occupancy import company_in, guest_of
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


class BedTaken(DomainError):
    """Somebody else has the bed at that time."""


class BedUnsuitable(DomainError):
    """The bed may not be given to this person; the message reveals no other resident."""


@transaction.atomic
def hold(*, case: Case, bed: Bed, by: User, needs: Sequence[str] | None = None) -> BedAssignment:
    """Keep `bed` for `case` for BED_HOLD_HOURS and ask its shelter for a place.

    needs: as for `requests.ask`. Asking twice keeps the first hold; a hold on another bed is given up.
    Raises BedTaken, BedUnsuitable, and what `requests.ask` raises.
    """
    admission = requests.ask(case=case, shelter=bed.room.shelter, by=by, needs=needs)
    kept = BedAssignment.objects.at().filter(case=case, bed=bed, use=BedUse.HOLD).first()
    if kept is not None:
        return kept
    give_up_holds(case=case, by=by)
    now = timezone.now()
    until = now + dt.timedelta(hours=settings.BED_HOLD_HOURS)
    held = occupy(bed=bed, admission=admission, use=BedUse.HOLD, since=now, until=until, by=by)
    record(AuditKind.CREATED, by=by, target=held, fields={"use": BedUse.HOLD, "bed": str(bed.pk)})
    return held


@transaction.atomic
def give_up_holds(*, case: Case, by: User) -> int:
    """End the live holds for `case`; return how many there were."""
    holds = list(BedAssignment.objects.at().filter(case=case, use=BedUse.HOLD))
    for held in holds:
        held.cancelled_at = timezone.now()
        held.save(update_fields=["cancelled_at"])
        record(AuditKind.CHANGED, by=by, target=held, fields=["cancelled_at"])
    return len(holds)


@transaction.atomic
def move(
    *, admission: Admission, bed: Bed, by: User, mother: Admission | None = None
) -> BedAssignment:
    """Let a resident sleep in `bed` from now on; the former bed is free at once.

    Moving to the bed where the person is changes nothing.
    Raises BedTaken, BedUnsuitable, and DomainError when the person is not in the house.
    """
    admission = Admission.objects.select_for_update(of=("self",)).get(pk=admission.pk)
    if not admission.is_in_house or bed.room.shelter_id != admission.shelter_id:
        raise DomainError(_("Only somebody who lives in this shelter can change beds in it."))
    here = admission.bed_assignments.at().filter(bed=bed, use=BedUse.STAY).first()
    if here is not None:
        return here
    now = timezone.now()
    end_night(admission=admission, at=now)
    moved = occupy(
        bed=bed, admission=admission, use=BedUse.STAY, since=now, by=by,
        mother=mother.case_id if mother else None, is_new_here=False,
    )  # fmt: skip
    record(AuditKind.CHANGED, by=by, target=admission, fields={"bed": str(bed.pk)})
    return moved


def end_night(*, admission: Admission, at: dt.datetime) -> None:
    """End the bed period that is still open, as part of a move or an exit.

    Raises DomainError when the person took that bed only after `at`.
    """
    for night in admission.bed_assignments.filter(
        use=BedUse.STAY, cancelled_at__isnull=True, period__endswith__isnull=True
    ):
        if at <= night.period.lower:
            raise DomainError(_("The person came into this bed after that time."), field="left_at")
        night.period = DateTimeTZRange(night.period.lower, at)
        night.save(update_fields=["period"])


def occupy(
    *,
    bed: Bed,
    admission: Admission,
    use: BedUse,
    since: dt.datetime,
    by: User,
    until: dt.datetime | None = None,
    mother: uuid.UUID | None = None,
    is_new_here: bool = True,
) -> BedAssignment:
    """Write the bed period after checking bed and company; the room stays locked until commit.

    Whoever is new in the house (`is_new_here`) must not meet there whom they are kept apart from.
    Raises BedTaken when another period overlaps, BedUnsuitable when the bed does not suit.
    """
    if is_new_here:  # two who are kept apart come one after the other
        house = Shelter.objects.select_for_update(no_key=True).get(pk=bed.room.shelter_id)
        _refuse_newcomer(house, admission.case)
    Room.objects.select_for_update().get(pk=bed.room_id)
    bed.refresh_from_db(fields=["status"])
    case = admission.case
    if bed.status != BedStatus.USABLE:
        raise BedUnsuitable(_("This bed is out of use. Choose another one."), field="bed")
    _refuse_if_taken(bed, case)
    company = company_in(bed.room_id, without=case)
    is_apart = is_new_here and _is_apart(case, bed.room.shelter)
    guest = guest_of(case)
    reasons = fit.objections(guest, bed.room.kind, company, mother=mother, is_apart=is_apart)
    if reasons:
        raise BedUnsuitable(" · ".join(str(reason) for reason in reasons), field="bed")
    try:
        with transaction.atomic():
            return BedAssignment.objects.create(
                bed=bed, case=case, admission=admission, use=use,
                period=DateTimeTZRange(since, until), recorded_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise _taken() from None


def _refuse_newcomer(house: Shelter, case: Case) -> None:
    """Raise BedUnsuitable where a house takes nobody new; a bed that was held for `case` is theirs."""
    held = BedAssignment.objects.filter(
        use=BedUse.HOLD, case=case, bed__room__shelter=house, period__contains=timezone.now()
    )
    if not house.is_accepting and not held.exists():
        raise BedUnsuitable(str(fit.NOBODY_NEW), field="bed")


def _is_apart(case: Case, shelter: Shelter) -> bool:
    return shelter.pk in apart.closed_to(case, [shelter], is_arriving=True)


def _refuse_if_taken(bed: Bed, case: Case) -> None:
    """Say it before company is looked at, so that a taken bed is called taken."""
    if BedAssignment.objects.at().filter(bed=bed).exclude(case=case).exists():
        raise _taken()


def _taken() -> BedTaken:
    return BedTaken(
        _("Somebody else has this bed at that time. Choose another bed or a later time."),
        field="bed",
    )
