"""The case (one person, one episode), who may open it, and how its status went."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.enums import CLOSED_STATUSES, CaseStatus
from cases.models.conflict import masters_near, people_near
from cases.models.person import Person
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.moments import moment
from tracekenya.lib.records import Record
from tracekenya.places.models import County, Office
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class NumberSeries(models.Model):
    """The last number given out in a series such as `TK-2026`; nobody sees it."""

    name = models.CharField(primary_key=True, max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Privacy:
        open = {"name", "last"}


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission = Permission.CASE_VIEW) -> "CaseQuerySet":
        """Return the cases that the person's scope for `permission` and their grants reach.

        A restricted case is reached by a grant to the person alone; a case of somebody too near by
        nobody; a grant on a closed case ends with the days that settings allow.
        """
        scope = user.scope(permission)
        if scope is Scope.ORGANISATION:
            return self.not_barred_to(user)
        if scope in (Scope.ASSIGNED, Scope.SHELTER):
            mine = CaseGrant.objects.live_for(user).values("case_id")
            return self.filter(_lately_open(), pk__in=mine).not_barred_to(user)
        if scope is Scope.OWN:
            return self.filter(recorded_by=user).not_barred_to(user)
        return self.none()

    def not_barred_to(self, user) -> "CaseQuerySet":
        """Return the cases from which neither a restriction nor a conflict of interest keeps the person."""
        granted = CaseGrant.objects.live().filter(user=user).values("case_id")
        free = self.filter(models.Q(is_restricted=False) | models.Q(pk__in=granted))
        return free.exclude(person__in=people_near(user).values("pk"))

    def barred_to(self, user) -> "CaseQuerySet":
        """Return the cases that are closed to the person whatever the role; mostly very few.

        The two sets are put together by a union: for "or" the database expects half of all cases.
        """
        granted = CaseGrant.objects.live().filter(user=user).values("case_id")
        restricted = Case.objects.filter(is_restricted=True).exclude(pk__in=granted)
        near = Case.objects.filter(person__master_id__in=masters_near(user))
        barred = restricted.order_by().values("pk").union(near.order_by().values("pk"))
        return self.filter(pk__in=barred)

    def closed_alone(self, user, links: models.QuerySet, owner: str, case: str) -> models.QuerySet:
        """Return the `owner` of those `links` to cases whose every `case` is barred to the person.

        They begin at the few barred cases, so that leaving them out of many rows costs nothing.
        """
        barred = self.barred_to(user).values("pk")
        others = links.filter(**{owner: models.OuterRef(owner)}).exclude(**{f"{case}__in": barred})
        hidden = links.filter(**{f"{case}__in": barred}).exclude(models.Exists(others))
        return hidden.order_by().values(owner)

    def counted(self) -> "CaseQuerySet":
        """Return cases that statistics take (neither refused nor merged)."""
        return self.exclude(status__in=(CaseStatus.NOT_ACCEPTED, CaseStatus.MERGED))


class Case(Record):
    """The work for one person in one episode. Seen by organisation-wide roles and by grant."""

    code = models.CharField(max_length=14, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    status = CodeField("case_status", default=CaseStatus.INTAKE, editable=False)
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    source = CodeField("case_source", verbose_name=_("how the case reached us"))
    case_types = CodesField("case_type", blank=False, verbose_name=_("what the case is about"))
    trafficking_status = CodeField(
        "trafficking_status", default="at_risk", verbose_name=_("status as a victim of trafficking")
    )
    trafficking_stage = CodeField("trafficking_stage", blank=True, verbose_name=_("stage reached"))
    risk_level = CodeField("risk_level", blank=True, verbose_name=_("risk"))
    migration_status = CodeField("migration_status", blank=True, verbose_name=_("migration status"))
    legal_basis = CodeField("legal_basis", blank=True, verbose_name=_("legal basis of our work"))
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    office = models.ForeignKey(
        Office,
        models.PROTECT,
        related_name="cases",
        null=True,
        blank=True,
        verbose_name=_("office"),
    )
    summary = EncryptedTextField(
        "case.summary", max_chars=4000, blank=True, verbose_name=_("what happened, in short")
    )
    is_restricted = models.BooleanField(_("restricted"), default=False, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    closure_reason = CodeField(
        "case_closure_reason", blank=True, verbose_name=_("reason for closing")
    )
    closing_note = EncryptedTextField(
        "case.closing_note", max_chars=4000, blank=True, verbose_name=_("closing note")
    )

    objects = CaseQuerySet.as_manager()
    seal_owner = SealedFor("person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "person", "status", "opened_on", "source", "case_types", "trafficking_status",
            "trafficking_stage", "risk_level", "migration_status", "legal_basis", "county", "office",
            "closed_at", "closed_by", "closure_reason", "is_restricted",
        }  # fmt: skip
        special = {"summary", "closing_note"}

    class Meta:
        ordering = ["-code"]
        indexes = [
            models.Index(fields=["opened_on"], name="case_opened"),
            models.Index(fields=["status"], name="case_status"),
            models.Index(
                fields=["id"], condition=models.Q(is_restricted=True), name="case_restricted"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, closed_by__isnull=True)
                | models.Q(closed_at__isnull=False, closed_by__isnull=False),
                name="case_closed_at_iff_by",
            ),
            models.CheckConstraint(
                condition=models.Q(case_types__len__gte=1), name="case_has_a_type"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[status.value for status in CaseStatus]),
                name="case_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(status__in=sorted(status.value for status in CLOSED_STATUSES)),
                name="open_case_has_no_closing_day",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__date__gte=models.F("opened_on")),
                name="case_closed_after_opening",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("cases:case_detail", self.pk)

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSED_STATUSES

    @property
    def is_high_risk(self) -> bool:
        return self.risk_level in ("high", "critical")


def _lately_open() -> models.Q:
    """Return the condition under which a grant still opens a case: open, or closed a few days ago."""
    since = moment(-dt.timedelta(days=settings.CASE_CLOSED_DAYS))
    return models.Q(closed_at=None) | models.Q(closed_at__gt=since)


class CaseGrantQuerySet(models.QuerySet):
    def live(self, at: dt.datetime | None = None) -> "CaseGrantQuerySet":
        at = at or moment()
        ends = models.Q(until_at__isnull=True) | models.Q(until_at__gt=at)
        return self.filter(ends, from_at__lte=at)

    def live_for(self, user) -> "CaseGrantQuerySet":
        """Return grants to the person or to the office or shelter where the person works."""
        whom = models.Q(user=user)
        if user.office_id:
            whom |= models.Q(office_id=user.office_id)
        return self.live().filter(whom)


class CaseGrant(models.Model):
    """One permission for one person or office to open one case. Case managers see all of them."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="case_grants", null=True, blank=True
    )
    office = models.ForeignKey(
        Office, models.CASCADE, related_name="case_grants", null=True, blank=True
    )
    can_write = models.BooleanField(default=True)
    reason = models.CharField(max_length=60)
    from_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    objects = CaseGrantQuerySet.as_manager()

    class Privacy:
        open = {
            "id", "case", "user", "office", "can_write", "reason", "from_at", "until_at", "granted_by",
        }  # fmt: skip

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, office__isnull=False)
                | models.Q(user__isnull=False, office__isnull=True),
                name="grant_to_one_user_or_office",
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gte=models.F("from_at")),
                name="grant_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["case", "user", "office", "can_write"],
                condition=models.Q(until_at__isnull=True),
                nulls_distinct=False,
                name="one_live_grant",
            ),
        ]


class CaseStatusChange(models.Model):
    """One step of a case's status. Seen with the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="status_changes")
    from_status = CodeField("case_status", blank=True)
    to_status = CodeField("case_status")
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, blank=True)

    class Privacy:
        open = {"id", "case", "from_status", "to_status", "at", "by", "reason"}

    class Meta:
        ordering = ["at"]


class TraffickingStatusChange(models.Model):
    """One decision on whether the person is a victim of trafficking. Seen with the case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="trafficking_status_changes")
    status = CodeField("trafficking_status")
    decided_on = models.DateField()
    decided_by_body = CodeField("status_decision_body", blank=True)
    by = models.CharField(max_length=20)

    class Privacy:
        open = {"id", "case", "status", "decided_on", "decided_by_body", "by"}

    class Meta:
        ordering = ["decided_on"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="identified_victim") | ~models.Q(decided_by_body=""),
                name="identified_victim_needs_a_body",
            )
        ]
