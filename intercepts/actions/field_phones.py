"""Phones of monitors: added with a code, enrolled once, heard of, revoked."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.models import EnrolmentCode, FieldPhone
from intercepts.phone import tokens
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows
from tracekenya.places.models import Office
from tracekenya.roles.permissions import Permission

CODE_MINUTES = 30
TOKEN_DAYS = 90  # without a call after which the token ends
MOST_WAITING = 100_000  # records; a phone that says more makes no sense


def add(
    *, by: User, label: str, monitor: User, office: Office | None = None,
    submission: uuid.UUID | None = None,
) -> FieldPhone:  # fmt: skip
    """Enter one phone of one monitor; it sends nothing before it was enrolled with a code.

    Raises DomainError at `monitor` for somebody who records no intercepts.
    """
    if not (monitor.is_active and monitor.can(Permission.INTERCEPT_RECORD)):
        raise DomainError(_("This person records no intercepts."), field="monitor")
    return rows.add(
        FieldPhone, by=by, submission=submission, label=label, monitor=monitor, office=office
    )


@transaction.atomic
def make_code(*, phone: FieldPhone, by: User) -> str:
    """Return a code that enrols the phone once, within 30 minutes; earlier codes end.

    Raises DomainError for a revoked phone.
    """
    phone = FieldPhone.objects.select_for_update(of=("self",)).get(pk=phone.pk)
    if phone.revoked_at is not None:
        raise DomainError(_("This phone was revoked. Add it again under a new name."))
    phone.codes.filter(used_at=None).delete()
    code = tokens.new_code()
    now = timezone.now()
    EnrolmentCode.objects.create(
        phone=phone, code_hash=tokens.code_hash(code), made_at=now, made_by=by,
        ends_at=now + dt.timedelta(minutes=CODE_MINUTES),
    )  # fmt: skip
    record(AuditKind.GRANTED, by=by, target=phone, fields={"minutes": CODE_MINUTES})
    return code


@transaction.atomic
def enrol(*, code: str) -> tuple[FieldPhone, str] | None:
    """Return the phone and its new token for a code that still counts, else None; never twice."""
    now = timezone.now()
    rows_of_code = EnrolmentCode.objects.select_for_update(of=("self",)).select_related("phone")
    found = rows_of_code.filter(
        code_hash=tokens.code_hash(code), used_at=None, ends_at__gt=now
    ).first()
    if found is None or found.phone.revoked_at is not None:
        return None
    found.used_at = now
    found.save(update_fields=["used_at"])
    phone = FieldPhone.objects.select_for_update(of=("self",)).get(pk=found.phone_id)
    token = tokens.new_token()
    phone.token_hash, phone.enrolled_at, phone.seen_at = tokens.token_hash(token), now, now
    phone.expires_at = now + dt.timedelta(days=TOKEN_DAYS)
    phone.save(update_fields=["token_hash", "enrolled_at", "seen_at", "expires_at"])
    record(AuditKind.GRANTED, by=phone.monitor, target=phone, fields={"days": TOKEN_DAYS})
    return phone, token


def heard(*, phone: FieldPhone, receipts: int = 0) -> None:
    """Note that the phone called, and let its token slide; a machine's call leaves no row.

    `receipts`: how many records it was told to hold no longer.
    """
    now = timezone.now()
    FieldPhone.objects.filter(pk=phone.pk).update(
        seen_at=now, receipts=F("receipts") + receipts,
        expires_at=now + dt.timedelta(days=TOKEN_DAYS),
    )  # fmt: skip


@transaction.atomic
def report(
    *, phone: FieldPhone, waiting: int, oldest: dt.datetime | None = None,
    free_bytes: int | None = None, is_persisted: bool | None = None, was_evicted: bool = False,
) -> FieldPhone:  # fmt: skip
    """Keep what the phone says of its queue; records that left it without a receipt count as lost."""
    phone = FieldPhone.objects.select_for_update(of=("self",)).get(pk=phone.pk)
    now = timezone.now()
    lost = max(0, phone.waiting - phone.receipts - waiting)
    if lost or (was_evicted and not phone.missing):
        phone.missing, phone.missing_at = phone.missing + max(lost, int(was_evicted)), now
        record(AuditKind.CHANGED, by=phone.monitor, target=phone, fields={"missing": phone.missing})
    phone.reported_at, phone.waiting, phone.oldest_waiting_at = now, waiting, oldest
    phone.free_bytes, phone.is_persisted, phone.receipts = free_bytes, is_persisted, 0
    phone.save(
        update_fields=[
            "reported_at", "waiting", "oldest_waiting_at", "free_bytes", "is_persisted", "missing",
            "missing_at", "receipts",
        ]
    )  # fmt: skip
    return phone


@transaction.atomic
def settle_missing(*, phone: FieldPhone, by: User) -> FieldPhone:
    """Note that somebody has asked the monitor about the records that were lost."""
    phone = FieldPhone.objects.select_for_update(of=("self",)).get(pk=phone.pk)
    if phone.missing:
        record(AuditKind.CHANGED, by=by, target=phone, fields={"missing": 0})
        phone.missing, phone.missing_at = 0, None
        phone.save(update_fields=["missing", "missing_at"])
    return phone


@transaction.atomic
def revoke(*, phone: FieldPhone, by: User) -> FieldPhone:
    """End the phone's token at once; at its next call it is told to wipe itself."""
    phone = FieldPhone.objects.select_for_update(of=("self",)).get(pk=phone.pk)
    if phone.revoked_at is None:
        phone.revoked_at, phone.revoked_by = timezone.now(), by
        phone.version += 1
        phone.save(update_fields=["revoked_at", "revoked_by", "version"])
        phone.codes.filter(used_at=None).delete()
        record(AuditKind.GRANT_ENDED, by=by, target=phone)
    return phone


def edit(*, phone: FieldPhone, by: User, version: int, **facts: Any) -> FieldPhone:
    """Change name or office. Raises StaleVersion."""
    return rows.edit(phone, by=by, version=version, **facts)
