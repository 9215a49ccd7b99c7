"""What a shift writes: its log and handover, who read that, and notes on residents."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.models import Admission, DailyNote, HandoverRead, Shelter, ShiftLog
from shelter.rollcall import shift_at, shift_day
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows


@transaction.atomic
def begin(
    *, shelter: Shelter, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> ShiftLog:
    """Keep the log of the shift that works now. Raises DomainError when there is one already."""
    Shelter.objects.select_for_update(of=("self",)).get(pk=shelter.pk)
    now = timezone.now()
    facts |= {"shelter": shelter, "day": shift_day(now), "shift": shift_at(now)}
    return rows.add(ShiftLog, by=by, submission=submission, check=_check_once, **facts)


def edit_log(*, row: ShiftLog, version: int, by: User, **facts: Any) -> ShiftLog:
    """Correct a log that is not handed over. Raises StaleVersion, DomainError."""
    return rows.edit(row, version=version, by=by, check=_check_open, **facts)


@transaction.atomic
def hand_over(*, row: ShiftLog, by: User) -> ShiftLog:
    """End the shift's log; pressing twice changes nothing. Raises DomainError without any text."""
    log = ShiftLog.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if log.handed_over_at is not None:
        return log
    if not str(log.handover).strip():
        raise DomainError(_("Write first what the next shift must know."))
    log.handed_over_at, log.handed_over_by = timezone.now(), by
    log.version += 1
    log.save(update_fields=["handed_over_at", "handed_over_by", "version"])
    record(AuditKind.HANDED_OVER, by=by, target=log)
    return log


@transaction.atomic
def read(*, row: ShiftLog, by: User) -> None:
    """Keep that `by` read a handover, once. Raises DomainError for the writer, or before there is one."""
    log = ShiftLog.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if log.handed_over_at is None:
        raise DomainError(_("This shift is not handed over yet."))
    if log.handed_over_by_id == by.pk:
        raise DomainError(_("Somebody else reads what you handed over."))
    _made, is_new = HandoverRead.objects.get_or_create(log=log, user=by)
    if is_new:
        record(AuditKind.VIEWED, by=by, target=log, fields=["handover"])


@transaction.atomic
def note(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> DailyNote:
    """Keep a short word on a resident in the shift that works now. Raises DomainError for a second one."""
    if not admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    now = timezone.now()
    facts |= {"admission": admission, "day": shift_day(now), "shift": shift_at(now)}
    return rows.add(DailyNote, by=by, submission=submission, check=_check_note, **facts)


def edit_note(*, row: DailyNote, version: int, by: User, **facts: Any) -> DailyNote:
    """Correct a note. Raises StaleVersion, DomainError."""
    return rows.edit(row, version=version, by=by, **facts)


def _check_once(log: ShiftLog) -> None:
    if ShiftLog.objects.filter(shelter=log.shelter, day=log.day, shift=log.shift).exists():
        raise DomainError(_("This shift has a log already. Open it and change it."))


def _check_open(log: ShiftLog) -> None:
    if log.handed_over_at is not None:
        raise DomainError(_("This shift is handed over. Write in the log of the next one."))


def _check_note(row: DailyNote) -> None:
    mine = DailyNote.objects.filter(admission=row.admission, day=row.day, shift=row.shift)
    if mine.exists():
        raise DomainError(_("There is a note for this shift already. Open it and change it."))
