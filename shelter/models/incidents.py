"""What went wrong in a house, and residents who are missing."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from shelter.models.house import OfHouse, Shelter
from shelter.models.stay import Admission, OfStay, OfStayQuerySet
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField


class MissingReport(OfStay, Record):
    """A resident who is missing: when, who was told, how it ended. Seen by house and case staff.

    `is_child`: as it was presumed when it was noticed. The row never waits for a telephone call; the
    page and the clocks ask for the police and the children officer of a child at once.
    """

    admission = models.ForeignKey(Admission, models.CASCADE, related_name="missing_reports")
    noticed_at = models.DateTimeField(_("noticed at"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"))
    is_child = models.BooleanField(editable=False)
    own_wish = CodeField("yes_no_unsure", default="unsure", verbose_name=_("went by own wish"))
    vital_interest = CodeField(
        "vital_reason", blank=True, verbose_name=_("why life or health is in danger")
    )
    description = EncryptedTextField(
        "missing.description", max_chars=2000, blank=True, verbose_name=_("clothes, where last seen")
    )  # fmt: skip
    police_at = models.DateTimeField(_("police told"), null=True, blank=True)
    ob_number = EncryptedTextField(
        "missing.ob_number", max_chars=60, blank=True, verbose_name=_("OB number")
    )
    officer_at = models.DateTimeField(_("children officer told"), null=True, blank=True)
    contact_at = models.DateTimeField(_("named contact told"), null=True, blank=True)
    contact_words = EncryptedTextField(
        "missing.contact_words", blank=True, verbose_name=_("what the contact said")
    )
    found_at = models.DateTimeField(_("came back or was found"), null=True, blank=True)
    outcome = CodeField("missing_outcome", blank=True, verbose_name=_("how it ended"))

    objects = OfStayQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "admission", "noticed_at", "last_seen_at", "is_child", "own_wish", "police_at",
            "officer_at", "contact_at", "found_at", "outcome",
        }  # fmt: skip
        personal = {"ob_number", "contact_words"}
        special = {"vital_interest", "description"}

    class Meta:
        ordering = ["-noticed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["admission"], condition=Q(outcome=""), name="one_open_missing_report"
            ),
            models.CheckConstraint(
                condition=Q(last_seen_at__lte=F("noticed_at")), name="missing_seen_before_noticed"
            ),
            models.CheckConstraint(
                condition=Q(found_at=None) | Q(found_at__gte=F("last_seen_at")),
                name="missing_found_after_seen",
            ),
            models.CheckConstraint(
                condition=Q(found_at=None) | ~Q(outcome=""), name="missing_found_has_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "not_returned"]) | Q(found_at__isnull=False),
                name="missing_back_has_time",
            ),
            models.CheckConstraint(
                condition=Q(is_child=False)
                | ~Q(outcome="not_returned")
                | (Q(police_at__isnull=False) & ~Q(ob_number=b"")),
                name="missing_child_closed_with_ob",
            ),
            models.CheckConstraint(
                condition=Q(is_child=True) | Q(police_at=None) | ~Q(vital_interest=""),
                name="missing_adult_police_needs_life",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:missing_detail", self.pk)

    def validate_constraints(self, exclude: set[str] | None = None) -> None:
        """Leave the rule on the sealed OB number to the action and the database."""
        super().validate_constraints(exclude={*(exclude or ()), "ob_number"})


class IncidentQuerySet(models.QuerySet):
    def visible_to(self, user, permission: Permission) -> "IncidentQuerySet":
        """Return incidents of the own house, of granted cases, own ones, or all.

        One in which somebody of a closed case has a part is left out.
        """
        scope = user.scope(permission)
        barred = IncidentPerson.objects.filter(admission__case__in=Case.objects.barred_to(user))
        rows = self.exclude(pk__in=barred.values("incident"))
        if scope is Scope.ORGANISATION:
            return rows
        if scope is Scope.SHELTER:
            return rows.filter(shelter__office=user.office_id) if user.office_id else self.none()
        if scope is Scope.OWN:
            return rows.filter(recorded_by=user)
        if scope is Scope.ASSIGNED:
            stays = Admission.objects.visible_to(user, permission)
            parts = IncidentPerson.objects.filter(admission__in=stays.values("pk"))
            return rows.filter(pk__in=parts.values("incident"))
        return self.none()


class Incident(OfHouse, Record):
    """Something that went wrong in a house. Allegations against staff never stand here.

    Seen by the house, by the case's staff, and in facts without words by programme manager and director.
    """

    shelter = models.ForeignKey(Shelter, models.PROTECT, related_name="incidents")
    happened_at = models.DateTimeField(_("happened at"))
    kind = CodeField("shelter_incident_type", verbose_name=_("kind"))
    severity = CodeField("incident_severity", verbose_name=_("how bad"))
    what = EncryptedTextField("incident.what", max_chars=4000, verbose_name=_("what happened"))
    first_action = EncryptedTextField(
        "incident.first_action", max_chars=1000, blank=True, verbose_name=_("what was done at once")
    )
    witnesses = EncryptedTextField(
        "incident.witnesses", max_chars=300, blank=True, verbose_name=_("who saw it")
    )
    medical_needed = models.BooleanField(_("medical help needed"), default=False)
    follow_up_on = models.DateField(_("look again on"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = IncidentQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "shelter", "happened_at", "kind", "severity", "medical_needed", "follow_up_on",
            "closed_at", "closed_by",
        }  # fmt: skip
        special = {"what", "first_action", "witnesses"}

    class Meta:
        ordering = ["-happened_at"]
        indexes = [models.Index(fields=["shelter", "-happened_at"], name="incident_of_house")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="abuse_allegation"), name="incident_is_no_allegation"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="incident_closed_iff_by",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("happened_at")),
                name="incident_closed_after_start",
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:incident_detail", self.pk)

    def cases_concerned(self) -> set:
        """Return the keys of the cases of whoever had a part; the trail of each keeps the looks."""
        return set(self.people.values_list("admission__case", flat=True))


class IncidentPerson(models.Model):
    """A resident who had a part in an incident. Seen with it."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="people")
    admission = models.ForeignKey(Admission, models.CASCADE, related_name="incident_parts")

    class Privacy:
        open = {"id", "incident", "admission"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "admission"], name="person_once_per_incident"
            )
        ]


class IncidentNotice(models.Model):
    """That somebody was told of an incident: who, when, by whom. Seen with it."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="notices")
    party = CodeField("notified_party", verbose_name=_("who was told"))
    told_at = models.DateTimeField(_("told at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Privacy:
        open = {"id", "incident", "party", "told_at", "by"}

    class Meta:
        ordering = ["told_at"]
