"""Residents who go out for a time and come back."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.actions.requests import lock_stay
from shelter.away import is_overnight
from shelter.enums import StayStatus
from shelter.models import Absence, Admission
from shelter.moments import moment_words, refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows

MOST_DAYS = 366  # a longer absence is a slip of the finger


@transaction.atomic
def go_out(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> Absence:
    """Write that a resident goes out and when the person is due back.

    Overnight the stay is on leave. Raises DomainError naming the field at fault.
    """
    stay = lock_stay(admission)
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    facts |= {"admission": stay, "submission": submission}
    absence = rows.add(Absence, by=by, check=_check, **facts)
    settle(stay, by=by)
    return absence


@transaction.atomic
def come_back(*, row: Absence, version: int, back_at: dt.datetime, by: User) -> Absence:
    """Write that the resident is back. Raises StaleVersion, DomainError naming the field."""
    stay = lock_stay(row.admission)
    absence = rows.edit(row, version=version, by=by, check=_check, back_at=back_at)
    settle(stay, by=by)
    return absence


@transaction.atomic
def edit_absence(*, row: Absence, version: int, by: User, **facts: Any) -> Absence:
    """Correct an absence. Raises StaleVersion, DomainError naming the field."""
    stay = lock_stay(row.admission)
    absence = rows.edit(row, version=version, by=by, check=_check, **facts)
    settle(stay, by=by)
    return absence


def settle(stay: Admission, *, by: User | None) -> None:
    """Let the locked stay be on leave while its resident is out over a night, and in the house else."""
    if not stay.is_in_house:
        return
    out = stay.absences.filter(back_at__isnull=True).first()
    is_away = out is not None and (
        is_overnight(out.out_at, out.due_back_at) or is_overnight(out.out_at, timezone.now())
    )
    status = StayStatus.ON_LEAVE if is_away else StayStatus.ADMITTED
    if stay.status != status:
        before, stay.status = stay.status, status
        stay.save(update_fields=["status"])
        fields = {"from": before, "to": status.value}
        record(AuditKind.STATUS_CHANGED, by=by, target=stay, fields=fields)


def _check(absence: Absence) -> None:
    """Refuse times that cannot be, naming both. Raises DomainError at the field."""
    refuse_future(absence.out_at, "out_at")
    refuse_future(absence.back_at, "back_at")
    stay = absence.admission
    refuse_before(
        absence.out_at, stay.admitted_at, field="out_at",
        sentence=_("The person cannot go out (%(time)s) before arriving (%(earliest)s)."),
    )  # fmt: skip
    refuse_before(
        absence.due_back_at, absence.out_at + dt.timedelta(minutes=1), field="due_back_at",
        sentence=_("The person cannot be due back (%(time)s) before going out (%(earliest)s)."),
    )  # fmt: skip
    refuse_before(
        absence.back_at, absence.out_at, field="back_at",
        sentence=_("The person cannot be back (%(time)s) before going out (%(earliest)s)."),
    )  # fmt: skip
    if absence.due_back_at - absence.out_at > dt.timedelta(days=MOST_DAYS):
        raise DomainError(_("Check the year: nobody goes out for so long."), field="due_back_at")
    _refuse_overlap(absence)


def _refuse_overlap(absence: Absence) -> None:
    others = Absence.objects.filter(admission=absence.admission).exclude(pk=absence.pk)
    for other in others.defer("escort", "with_whom"):
        begins_before_end = absence.back_at is None or other.out_at < absence.back_at
        if begins_before_end and (other.back_at is None or other.back_at > absence.out_at):
            if other.back_at is None:
                raise DomainError(_("The person is out already. Write first when they came back."))
            raise DomainError(
                _("The person was out at that time already, until %(time)s.")
                % {"time": moment_words(other.back_at)},
                field="out_at",
            )
