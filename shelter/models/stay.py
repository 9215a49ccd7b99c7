"""Stays, and the beds that are held or slept in during them."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from shelter.away import Span, nights_away, span_of
from shelter.enums import IN_HOUSE, BedUse, StayStatus
from shelter.models.house import Bed, Shelter
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class AdmissionQuerySet(models.QuerySet):
    def visible_to(
        self, user, permission: Permission = Permission.STAY_VIEW
    ) -> "AdmissionQuerySet":
        """Return stays in the person's shelter, on the cases granted to them, or all.

        Stays on cases that are closed to the person are left out.
        """
        scope = user.scope(permission)
        barred = Case.objects.barred_to(user)
        if scope is Scope.ORGANISATION:
            return self.exclude(case__in=barred)
        if scope is Scope.SHELTER:
            mine = self.filter(shelter__office=user.office_id) if user.office_id else self.none()
            return mine.exclude(case__in=barred)
        if scope is Scope.ASSIGNED:
            return self.filter(case__in=Case.objects.visible_to(user, permission).values("pk"))
        return self.none()

    def in_house(self) -> "AdmissionQuerySet":
        return self.filter(status__in=IN_HOUSE)

    def requested(self) -> "AdmissionQuerySet":
        return self.filter(status=StayStatus.REQUESTED)


class Admission(Record):
    """One stay of one person, from the request to the end; counted by 2.8. Seen by the shelter's
    staff, by those who hold the case, and by organisation-wide roles."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="admissions")
    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="admissions")
    status = CodeField("admission_status", default=StayStatus.REQUESTED, editable=False)
    role = CodeField("resident_role", default="resident", verbose_name=_("resident or dependant"))
    requested_on = models.DateField(_("asked for on"), default=timezone.localdate)
    admitted_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    ended_at = models.DateTimeField(_("left"), null=True, blank=True)
    reason = CodeField("admission_reason", default="trafficking", verbose_name=_("reason"))
    legal_authority = CodeField(
        "legal_authority", default="pending", verbose_name=_("on whose authority")
    )
    risk_level = CodeField("risk_level", blank=True, verbose_name=_("risk"))
    expected_days = models.PositiveSmallIntegerField(
        _("expected stay, days"), null=True, blank=True
    )
    urgent_needs = EncryptedTextField(
        "admission.urgent_needs", max_chars=1000, blank=True, verbose_name=_("urgent needs")
    )
    needs = CodesField("shelter_need", verbose_name=_("needs of the place"))
    house_name = EncryptedTextField(
        "admission.house_name", max_chars=60, blank=True, verbose_name=_("name to be called by")
    )
    may_tell_answer = CodeField(
        "tell_answer", default="not_asked", verbose_name=_("whom to tell when the person leaves")
    )
    may_tell = EncryptedTextField(
        "admission.may_tell", blank=True, verbose_name=_("who may be told, and how")
    )
    may_tell_safe_to_call = models.BooleanField(
        _("safe to call that person"), null=True, blank=True
    )
    planned_exit_on = models.DateField(_("planned exit"), null=True, blank=True)
    brought_by = CodeField("brought_by", blank=True, verbose_name=_("brought by"))
    rules_language = models.CharField(_("rules explained in"), max_length=20, blank=True)
    authority_expires_on = models.DateField(_("authority ends on"), null=True, blank=True)
    dietary = EncryptedTextField(
        "admission.dietary", max_chars=300, blank=True, verbose_name=_("food that suits or harms")
    )
    readmission_of = models.ForeignKey(
        "self", models.SET_NULL, related_name="readmissions", null=True, blank=True, editable=False
    )

    objects = AdmissionQuerySet.as_manager()
    seal_owner = SealedFor("case__person_id")

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "case", "shelter", "status", "role", "requested_on", "admitted_at", "ended_at", "reason",
            "legal_authority", "risk_level", "expected_days", "needs", "may_tell_answer", "planned_exit_on",
            "brought_by", "rules_language", "authority_expires_on", "readmission_of",
        }  # fmt: skip
        personal = {"house_name", "may_tell", "may_tell_safe_to_call"}
        special = {"urgent_needs", "dietary"}

    class Meta:
        ordering = ["-admitted_at"]
        indexes = [
            models.Index(fields=["shelter", "admitted_at"], name="stay_shelter_start"),
            # the list of stays begins so, and pages by these two
            models.Index(F("admitted_at").desc(nulls_last=True), "id", name="stay_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("admitted_at")),
                name="stay_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["requested", "declined"], admitted_at__isnull=True)
                | (~Q(status__in=["requested", "declined"]) & Q(admitted_at__isnull=False)),
                name="stay_admitted_iff_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="exited") | Q(ended_at__isnull=False),
                name="exited_stay_has_end",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status__in=["admitted", "on_leave"]),
                name="one_open_stay_per_case",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in StayStatus]),
                name="stay_status_known",
            ),
            models.CheckConstraint(
                condition=Q(authority_expires_on__isnull=True)
                | Q(admitted_at__isnull=True)
                | Q(authority_expires_on__gte=F("admitted_at__date")),
                name="stay_authority_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(planned_exit_on__isnull=True)
                | Q(admitted_at__isnull=True)
                | Q(planned_exit_on__gte=F("admitted_at__date")),
                name="stay_planned_to_end_after_start",
            ),
            models.CheckConstraint(
                condition=Q(readmission_of__isnull=True) | ~Q(readmission_of=F("id")),
                name="stay_follows_another_one",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:admission_detail", self.pk)

    @property
    def code(self) -> str:
        """Return the code by which notices and the trail speak of the stay."""
        return self.case.code

    @property
    def is_in_house(self) -> bool:
        return self.status in IN_HOUSE

    @property
    def nights(self) -> int | None:
        """Return nights in the house from arrival to the end or to today, None before the arrival.

        Nights on leave or missing are not among them. A list adds what this needs by
        `shelter.absences.with_away`; otherwise it takes two queries.
        """
        if self.admitted_at is None:
            return None
        first = timezone.localdate(self.admitted_at)
        last = timezone.localdate(self.ended_at) if self.ended_at else timezone.localdate()
        return (last - first).days - nights_away(self._spans_away(), first, last)

    def _spans_away(self) -> list[Span]:
        if "absent_times" not in self.__dict__:
            out = self.absences.order_by().values_list("out_at", "back_at")
            gone = self.missing_reports.order_by().values_list("last_seen_at", "found_at")
            return [span_of(moments) for moments in (*out, *gone)]
        times = (*self.absent_times, *self.missing_times)
        return [
            span_of((dt.datetime.fromisoformat(each["out"]), _moment(each["back"])))
            for each in times
        ]


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


class BedAssignmentQuerySet(models.QuerySet):
    def at(self, moment: dt.datetime | None = None) -> "BedAssignmentQuerySet":
        """Return what holds or fills a bed at `moment` (now); expired and cancelled ones do not."""
        return self.filter(cancelled_at__isnull=True, period__contains=moment or timezone.now())


class BedAssignment(Record):
    """A bed held or slept in for a time; no two overlap on one bed. A hold ends when it expires."""

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="assignments")
    case = models.ForeignKey(Case, models.PROTECT, related_name="bed_assignments")
    admission = models.ForeignKey(
        Admission, models.CASCADE, related_name="bed_assignments", null=True, blank=True
    )
    use = CodeField("bed_use")
    period = DateTimeRangeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = BedAssignmentQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"bed", "case", "admission", "use", "period", "cancelled_at"}

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_guest_per_bed",
                expressions=[("bed", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at__isnull=True),
            ),
            models.CheckConstraint(condition=Q(use__in=list(BedUse)), name="bed_use_known"),
            models.CheckConstraint(
                condition=Q(use="hold") | Q(admission__isnull=False),
                name="stay_in_bed_has_admission",
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False),
                name="bed_period_has_start",
            ),
        ]

    @property
    def is_now(self) -> bool:
        """Return whether it holds or fills the bed at this moment, as `at()` finds it."""
        now, period = timezone.now(), self.period
        has_begun = period.lower <= now and (period.upper is None or now < period.upper)
        return has_begun and self.cancelled_at is None


class OfStayQuerySet(models.QuerySet):
    """Rows that belong to a stay: who sees them follows from who sees the stay."""

    def visible_to(self, user, permission: Permission = Permission.STAY_VIEW) -> "OfStayQuerySet":
        """Return the rows of the stays that `permission` reaches; closed and restricted cases as there."""
        stays = Admission.objects.visible_to(user, permission)
        return self.filter(admission__in=stays.values("pk"))


class OfStay:
    """Says of a row with an `admission` whose key seals it, and of which case trail and notices speak."""

    seal_owner = SealedFor("admission__case__person_id")

    @property
    def case_id(self):
        return self.admission.case_id

    @property
    def code(self) -> str:
        """Return the code by which notices and the trail speak of the row."""
        return self.admission.case.code
