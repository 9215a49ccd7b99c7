"""The trail: events that are only ever added, and the links that chain them."""

from typing import Any

from django.db import models
from django.utils import timezone

from tracekenya.audit.enums import AuditKind, Misfit
from tracekenya.lib.errors import DomainError


class AppendOnly(DomainError):
    """Somebody tried to change or delete a row of the trail."""


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds with their labels; a function, so that a new kind needs no migration."""
    return AuditKind.choices


def misfits() -> list[tuple[str, Any]]:
    """Return what a check can find; a function for the same reason."""
    return Misfit.choices


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnly("Rows of the audit trail cannot be changed")

    def delete(self):
        raise AppendOnly("Rows of the audit trail cannot be deleted")


class AppendOnlyModel(models.Model):
    """A row that is added once; the database refuses changes too, by rights and by triggers."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise AppendOnly("Rows of the audit trail cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Rows of the audit trail cannot be deleted")


class AuditEvent(AppendOnlyModel):
    """One act by one person on one record, without foreign keys and without copied text.

    The data protection officer reads all; a person may see the own acts and who looked at their cases.
    `fields` names what changed (values only of plain coded fields); `mac` is keyed outside
    the database, so that a changed row shows.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=30, choices=kinds)
    by = models.CharField(max_length=20, db_index=True)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    target_code = models.CharField(max_length=40, blank=True)
    case_id = models.UUIDField(null=True, db_index=True)
    fields = models.JSONField(default=dict)
    mac = models.BinaryField(max_length=32)

    class Privacy:
        open = {
            "id", "at", "kind", "by", "target_type", "target_id", "target_code", "case_id", "fields",
            "mac",
        }  # fmt: skip

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.by}"


class AuditLink(AppendOnlyModel):
    """The seal on one event: its place in the chain. Written by the sealer alone.

    `position`: 1, 2, 3 ... without a gap. `hash`: keyed, over the hash before, the position, the
    event's id and its MAC.
    """

    position = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)

    class Privacy:
        open = {"position", "event_id", "hash"}

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__gt=0), name="audit_link_position_positive"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.event_id}"


class AuditPending(models.Model):
    """An event that waits for its seal. The database adds a row with each event; the sealer takes it.

    So the sealer finds every event whatever its id, also of a transaction that ended late.
    """

    event_id = models.BigIntegerField(primary_key=True)

    class Privacy:
        open = {"event_id"}

    def __str__(self) -> str:
        return str(self.event_id)


class AuditCheck(AppendOnlyModel):
    """The outcome of one check of the chain. The data protection officer sees the newest."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    rows = models.BigIntegerField()
    seconds = models.FloatField()
    is_whole = models.BooleanField(default=True)  # False: only from a day on
    misfit = models.CharField(max_length=30, choices=misfits, blank=True)
    position = models.BigIntegerField(null=True)
    event_id = models.BigIntegerField(null=True)

    class Privacy:
        open = {"id", "at", "rows", "seconds", "is_whole", "misfit", "position", "event_id"}

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.misfit or 'whole'}"
