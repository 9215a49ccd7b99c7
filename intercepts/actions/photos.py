"""Photographs of an intercept: made of what a phone sealed, looked at with a row, removed with a reason."""

import hashlib
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cases.actions import reveals
from cases.actions.reveals import Reason
from intercepts.actions.field_keys import openers
from intercepts.enums import RecordKind, SubmissionState
from intercepts.models import FieldSubmission, Intercept, InterceptPhoto
from intercepts.phone.parts import envelope_of
from intercepts.phone.payloads import Unfit
from intercepts.phone.sealing import CannotUnseal, unseal
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.records import save_edited
from tracekenya.lib.uploads import RefusedFile, taken_in
from tracekenya.roles.permissions import Permission
from tracekenya.vault.actions import erase
from tracekenya.vault.files import SealedFolder, discard_sealed, keep_sealed, read_sealed
from tracekenya.vault.keys import is_erased

FOLDER = "intercept-photos"
LABEL = "intercepts.intercept_photo"  # frozen: kept files open under it alone
PICTURES = SealedFolder(FOLDER, LABEL)
LAYOUT = 1  # 16 bytes of the record's UUID, then the JPEG
NAME_BYTES = 16
MOST_POINTS = 1280 * 1280  # our phone makes none larger; they are drawn where pages are served
RECORD_WAITS, CANNOT_OPEN, NO_PICTURE = "record_waits", "cannot_open", "no_picture"
ERASED = "erased"


def keep(*, row: FieldSubmission, belongs: FieldSubmission) -> InterceptPhoto:
    """Keep the picture in `row` with the intercept that `belongs` became; `row` is taken, not saved.

    The caller has locked `belongs`. Raises Unfit when the record waits itself, the people met were
    erased, or the bytes are not what our phone sealed, or no picture as it makes them.
    """
    if belongs.kind != RecordKind.INTERCEPT or belongs.made is None:
        raise Unfit(RECORD_WAITS)
    if is_erased(belongs.made):
        raise Unfit(ERASED)
    try:
        upload = taken_in(_opened(row), kinds={"jpg"}, field="photo", most_points=MOST_POINTS)
    except RefusedFile:
        raise Unfit(NO_PICTURE) from None
    intercept = Intercept.objects.get(pk=belongs.made)
    photo = InterceptPhoto(
        id=row.client_uuid, intercept=intercept,
        number=(intercept.photos.aggregate(last=Max("number"))["last"] or 0) + 1, size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(), phone=row.phone,
        recorded_by=row.recorded_by,
    )  # fmt: skip
    photo.save(force_insert=True)
    record(AuditKind.CREATED, by=row.recorded_by, target=photo, fields=["size", "sha256"])
    keep_sealed(upload.content, folder=FOLDER, label=LABEL, row=photo.pk)
    row.state, row.made, row.ref = SubmissionState.TAKEN, photo.pk, belongs.ref
    row.sealed, row.reasons = b"", []
    return photo


@transaction.atomic
def look(*, photo: InterceptPhoto, by: User, reason: Reason | None = None) -> bytes:
    """Return the JPEG and leave a row in the trail.

    Raises FileNotFoundError, Erased, and DomainError where the role must say why and does not.
    """
    content = read_sealed(folder=FOLDER, label=LABEL, row=photo.pk)
    reveals.open_fields(
        row=photo, fields=(), act=Permission.PERSON_REVEAL, by=by, case=None, reason=reason
    )
    return content


@transaction.atomic
def remove(*, photo: InterceptPhoto, version: int, reason: str, by: User) -> InterceptPhoto:
    """Take the picture off the disk; its row says who did it and why (of PhotoRemoval). Raises StaleVersion.

    Its data key goes too, so that no copy of the folder opens any more.
    """
    photo.removed_by, photo.removed_at, photo.removed_reason = by, timezone.now(), reason
    save_edited(photo, version=version)
    record(AuditKind.CHANGED, by=by, target=photo, fields={"removed_reason": reason})
    erase(owner=photo.pk)
    transaction.on_commit(partial(discard_sealed, folder=FOLDER, row=photo.pk))
    return photo


def _opened(row: FieldSubmission) -> bytes:
    """Return the JPEG that the phone sealed. Raises Unfit, also for a picture of another record."""
    key = openers([row.kid]).get(row.kid)
    if key is None or row.layout != LAYOUT or row.of is None:
        raise Unfit(CANNOT_OPEN)
    try:
        plain = unseal(bytes(row.sealed), envelope_of(row.client_uuid, row.layout, row.kid), key)
    except CannotUnseal:
        raise Unfit(CANNOT_OPEN) from None
    if plain[:NAME_BYTES] != row.of.bytes:
        raise Unfit(CANNOT_OPEN)
    return plain[NAME_BYTES:]
