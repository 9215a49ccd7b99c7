"""Papers behind a value from earlier records: kept sealed, read, removed with a reason."""

import hashlib
import uuid
from functools import partial

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.models import EvidenceFile, ManualValue
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited, sent_before
from tracekenya.lib.uploads import RefusedFile, taken_in
from tracekenya.vault.actions import erase
from tracekenya.vault.files import SealedFolder, discard_sealed, keep_sealed, read_sealed

FOLDER = "evidence"
LABEL = "reporting.evidence_file"  # frozen: kept files open under it alone
PAPERS = SealedFolder(FOLDER, LABEL)
MOST_FILES = 20  # of one value
BYTES_A_MEGABYTE = 1024 * 1024


class Approved(DomainError):
    """The value is approved: its papers stay as they were when it was."""


@transaction.atomic
def add(
    *, value: ManualValue, file: UploadedFile, by: User, submission: uuid.UUID | None = None
) -> EvidenceFile:
    """Keep one file sealed; the same form sent twice keeps one.

    Raises RefusedFile at `file` for what is not taken in, Approved.
    """
    if (made := sent_before(EvidenceFile, submission, by)) is not None:
        return made
    value = _open_value(value)
    upload = taken_in(_bytes_of(file), kinds=EvidenceFile.Kind.values, field="file")
    last = value.evidence.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_FILES:
        raise RefusedFile(
            _("A value holds %(most)d files at most.") % {"most": MOST_FILES}, field="file"
        )
    row = EvidenceFile(
        id=new_id(submission), value=value, number=last + 1, kind=upload.kind,
        size=len(upload.content), sha256=hashlib.sha256(upload.content).hexdigest(), recorded_by=by,
    )  # fmt: skip
    row.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=row, fields=["kind", "size", "sha256"])
    keep_sealed(upload.content, folder=FOLDER, label=LABEL, row=row.pk)
    return row


@transaction.atomic
def read(*, row: EvidenceFile, by: User) -> bytes:
    """Return the file's bytes and leave a row in the trail. Raises FileNotFoundError."""
    content = read_sealed(folder=FOLDER, label=LABEL, row=row.pk)
    record(AuditKind.EXPORTED, by=by, target=row, fields={"kind": row.kind})
    return content


@transaction.atomic
def remove(*, row: EvidenceFile, version: int, reason: str, by: User) -> EvidenceFile:
    """Take the file off the disk; its row says who did it and why. Raises Approved, StaleVersion.

    Its data key goes too, so that no copy of the folder opens any more.
    """
    _open_value(row.value)
    row.removed_by, row.removed_at, row.removed_reason = by, timezone.now(), reason
    save_edited(row, version=version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["removed_by", "removed_reason"])
    erase(owner=row.pk)
    transaction.on_commit(partial(discard_sealed, folder=FOLDER, row=row.pk))
    return row


def _bytes_of(file: UploadedFile) -> bytes:
    if (file.size or 0) > settings.EVIDENCE_MAX_BYTES:
        most = settings.EVIDENCE_MAX_BYTES // BYTES_A_MEGABYTE
        raise RefusedFile(
            _("The file is larger than %(most)d MB. Send a smaller one.") % {"most": most},
            field="file",
        )
    return file.read()


def _open_value(value: ManualValue) -> ManualValue:
    """Return the value, locked. Raises Approved."""
    value = (
        ManualValue.objects.select_related("indicator")
        .select_for_update(of=("self",))
        .get(pk=value.pk)
    )
    if value.is_approved:
        raise Approved(
            _("%(value)s is approved, so its papers stay. Change the value first.")
            % {"value": value},
            field="file",
        )
    return value
