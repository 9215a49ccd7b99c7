"""Coming back soon after leaving without notice: the same stay goes on, in a bed of the same house."""

import datetime as dt
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import grants
from shelter import return_clock
from shelter.actions import beds, requests
from shelter.enums import BedUse, StayStatus
from shelter.models import Admission, Bed, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


@transaction.atomic
def resume(
    *, admission: Admission, bed: Bed, back_at: dt.datetime, by: User,
    mother: Admission | None = None,
) -> Admission:  # fmt: skip
    """Take the stay up again from `back_at`; the nights between count for no bed.

    Raises DomainError naming the field, AlreadyInHouse, CaseClosed, BedTaken, BedUnsuitable.
    """
    requests.lock_expected(admission.case)
    admission = requests.lock_stay(admission)
    _check(admission, bed, back_at)
    left_at = cast(dt.datetime, admission.ended_at)
    ShelterExit.objects.filter(admission=admission).delete()
    admission.status, admission.ended_at = StayStatus.ADMITTED, None
    admission.version += 1
    admission.save(update_fields=["status", "ended_at", "version"])
    beds.occupy(
        bed=bed, admission=admission, use=BedUse.STAY, since=back_at, by=by,
        mother=mother.case_id if mother else None,
    )  # fmt: skip
    grants.give(case=admission.case, office=admission.shelter.office, reason="admitted", by=by)
    steps = {
        "from": StayStatus.ABSCONDED,
        "to": StayStatus.ADMITTED,
        "left_at": left_at.isoformat(),
    }
    record(AuditKind.STATUS_CHANGED, by=by, target=admission, fields=steps)
    return admission


def may_resume(admission: Admission, now: dt.datetime | None = None) -> bool:
    """Return whether the stay could go on if the person came back at `now`."""
    left_at = admission.ended_at
    is_gone = admission.status == StayStatus.ABSCONDED and left_at is not None
    return is_gone and return_clock.goes_on(cast(dt.datetime, left_at), now or timezone.now())


def _check(admission: Admission, bed: Bed, back_at: dt.datetime) -> None:
    left_at = admission.ended_at
    if admission.status != StayStatus.ABSCONDED or left_at is None:
        raise DomainError(_("Only a stay that ended without notice goes on."))
    if back_at > timezone.now():
        raise DomainError(_("This time is in the future."), field="back_at")
    if back_at < left_at:
        raise DomainError(_("The person cannot be back before leaving."), field="back_at")
    if not return_clock.goes_on(left_at, back_at):
        raise DomainError(
            _("Too much time has passed for the same stay: admit the person anew."), field="back_at"
        )
    if bed.room.shelter_id != admission.shelter_id:
        raise DomainError(_("The stay goes on in the same house."), field="bed")
    if admission.readmissions.exists():
        raise DomainError(_("The person came back already, in a stay of its own."))
