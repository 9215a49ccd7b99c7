"""What happened to whom on which day on the road."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Person
from intercepts.enums import GRAVITY, AgeBand, ClassWay, Consent, GuardianCheck, TalkedApart
from intercepts.models.road import Station, TransportOperator
from intercepts.models.screening import ScreeningForm
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField
from tracekenya.vault.owners import SealedFor


class InterceptQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InterceptQuerySet":
        """Return the own ones, those joined to cases granted to the person, or all.

        Of all, those are left out in which everybody stands in a case that is closed to the reader.
        """
        scope = user.scope(Permission.INTERCEPT_VIEW)
        if scope is Scope.ORGANISATION:
            met = InterceptedPerson.objects.all()
            return self.exclude(pk__in=Case.objects.closed_alone(user, met, "intercept_id", "case"))
        if scope is Scope.OWN:
            return self.filter(recorded_by=user)
        if scope in (Scope.ASSIGNED, Scope.SHELTER):
            granted = Case.objects.visible_to(user, Permission.INTERCEPT_VIEW).values("pk")
            return self.filter(
                pk__in=InterceptedPerson.objects.filter(case__in=granted).values("intercept_id")
            )
        return self.none()


class Intercept(Record):
    """One event on the road, with one or several people. Monitors see their own, by code."""

    code = models.CharField(max_length=30, unique=True, editable=False)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    happened_on = models.DateField(_("date"), default=timezone.localdate)
    happened_at = models.TimeField(_("time"), null=True, blank=True)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="intercepts", verbose_name=_("station")
    )
    monitor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="intercepts",
        null=True,
        editable=False,
    )
    transport_mode = CodeField("transport_mode", default="unknown", verbose_name=_("vehicle"))
    operator = models.ForeignKey(
        TransportOperator, models.PROTECT, related_name="intercepts", null=True, blank=True,
        verbose_name=_("sacco or company"),
    )  # fmt: skip
    vehicle_plate = EncryptedTextField(
        "intercept.vehicle_plate", max_chars=20, blank=True, verbose_name=_("number plate")
    )
    notified_by = CodeField("notified_by", default="staff", verbose_name=_("who noticed first"))
    origin_county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("coming from (county)"),
    )  # fmt: skip
    origin_country = models.CharField(
        _("coming from (country, two letters)"), max_length=2, blank=True
    )
    destination_county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("going to (county)"),
    )
    destination_country = models.CharField(
        _("going to (country, two letters)"), max_length=2, blank=True
    )
    police_called = models.BooleanField(_("police were called"), default=False)
    narrative = EncryptedTextField(
        "intercept.narrative", max_chars=4000, blank=True, verbose_name=_("what happened")
    )

    objects = InterceptQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "client_uuid", "happened_on", "happened_at", "station", "monitor", "transport_mode",
            "operator", "notified_by", "origin_county", "origin_country", "destination_county",
            "destination_country", "police_called",
        }  # fmt: skip
        personal = {"vehicle_plate"}
        special = {"narrative"}

    class Meta:
        ordering = ["-happened_on", "-code"]
        indexes = [models.Index(fields=["happened_on"], name="intercept_day")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:intercept_detail", self.pk)

    def cases_concerned(self) -> Iterable[uuid.UUID]:
        """Return the ids of the cases to which a look at the row belongs."""
        stopped = self.people.exclude(case=None)
        return stopped.order_by("case_id").values_list("case_id", flat=True).distinct()


class InterceptedPersonQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InterceptedPersonQuerySet":
        """Return the people of intercepts in reach, without those whose case is closed to the reader."""
        rows = self.exclude(case__in=Case.objects.barred_to(user).values("pk"))
        if user.scope(Permission.INTERCEPT_VIEW) is Scope.ORGANISATION:
            return rows  # an event is out of reach only if all its people are
        return rows.filter(intercept__in=Intercept.objects.visible_to(user))


class InterceptedPerson(Record):
    """One person in one intercept: signs, score, class and what happened next.

    `proposed_band` is computed from the signs; `final_class` is what vetting came to.
    The type of an intercept belongs here; the event shows its main type. `band_on_phone` is what the
    monitor saw as duties at the stage.
    """

    seal_owner = SealedFor("person_id")

    intercept = models.ForeignKey(Intercept, models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, models.PROTECT, related_name="intercepted")
    intercept_type = CodeField("intercept_type", verbose_name=_("type of intercept"))
    form = models.ForeignKey(
        ScreeningForm, models.PROTECT, related_name="+", null=True, editable=False
    )
    score_control = models.PositiveSmallIntegerField(default=0, editable=False)
    score_vulnerability = models.PositiveSmallIntegerField(default=0, editable=False)
    unanswered = models.PositiveSmallIntegerField(default=0, editable=False)
    answered_no = ArrayField(
        models.SlugField(max_length=40), default=list, blank=True, editable=False
    )  # codes of questions that were asked; what was merely not ticked is not among them
    proposed_band = CodeField("screening_band", default="no_concern", editable=False)
    certainty = models.PositiveSmallIntegerField(_("how sure are you (1-5)"), null=True, blank=True)
    reported_class = CodeField("intercept_classification", blank=True, verbose_name=_("your view"))
    final_class = CodeField("intercept_classification", blank=True, verbose_name=_("final class"))
    classified_on = models.DateField(null=True, blank=True, editable=False)
    classified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    class_reason = CodeField(
        "lowering_reason", blank=True, verbose_name=_("why lower than the signs say")
    )
    class_way = models.CharField(
        _("how it was decided"), max_length=10, choices=ClassWay.choices, blank=True, editable=False
    )
    outcome = CodeField("intercept_outcome", verbose_name=_("what happened next"))
    age_band = models.CharField(
        _("about how old"), max_length=10, choices=AgeBand.choices, blank=True
    )
    talked_apart = models.CharField(
        _("could the two of you talk apart?"),
        max_length=10,
        choices=TalkedApart.choices,
        blank=True,
    )
    consent = models.CharField(
        _("answer to the text read aloud"), max_length=10, choices=Consent.choices, blank=True
    )
    consent_language = models.CharField(_("language of that text"), max_length=20, blank=True)
    consent_wording = models.PositiveSmallIntegerField(
        _("wording that was read"), null=True, blank=True, editable=False
    )
    had_interpreter = models.BooleanField(_("somebody interpreted"), default=False)
    guardian_check = models.CharField(
        _("is a parent or guardian of the child there?"), max_length=10,
        choices=GuardianCheck.choices, blank=True,
    )  # fmt: skip
    child_view = EncryptedTextField(
        "intercepted_person.child_view", max_chars=1000, blank=True,
        verbose_name=_("what the child says and wants"),
    )  # fmt: skip
    band_on_phone = CodeField("screening_band", blank=True, editable=False)
    was_exploited = models.BooleanField(_("exploitation had begun"), default=False)
    case = models.ForeignKey(
        Case,
        models.PROTECT,
        related_name="intercepted_people",
        null=True,
        blank=True,
        editable=False,
    )

    objects = InterceptedPersonQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "intercept", "person", "intercept_type", "form", "score_control", "score_vulnerability",
            "unanswered", "answered_no", "proposed_band", "certainty", "reported_class", "final_class", "classified_on",
            "classified_by", "class_reason", "class_way", "outcome", "was_exploited", "case",
            "age_band", "talked_apart", "consent", "consent_language", "had_interpreter",
            "consent_wording", "guardian_check", "band_on_phone",
        }  # fmt: skip
        special = {"child_view"}

    class Meta:
        ordering = ["recorded_at"]
        indexes = [
            models.Index(fields=["final_class"], name="intercepted_class"),
            models.Index(
                fields=["recorded_at", "id"],
                condition=Q(final_class=""),
                name="intercepted_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intercept", "person"], name="person_once_per_intercept"
            ),
            models.CheckConstraint(
                condition=Q(final_class="", classified_on__isnull=True)
                | (~Q(final_class="") & Q(classified_on__isnull=False)),
                name="classified_iff_day",
            ),
            models.CheckConstraint(
                condition=Q(class_way="") | ~Q(final_class=""), name="class_way_only_with_class"
            ),
            models.CheckConstraint(
                condition=Q(certainty__isnull=True) | Q(certainty__range=(1, 5)),
                name="certainty_1_to_5",
            ),
            models.CheckConstraint(
                condition=~Q(consent="yes") | ~Q(consent_language=""),
                name="intercepted_consent_names_language",
            ),
        ]

    @property
    def is_child(self) -> bool:
        """Return whether protection treats the person as a child on the day of the intercept."""
        return self.person.presumed_child_on(self.intercept.happened_on)

    @property
    def has_child_view(self) -> bool:
        """Return whether a child's view was written down; nothing is unsealed to find out."""
        return bool(self.__dict__.get("child_view"))

    @property
    def is_lowered(self) -> bool:
        """Return whether the final class is below what the signs say."""
        return bool(self.final_class) and GRAVITY[self.final_class] < GRAVITY[self.proposed_band]


