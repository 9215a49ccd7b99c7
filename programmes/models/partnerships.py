"""Partnerships, networks, and grants of the trust fund to survivors."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class Partnership(Record):
    """An agreement to work with one organisation on themes. All staff may see it; 1.9, 3.5, 4.4."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("partner")
    )
    themes = CodesField("partnership_theme", blank=False, verbose_name=_("themes"))
    partner_type = CodeField("partner_type", blank=True, verbose_name=_("type of partner"))
    level = CodeField("partnership_level", verbose_name=_("level"))
    status = CodeField("partnership_status", default="active", verbose_name=_("state"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    agreement_signed_on = models.DateField(_("agreement signed on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "organisation", "themes", "partner_type", "level", "status", "starts_on", "ends_on",
            "agreement_signed_on",
        }  # fmt: skip

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partnership_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(agreement_signed_on__isnull=True)
                | Q(ends_on__gte=F("agreement_signed_on")),
                name="partnership_ends_after_signing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return address("programmes:partnership_detail", self.pk)


class Network(Record):
    """A network we belong to or founded. All staff may see it; counted by 2.10 and 2.11."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    themes = CodesField("network_theme", blank=False, verbose_name=_("themes"))
    level = CodeField("partnership_level", verbose_name=_("level"))
    our_role = CodeField("network_role", verbose_name=_("our part"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"name", "themes", "level", "our_role", "starts_on", "ends_on"}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="network_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("programmes:network_detail", self.pk)


class TrustFundGrantQuerySet(models.QuerySet):
    def visible_to(
        self, user, permission: Permission = Permission.GRANT_VIEW
    ) -> "TrustFundGrantQuerySet":
        """Return all grants, or those on cases that were granted to the person."""
        if user.scope(permission) is Scope.ORGANISATION:
            return self.exclude(case__in=Case.objects.barred_to(user))
        return self.filter(case__in=Case.objects.visible_to(user, permission))


class TrustFundGrant(Record):
    """A survivor's way through the National Assistance Trust Fund. By case code; counted by 3.3."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="trust_fund_grants")
    status = CodeField("natf_status", default="identified", verbose_name=_("state"))
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    disbursed_on = models.DateField(_("money paid on"), null=True, blank=True)
    amount_kes = models.PositiveIntegerField(_("amount, KES"), null=True, blank=True)
    business = EncryptedTextField(
        "trust_fund_grant.business", max_chars=80, blank=True, verbose_name=_("business")
    )

    objects = TrustFundGrantQuerySet.as_manager()
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case",
            "status",
            "trained_on",
            "disbursed_on",
            "amount_kes",
        }
        personal = {"business"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(disbursed_on__isnull=True) | Q(amount_kes__isnull=False),
                name="paid_grant_has_amount",
            ),
            models.CheckConstraint(
                condition=Q(trained_on__isnull=True)
                | Q(disbursed_on__isnull=True)
                | Q(disbursed_on__gte=F("trained_on")),
                name="grant_paid_after_training",
            ),
        ]

    def __str__(self) -> str:
        return self.case.code

    def get_absolute_url(self) -> str:
        return address("programmes:trust_fund_grant_detail", self.pk)


class BusinessVisit(Record):
    """One visit to the business that a grant started. Seen with the grant."""

    grant = models.ForeignKey(TrustFundGrant, models.CASCADE, related_name="visits")
    visited_on = models.DateField(_("visited on"), default=timezone.localdate)
    is_alive = models.BooleanField(_("the business is running"))
    monthly_income_kes = models.PositiveIntegerField(
        _("income a month, KES"), null=True, blank=True
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {"grant", "visited_on", "is_alive", "monthly_income_kes"}

    class Meta:
        ordering = ["-visited_on"]
        verbose_name_plural = _("visits to the business")
        constraints = [
            models.UniqueConstraint(fields=["grant", "visited_on"], name="one_visit_a_day")
        ]

    def get_absolute_url(self) -> str:
        return self.grant.get_absolute_url()
