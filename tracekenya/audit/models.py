"""One append-only table, sealed row by row."""

from django.db import models

from tracekenya.audit.enums import AuditKind
from tracekenya.lib.errors import DomainError


class AppendOnly(DomainError):
    """Somebody tried to change or delete a row of the trail."""


class AuditQuerySet(models.QuerySet):
    def update(self, **values):
        raise AppendOnly("Rows of the audit trail cannot be changed")

    def delete(self):
        raise AppendOnly("Rows of the audit trail cannot be deleted")


class AuditEvent(models.Model):
    """One act by one person on one record, without foreign keys and without copied text.

    The data protection officer reads all; a person may see who looked at their cases.
    `fields` names what changed (values only of plain coded fields); `mac` is keyed outside
    the database, so that a changed row shows.
    """

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=30, choices=AuditKind.choices)
    by = models.CharField(max_length=20, db_index=True)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    target_code = models.CharField(max_length=40, blank=True)
    case_id = models.UUIDField(null=True, db_index=True)
    fields = models.JSONField(default=dict)
    mac = models.BinaryField(max_length=32)

    objects = AuditQuerySet.as_manager()

    class Privacy:
        open = {
            "id",
            "at",
            "kind",
            "by",
            "target_type",
            "target_id",
            "target_code",
            "case_id",
            "fields",
            "mac",
        }

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.by}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise AppendOnly("Rows of the audit trail cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly("Rows of the audit trail cannot be deleted")
