"""Residents who lived in a house before it worked with this system, taken over from a sheet."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shelter.models.house import OfHouseQuerySet, Shelter
from shelter.models.stay import Admission
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record


class MoveIn(Record):
    """One sheet of residents of one house, tried or applied. The file is sealed and soon discarded.

    `rows`, `good`: rows of the sheet, and those without a fault. Seen by the house and case managers.
    """

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="move_ins")
    file_key = models.UUIDField(default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rows = models.PositiveIntegerField(_("rows"), editable=False)
    good = models.PositiveIntegerField(_("rows without a fault"), editable=False)
    applied_at = models.DateTimeField(_("taken over"), null=True, editable=False)
    discarded_at = models.DateTimeField(_("file discarded"), null=True, editable=False)
    stays = models.ManyToManyField(Admission, related_name="moved_in", blank=True, editable=False)

    objects = OfHouseQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "shelter", "file_key", "sha256", "rows", "good", "applied_at", "discarded_at", "stays",
        }  # fmt: skip

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(condition=Q(good__lte=F("rows")), name="move_in_good_of_rows"),
            models.UniqueConstraint(
                fields=["shelter", "sha256"], condition=Q(applied_at__isnull=False),
                name="move_in_applied_once",
            ),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        return address("shelter:move_in_check", self.pk)
