"""How long somebody stays and where: extensions, moves between houses, and visits of day clients."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cases.models import Case, ServiceProvision
from shelter.models.house import Bed, Shelter
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField


def _decided_together(*, who: str, when: str) -> Q:
    """Return the condition that a verdict, who gave it and when stand together or not at all."""
    return Q(**{"verdict": "", who: None, when: None}) | (
        ~Q(verdict="") & Q(**{f"{who}__isnull": False, f"{when}__isnull": False})
    )


class StayExtension(OfStay, Record):
    """The wish to let somebody stay longer, and the answer of another. Seen with the stay.

    Who asked is `recorded_by`, when is `recorded_at`.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="extensions")
    until_on = models.DateField(_("until"))
    reason = CodeField("extension_reason", verbose_name=_("why"))
    words = EncryptedTextField("stay_extension.words", blank=True, verbose_name=_("in words"))
    verdict = CodeField("verdict", blank=True, editable=False, verbose_name=_("answer"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "until_on", "reason", "verdict", "decided_by", "decided_at",
        }  # fmt: skip
        special = {"words"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["admission"], condition=Q(verdict=""), name="one_open_extension"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
                name="extension_by_another",
            ),
            models.CheckConstraint(
                condition=_decided_together(who="decided_by", when="decided_at"),
                name="extension_verdict_iff_by",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:extension_detail", self.pk)


class TransferQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission) -> "TransferQuerySet":
        """Return the moves of stays that `permission` reaches, and those to and from the own house."""
        mine = Q(admission__in=Admission.objects.visible_to(user, permission).values("pk"))
        if user.scope(permission) is Scope.SHELTER and user.office_id:
            own = Q(to_shelter__office=user.office_id) | Q(from_shelter__office=user.office_id)
            mine |= own & ~Q(admission__case__in=Case.objects.barred_to(user))
        return self.filter(mine)


class ShelterTransfer(OfStay, Record):
    """A move of a resident to another of our houses: asked by one, answered by the other.

    Seen by both houses and the case managers. It is a move, not an exit: the stay goes on.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="transfers")
    from_shelter = models.ForeignKey(
        Shelter, models.PROTECT, related_name="transfers_out", verbose_name=_("from which shelter")
    )
    to_shelter = models.ForeignKey(
        Shelter, models.PROTECT, related_name="transfers_in", verbose_name=_("to which shelter")
    )
    reason = CodeField("transfer_reason", verbose_name=_("why"))
    bed = models.ForeignKey(
        Bed, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("bed")
    )
    verdict = CodeField("verdict", blank=True, editable=False, verbose_name=_("answer"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = TransferQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "from_shelter", "to_shelter", "reason", "bed", "verdict", "answered_by",
            "answered_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["admission"], condition=Q(verdict=""), name="one_open_transfer"
            ),
            models.CheckConstraint(
                condition=~Q(from_shelter=F("to_shelter")), name="transfer_to_another_house"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("recorded_by")),
                name="transfer_by_another",
            ),
            models.CheckConstraint(
                condition=_decided_together(who="answered_by", when="answered_at"),
                name="transfer_verdict_iff_by",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:transfer_detail", self.pk)


class DayVisitQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission) -> "DayVisitQuerySet":
        """Return visits to the person's own house, of cases granted to them, or all; none of closed cases."""
        scope, rows = user.scope(permission), self.exclude(case__in=Case.objects.barred_to(user))
        if scope is Scope.ORGANISATION:
            return rows
        if scope is Scope.SHELTER:
            return rows.filter(shelter__office=user.office_id) if user.office_id else self.none()
        if scope is Scope.ASSIGNED:
            return self.filter(case__in=Case.objects.visible_to(user, permission).values("pk"))
        return self.none()


class DayVisit(Record):
    """A client who came for counselling or another service and slept elsewhere. Seen with the house.

    `service`: the row of casework that counts it, so that one visit is counted once.
    """

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="day_visits")
    case = models.ForeignKey(Case, models.PROTECT, related_name="day_visits")
    came_on = models.DateField(_("came on"))
    kind = CodeField("service_type", verbose_name=_("for what"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    service = models.ForeignKey(
        ServiceProvision, models.SET_NULL, related_name="+", null=True, editable=False
    )

    objects = DayVisitQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"shelter", "case", "came_on", "kind", "minutes", "service"}

    class Meta:
        ordering = ["-came_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["shelter", "case", "came_on", "kind"], name="day_visit_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case.code}, {date_format(self.came_on)}"

    def get_absolute_url(self) -> str:
        return address("shelter:day_visit_detail", self.pk)
