"""What the office does with records that could not be taken: open, mend and take, or discard."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.actions import field_photos
from intercepts.actions.field_taking import USED, mark_taken, used_among
from intercepts.actions.to_mend import WAITING
from intercepts.enums import SubmissionState
from intercepts.models import FieldSubmission
from intercepts.phone.judging import Forms, judge_forms, write
from intercepts.phone.opening import Opened, opened
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


@transaction.atomic
def open_typed(*, row: FieldSubmission, by: User) -> Opened:
    """Return what was typed on the phone and leave a row that it was read."""
    record(AuditKind.REVEALED, by=by, target=row, fields=["sealed"])
    return opened(row)


@transaction.atomic
def take_mended(*, row: FieldSubmission, forms: Forms, what: Opened, by: User) -> FieldSubmission:
    """Write what the mended forms say, as the monitor's record, once; its photographs join it.

    Raises Unfit with the errors on the forms, DomainError when somebody settled it meanwhile.
    """
    row = _waiting(row)
    is_free = not (row.is_second or USED in row.reasons)
    key = row.client_uuid if is_free else uuid.uuid4()
    judged = judge_forms(
        row.kind, forms, key=key, by=row.phone.monitor, known=what.known, office=by
    )
    if used_among([judged]):
        raise DomainError(_("A record with this key exists. Open the page again."))
    refs = write([judged])
    mark_taken(row, judged, refs[judged.made])
    _settle(row, by, {"taken": row.ref or row.kind})
    field_photos.join(belongs=row)
    return row


@transaction.atomic
def take_photo(*, row: FieldSubmission, by: User) -> FieldSubmission:
    """Keep a photograph that waits with its intercept. Raises DomainError with what hinders it."""
    belongs = field_photos.record_of(row)  # locked before the photograph, as everywhere
    row = _waiting(row)
    field_photos.join_one(row=row, belongs=belongs)
    _settle(row, by, {"taken": row.ref})
    return row


@transaction.atomic
def discard(*, row: FieldSubmission, reason: str, by: User) -> FieldSubmission:
    """Drop what was typed, for good, and keep that it came and why it went.

    With a record go the photographs that waited for it. Raises DomainError when somebody settled it
    meanwhile.
    """
    row = _waiting(row)
    drop(row, reason, by)
    same = FieldSubmission.objects.filter(client_uuid=row.client_uuid)
    if not same.exclude(state=SubmissionState.DISCARDED).exists():
        for photo in field_photos.waiting_of(row):
            drop(photo, reason, by)
    return row


def drop(row: FieldSubmission, reason: str, by: User | None) -> None:
    """Drop what a locked row holds, for good; `by`: None where the system does it."""
    row.state, row.discard_reason, row.sealed = SubmissionState.DISCARDED, reason, b""
    _settle(row, by, {"discarded": reason})


def _waiting(row: FieldSubmission) -> FieldSubmission:
    rows = FieldSubmission.objects.select_for_update(of=("self",)).select_related("phone__monitor")
    row = rows.get(pk=row.pk)
    if row.state not in WAITING:
        raise DomainError(_("Somebody else has settled this record already."))
    return row


def _settle(row: FieldSubmission, by: User | None, fields: dict[str, str]) -> None:
    row.settled_at, row.settled_by = (timezone.now(), by) if by else (None, None)
    row.version += 1
    row.save()
    record(AuditKind.DECIDED, by=by, target=row, fields=fields)
