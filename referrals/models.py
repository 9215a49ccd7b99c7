"""Referrals and the steps each one went."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, ConsentRecord
from referrals.enums import ANSWER_HOURS, WAITING_STATUSES, ReferralStatus
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReferralQuerySet":
        """Return referrals on the cases that the person reaches for referrals."""
        return self.filter(case__in=Case.objects.visible_to(user, Permission.REFERRAL_VIEW))

    def waiting(self) -> "ReferralQuerySet":
        """Return those sent to which nobody has said anything yet."""
        return self.filter(status__in=WAITING_STATUSES)

    def overdue(self) -> "ReferralQuerySet":
        """Return those waiting for longer than ANSWER_HOURS of their urgency."""
        now, late = timezone.now(), Q(status=ReferralStatus.NO_RESPONSE)
        for urgency, hours in ANSWER_HOURS.items():
            late |= Q(urgency=urgency, sent_at__lt=now - dt.timedelta(hours=hours))
        return self.waiting().filter(late)


class Referral(Record):
    """One person sent to one organisation for one reason. Seen by those who hold the case.

    Sending needs a live consent for that organisation or a coded legal basis.
    """

    code = models.CharField(max_length=14, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    kind = CodeField("referral_kind", default="referral", verbose_name=_("kind"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="referrals", verbose_name=_("to whom")
    )
    reason = CodeField("referral_reason", verbose_name=_("why"))
    urgency = CodeField("referral_urgency", default="routine", verbose_name=_("how urgent"))
    status = CodeField("referral_status", default=ReferralStatus.DRAFT, editable=False)
    consent = models.ForeignKey(
        ConsentRecord, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    legal_basis = CodeField(
        "legal_basis", blank=True, verbose_name=_("legal basis, if without consent")
    )
    message = EncryptedTextField(
        "referral.message", max_chars=4000, blank=True, verbose_name=_("what they need to know")
    )
    drafted_on = models.DateField(default=timezone.localdate, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_on = models.DateField(null=True, blank=True, editable=False)
    completed_on = models.DateField(null=True, blank=True, editable=False)
    decline_reason = CodeField(
        "referral_decline_reason", blank=True, verbose_name=_("why declined")
    )

    objects = ReferralQuerySet.as_manager()
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "case", "kind", "organisation", "reason", "urgency", "status", "consent", "legal_basis",
            "drafted_on", "sent_at", "accepted_on", "completed_on", "decline_reason",
        }  # fmt: skip
        special = {"message"}

    class Meta:
        ordering = ["-code"]
        indexes = [models.Index(fields=["accepted_on"], name="referral_accepted")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(consent__isnull=False) | ~Q(legal_basis=""),
                name="sent_with_consent_or_basis",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(decline_reason=""), name="declined_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ReferralStatus]),
                name="referral_status_known",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True)
                | Q(accepted_on__isnull=True)
                | Q(completed_on__gte=F("accepted_on")),
                name="referral_completed_after_accepted",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("referrals:referral_detail", self.pk)


class ReferralStep(models.Model):
    """One change of a referral's state. Seen with the referral."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    to_status = CodeField("referral_status")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=20)

    class Privacy:
        open = {"id", "referral", "to_status", "at", "by"}

    class Meta:
        ordering = ["at"]