class ObservedSign(models.Model):
    """One sign seen on one person, with the weight that it had on that day. Seen with the intercept."""

    intercepted_person = models.ForeignKey(InterceptedPerson, models.CASCADE, related_name="signs")
    code = models.SlugField(max_length=40)
    section = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField()

    class Privacy:
        open = {"id", "intercepted_person", "code", "section", "weight"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["intercepted_person", "code"], name="sign_once_per_person"
            )
        ]


class JourneyTally(Record):
    """People met without any sign, by number only: no person is stored."""

    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    happened_on = models.DateField(_("date"), default=timezone.localdate)
    happened_at = models.TimeField(_("time"), null=True, blank=True)
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="tallies", verbose_name=_("station")
    )
    destination_county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("going to (county)"),
    )  # fmt: skip
    destination_country = models.CharField(
        _("going to (country, two letters)"), max_length=2, blank=True
    )
    transport_mode = CodeField("transport_mode", default="unknown", verbose_name=_("vehicle"))
    women = models.PositiveSmallIntegerField(_("women"), default=0)
    men = models.PositiveSmallIntegerField(_("men"), default=0)
    girls = models.PositiveSmallIntegerField(_("girls under 18"), default=0)
    boys = models.PositiveSmallIntegerField(_("boys under 18"), default=0)
    not_known = models.PositiveSmallIntegerField(_("age or sex not known"), default=0)
    gave_card = models.BooleanField(_("gave the hotline card"), default=False)
    guardian_checked = models.BooleanField(
        _("with each child is a parent or guardian whom I checked"), default=False
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "client_uuid", "happened_on", "station", "transport_mode", "women", "men", "girls", "boys",
            "not_known", "gave_card", "guardian_checked", "happened_at", "destination_county",
            "destination_country",
        }  # fmt: skip

    class Meta:
        ordering = ["-happened_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(women__gt=0)
                | Q(men__gt=0)
                | Q(girls__gt=0)
                | Q(boys__gt=0)
                | Q(not_known__gt=0),
                name="tally_counts_somebody",
            )
        ]
