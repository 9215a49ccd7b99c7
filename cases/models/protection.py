"""Why something sealed was opened, and the openings of a case in an emergency."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import REASONS_AND_EMERGENCIES, EmergencyKind, Verdict
from cases.models.case import Case
from tracekenya.lib.addresses import address
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor

MOST_REASON = 1000  # characters


class AccessReason(models.Model):
    """Why one person opened one sealed thing, or a case in an emergency: a code, and sealed words.

    `event`: the row of the trail that the opening left. The list is seen by the data protection
    officer, who opens the words by a click.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.BigIntegerField(unique=True)
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="access_reasons", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(_("kind of reason"), max_length=20, choices=REASONS_AND_EMERGENCIES)
    text = EncryptedTextField(
        "access_reason.text", max_chars=MOST_REASON, verbose_name=_("reason in words")
    )
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = {"id", "event", "case", "by", "at", "kind"}
        special = {"text"}

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _label in REASONS_AND_EMERGENCIES]),
                name="access_reason_kind_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("cases:reason_detail", self.pk)


class EmergencyQuerySet(models.QuerySet):
    def live(self, at: dt.datetime | None = None) -> "EmergencyQuerySet":
        at = at or timezone.now()
        return self.filter(opened_at__lte=at, until_at__gt=at)

    def unreviewed(self) -> "EmergencyQuerySet":
        return self.filter(reviewed_at=None)


class EmergencyOpening(models.Model):
    """One case opened in an emergency by somebody who cannot reach it otherwise; read-only, for an hour.

    Seen by who opened it while it lasts, and by the data protection officer, who reviews it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="emergency_openings")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergency_openings"
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    until_at = models.DateTimeField(_("until"))
    kind = models.CharField(_("kind of emergency"), max_length=20, choices=EmergencyKind.choices)
    reason = EncryptedTextField(
        "emergency.reason", max_chars=MOST_REASON, verbose_name=_("reason in words")
    )
    verdict = models.CharField(
        _("review"), max_length=20, choices=Verdict.choices, blank=True, default=""
    )
    review_words = EncryptedTextField(
        "emergency.review_words", max_chars=MOST_REASON, blank=True, verbose_name=_("words of the review")
    )  # fmt: skip
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    objects = EmergencyQuerySet.as_manager()
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = {
            "id", "case", "opened_by", "opened_at", "until_at", "kind", "verdict", "reviewed_by", "reviewed_at",
        }  # fmt: skip
        special = {"reason", "review_words"}

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("opened_at")), name="emergency_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, verdict="")
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(verdict="")),
                name="emergency_reviewed_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("opened_by")),
                name="emergency_not_reviewed_by_opener",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=EmergencyKind.values), name="emergency_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    def get_absolute_url(self) -> str:
        return address("cases:emergency_review", self.pk)

    @property
    def code(self) -> str:
        return self.case.code

    @property
    def is_live(self) -> bool:
        return self.opened_at <= timezone.now() < self.until_at

    @property
    def review_due_at(self) -> dt.datetime:
        return self.opened_at + dt.timedelta(hours=settings.EMERGENCY_REVIEW_HOURS)
