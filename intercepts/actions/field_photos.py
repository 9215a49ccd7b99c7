"""Taking photographs of phones: in parts that go on where they were cut, each once, and nothing lost.

The rows of the record are locked first, so that two senders, and whoever of the office mends the
record meanwhile, come one after the other.
"""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Case, Q, QuerySet, SmallIntegerField, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.actions import field_phones, photos
from intercepts.actions.field_taking import ANSWERS, CONFLICT, CREATED, OTHER, REVOKED, SAME
from intercepts.enums import RecordKind, SubmissionState
from intercepts.models import FieldPhone, FieldSubmission, PhotoUpload
from intercepts.phone.parts import Part
from intercepts.phone.payloads import Unfit
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.vault.keys import is_erased

State = SubmissionState
MOST_OF_RECORD = 3  # photographs
MOST_UNFINISHED = 6  # of one phone; the one that grew longest ago goes, for the phone has all of it
DAMAGED, TOO_MANY, DISCARDED = 400, "too_many", "record_discarded"
WORDS = {
    photos.RECORD_WAITS: _("Its record waits too: mend that first."),
    photos.CANNOT_OPEN: _("It does not open with our keys."),
    photos.NO_PICTURE: _("It is no picture that can be opened."),
    photos.ERASED: _("The people met were erased: no picture of it is kept."),
}


class UnknownRecord(Exception):
    """The record of the photograph has not come from this monitor: the phone keeps the picture."""


@dataclass(frozen=True)
class Told:
    """What the phone is told; `have`: bytes that came so far. `row`: once it is whole."""

    status: int
    have: int
    row: FieldSubmission | None = None
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def take(*, phone: FieldPhone, part: Part) -> Told:
    """Put one part where it belongs; the last one makes the photograph, or its row in quarantine.

    Raises UnknownRecord.
    """
    belongs = _record_of(phone, part.of)
    field_phones.heard(phone=phone)
    whole = FieldSubmission.objects.filter(client_uuid=part.id, is_second=False).first()
    if whole is not None:
        return _told_again(whole, part)
    upload = PhotoUpload.objects.filter(pk=part.id).first()
    if upload is not None and not _fits(upload, part):
        return Told(CONFLICT, 0, reasons=[OTHER])
    if belongs.state == State.DISCARDED or (belongs.made and is_erased(belongs.made)):
        return Told(CONFLICT, 0, reasons=[DISCARDED])
    if upload is None and _count(part.of) >= MOST_OF_RECORD:
        return Told(CONFLICT, 0, reasons=[TOO_MANY])
    return _grown(phone, belongs, upload, part)


def _grown(
    phone: FieldPhone, belongs: FieldSubmission, upload: PhotoUpload | None, part: Part
) -> Told:
    have = len(upload.sealed) if upload else 0
    if part.start != have or not part.content:  # cut on the way: the phone goes on from here
        return Told(SAME, have)
    upload = upload or _begun(phone, part)
    upload.sealed = bytes(upload.sealed) + part.content
    upload.changed_at = timezone.now()
    have = len(upload.sealed)
    if have < part.size:
        upload.save()
        return Told(SAME, have)
    PhotoUpload.objects.filter(pk=upload.pk).delete()
    if hashlib.sha256(upload.sealed).hexdigest() != upload.sha256:
        return Told(DAMAGED, 0, reasons=["damaged"])
    row = _taken(phone, belongs, upload)
    return Told(ANSWERS.get(State(row.state), CREATED), have, row, row.reasons)


def _taken(phone: FieldPhone, belongs: FieldSubmission, upload: PhotoUpload) -> FieldSubmission:
    """Return the row of a whole photograph: taken, or kept sealed with the reason."""
    row = FieldSubmission(
        client_uuid=upload.pk, phone=phone, kind=RecordKind.PHOTO, layout=upload.layout,
        kid=upload.kid, sealed=upload.sealed, sha256=upload.sha256, of=upload.of,
        received_at=upload.changed_at, recorded_by=phone.monitor, state=State.QUARANTINED,
    )  # fmt: skip
    reason = REVOKED if phone.revoked_at is not None else _hindered(row, belongs)
    row.reasons = [reason] if reason else []
    row.save(force_insert=True)
    if reason:
        fields = {"state": row.state, "reason": reason}
        record(AuditKind.CREATED, by=phone.monitor, target=row, fields=fields)
    return row


