"""Photographs of an intercept: what is kept, and what a phone has begun to send."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.enums import PhotoRemoval
from intercepts.models.field import HASH_CHARS, FieldPhone
from intercepts.models.intercept import Intercept
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record


class InterceptPhoto(Record):
    """One picture of a vehicle, a ticket or a paper. Opened by who may know who the people are.

    The file lies sealed in the storage under this row's UUID, which owns its data key: it is about the
    event, not about one person. A removed picture leaves its row, with who removed it and why.
    """

    intercept = models.ForeignKey(Intercept, models.PROTECT, related_name="photos")
    number = models.PositiveSmallIntegerField(_("number"))
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("fingerprint"), max_length=HASH_CHARS)
    phone = models.ForeignKey(FieldPhone, models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        editable=False, verbose_name=_("removed by"),
    )  # fmt: skip
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True, editable=False)
    removed_reason = models.CharField(
        _("reason for removal"), max_length=20, choices=PhotoRemoval.choices, blank=True
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "intercept", "number", "size", "sha256", "phone", "removed_by", "removed_at",
            "removed_reason",
        }  # fmt: skip

    class Meta:
        ordering = ["intercept", "number"]
        constraints = [
            models.UniqueConstraint(fields=["intercept", "number"], name="intercept_photo_numbered"),
            models.CheckConstraint(
                condition=Q(size__gt=0, number__gt=0), name="intercept_photo_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(removed_by__isnull=True, removed_at__isnull=True, removed_reason="")
                | (
                    Q(removed_by__isnull=False, removed_at__isnull=False) & ~Q(removed_reason="")
                ),
                name="intercept_photo_removed_with_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.intercept_id)

    @property
    def code(self) -> str:
        """Return how the trail names the picture."""
        return f"{self.intercept.code}/{self.number}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the picture belongs."""
        return self.intercept.cases_concerned()


class PhotoUpload(models.Model):
    """What has come of a picture that is on its way: the sealed bytes so far. On no page.

    `id`: the phone's name for the picture. `of`: that of its record. `size`: bytes when it is whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.ForeignKey(FieldPhone, models.CASCADE, related_name="uploads")
    of = models.UUIDField()
    kid = models.CharField(max_length=20)
    layout = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=HASH_CHARS)
    sealed = models.BinaryField(default=b"")
    changed_at = models.DateTimeField(default=timezone.now)

    KEPT = dt.timedelta(days=30)  # after its last part

    class Privacy:
        open = {"id", "phone", "of", "kid", "layout", "size", "sha256", "changed_at"}
        special = {"sealed"}

    class Meta:
        ordering = ["changed_at"]
        indexes = [models.Index(fields=["of"], name="photo_upload_of")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="photo_upload_not_empty")
        ]
