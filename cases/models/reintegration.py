"""Return to family, community or country, and the visits that follow it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class Reintegration(Record):
    """The day on which the person went home or to a new home; counted by 1.6 and 2.9."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reintegrations")
    happened_on = models.DateField(_("on"), default=timezone.localdate)
    kind = CodeField("reintegration_type", verbose_name=_("to whom or where"))
    county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("county of return"),
    )
    country = models.CharField(_("country (two letters)"), max_length=2, default="KE")
    package_kes = models.PositiveIntegerField(_("package given, KES"), null=True, blank=True)
    family_contact = EncryptedTextField(
        "reintegration.family_contact", blank=True, verbose_name=_("contact of the family")
    )
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case",
            "happened_on",
            "kind",
            "county",
            "country",
            "package_kes",
        }
        personal = {"family_contact"}

    class Meta:
        ordering = ["-happened_on"]
        indexes = [models.Index(fields=["happened_on"], name="reintegration_day")]
        constraints = [
            models.UniqueConstraint(fields=["case", "happened_on"], name="one_reintegration_a_day")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("cases:reintegration_detail", self.pk)


class FollowUpVisit(Record):
    """One visit or call after a reintegration, due 1, 3, 6 and 12 months later. Seen with the case."""

    reintegration = models.ForeignKey(Reintegration, models.CASCADE, related_name="visits")
    milestone = CodeField("followup_milestone", verbose_name=_("which visit"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    outcome = CodeField("followup_outcome", blank=True, verbose_name=_("how the person is"))
    note = EncryptedTextField("follow_up.note", max_chars=2000, blank=True, verbose_name=_("note"))
    seal_owner = SealedFor("reintegration__case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {"reintegration", "milestone", "due_on", "done_on", "outcome"}
        special = {"note"}

    class Meta:
        ordering = ["due_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, outcome="")
                | (models.Q(done_on__isnull=False) & ~models.Q(outcome="")),
                name="visit_done_iff_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.get_milestone_display()

    def get_absolute_url(self) -> str:
        return address("cases:visit_detail", self.pk)

    @property
    def case_id(self) -> uuid.UUID:
        return self.reintegration.case_id