def _hindered(row: FieldSubmission, belongs: FieldSubmission) -> str:
    """Keep the photograph in `row` with its intercept; return the reason where that cannot be, else ""."""
    try:
        photos.keep(row=row, belongs=belongs)
    except Unfit as refusal:
        return refusal.reason
    return ""


def join(*, belongs: FieldSubmission) -> None:
    """Keep the photographs that waited for a record which the office has taken just now."""
    for row in waiting_of(belongs):
        if reason := _hindered(row, belongs):
            row.reasons = [reason]
        row.save()


def join_one(*, row: FieldSubmission, belongs: FieldSubmission | None) -> None:
    """Keep one photograph that waits, because the office wants it; `row` is not saved.

    Raises DomainError in words.
    """
    reason = _hindered(row, belongs) if belongs else photos.CANNOT_OPEN
    if reason:
        raise DomainError(str(WORDS[reason]))


def record_of(row: FieldSubmission) -> FieldSubmission | None:
    """Return the record to which a photograph belongs, locked."""
    return _rows_of(row.of).first() if row.of else None


def waiting_of(belongs: FieldSubmission) -> list[FieldSubmission]:
    """Return the photographs in quarantine that belong to a record, in the order in which they came."""
    rows = FieldSubmission.objects.select_for_update(of=("self",)).select_related("phone")
    waiting = rows.filter(of=belongs.client_uuid, state=State.QUARANTINED)
    return list(waiting.order_by("received_at"))


def sweep(*, now: dt.datetime | None = None) -> int:
    """Forget what began to come and did not grow for 30 days; return how many.

    The phone that sent it has it still, and would begin anew.
    """
    before = (now or timezone.now()) - PhotoUpload.KEPT
    gone, _of_which = PhotoUpload.objects.filter(changed_at__lt=before).delete()
    return gone


def _record_of(phone: FieldPhone, of: uuid.UUID) -> FieldSubmission:
    """Return the row of the record, locked: the taken one before one that waits. Raises UnknownRecord."""
    mine = Q(phone=phone) | Q(recorded_by=phone.monitor)
    belongs = _rows_of(of).filter(mine).defer("sealed").first()
    if belongs is None:
        raise UnknownRecord
    return belongs


def _rows_of(of: uuid.UUID) -> QuerySet[FieldSubmission]:
    """Return the rows of a record, locked: one that was taken first, one that was discarded last."""
    rows = FieldSubmission.objects.select_for_update(of=("self",)).filter(client_uuid=of)
    place = Case(
        When(state=State.TAKEN, then=0), When(state=State.DISCARDED, then=2), default=1,
        output_field=SmallIntegerField(),
    )  # fmt: skip
    return rows.exclude(kind=RecordKind.PHOTO).order_by(place, "received_at")


def _told_again(row: FieldSubmission, part: Part) -> Told:
    """Answer for what came whole before."""
    if row.sha256 != part.sha256 or row.kind != RecordKind.PHOTO:
        return Told(CONFLICT, 0, reasons=[OTHER])
    return Told(ANSWERS.get(State(row.state), SAME), part.size, row, row.reasons)


def _fits(upload: PhotoUpload, part: Part) -> bool:
    came = (upload.of, upload.kid, upload.layout, upload.size, upload.sha256)
    return came == (part.of, part.kid, part.layout, part.size, part.sha256)


def _count(of: uuid.UUID) -> int:
    return FieldSubmission.objects.filter(of=of).count() + PhotoUpload.objects.filter(of=of).count()


def _begun(phone: FieldPhone, part: Part) -> PhotoUpload:
    """Return the row for a photograph of which the first part came."""
    own = PhotoUpload.objects.filter(phone=phone).order_by("-changed_at", "pk")
    PhotoUpload.objects.filter(pk__in=[row.pk for row in own[MOST_UNFINISHED - 1 :]]).delete()
    return PhotoUpload(
        id=part.id, phone=phone, of=part.of, kid=part.kid, layout=part.layout, size=part.size,
        sha256=part.sha256,
    )  # fmt: skip
