"""What every record that people edit has in common: a UUID, a version, who wrote it and when."""

import uuid
from typing import TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.errors import DomainError, StaleVersion

Kind = TypeVar("Kind", bound="Record")


class Record(models.Model):
    """A row that people edit. `version` grows by one with each saved edit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    OPEN_FIELDS = frozenset({"id", "version", "recorded_at", "recorded_by"})

    class Meta:
        abstract = True


def save_edited(record: Record, *, version: int) -> None:
    """Save `record` if nobody saved it since `version` was read.

    Raises StaleVersion when somebody did; nothing is written then.
    """
    with transaction.atomic():
        rows = type(record)._default_manager.filter(pk=record.pk, version=version)
        if not rows.update(version=version + 1):
            raise StaleVersion(
                _(
                    "Somebody else saved this record while you were writing. Your text is kept below."
                )
            )
        record.version = version + 1
        record.save()


def fields_with(record: type[models.Model], word: str) -> frozenset[str]:
    """Return the field names that `class Privacy` puts under `word` (open, personal, special)."""
    privacy = record.Privacy  # type: ignore[attr-defined]  # a test sees that each has one
    return frozenset(getattr(privacy, word, ()))


def sent_before(model: type[Kind], submission: uuid.UUID | None, by: models.Model) -> Kind | None:
    """Return the row that the same form made already; of two posts at once the second waits.

    Raises DomainError when the UUID belongs to somebody else's row.
    """
    if submission is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [submission.int >> 65])
    row = model._default_manager.filter(pk=submission).first()
    if row is not None and row.recorded_by_id != by.pk:
        raise DomainError(_("This form has been used already. Open it again."))
    return row


def new_id(submission: uuid.UUID | None) -> uuid.UUID:
    """Return the primary key for a new row: the form's own UUID where there is one."""
    return submission or uuid.uuid4()
