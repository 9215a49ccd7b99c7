"""Projects, activities, and who attended: by name or by head count."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Person
from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField, CodesField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

KENYA = "KE"
NEARBY = (Scope.COUNTY, Scope.SHELTER)  # scopes that reach the counties of the person's office


class Project(Record):
    """Work paid by one donor or by ourselves, for a time. All staff may see it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=160)
    donor = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="projects",
        null=True,
        blank=True,
        verbose_name=_("donor"),
    )
    status = CodeField("project_status", default="running", verbose_name=_("state"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    counties = models.ManyToManyField(
        County, related_name="+", blank=True, verbose_name=_("counties")
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code",
            "name",
            "donor",
            "status",
            "starts_on",
            "ends_on",
            "counties",
        }

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("programmes:project_detail", self.pk)


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ActivityQuerySet":
        """Return all activities, or those in the counties of the office where the person works."""
        scope = user.scope(Permission.ACTIVITY_VIEW)
        if scope is Scope.ORGANISATION:
            return self
        if scope in NEARBY and user.office_id:
            return self.filter(county__in=County.objects.filter(offices=user.office_id))
        return self.none()


class Activity(Record):
    """One training, talk, mentorship or campaign on one day. Staff see those of their counties."""

    code = models.CharField(max_length=16, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    kind = CodeField("activity_type", verbose_name=_("kind"))
    themes = CodesField("activity_theme", blank=False, verbose_name=_("themes"))
    held_on = models.DateField(_("date"), default=timezone.localdate)
    county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("county"),
    )
    country = models.CharField(_("country (two letters)"), max_length=2, default="KE")
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="activities",
        null=True,
        blank=True,
        verbose_name=_("project"),
    )
    operator = models.ForeignKey(
        Organisation, models.PROTECT, related_name="trainings", null=True, blank=True,
        verbose_name=_("sacco or company, for crew trainings"),
    )  # fmt: skip

    objects = ActivityQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "title", "kind", "themes", "held_on", "county", "country", "project", "operator",
        }  # fmt: skip

    class Meta:
        ordering = ["-held_on"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["held_on"], name="activity_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(country=KENYA) | Q(county__isnull=True),
                name="activity_county_is_in_kenya",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("programmes:activity_detail", self.pk)

    @property
    def is_planned(self) -> bool:
        """Return whether its day is still to come; until then it counts nowhere."""
        return self.held_on > timezone.localdate()


class ActivityAttendance(Record):
    """One person, known by code, at one activity. Seen by those who record activities."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")

    class Privacy:
        open = Record.OPEN_FIELDS | {"activity", "person"}

    class Meta:
        verbose_name_plural = _("people by code")
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="person_once_per_activity")
        ]


class ActivityHeadcount(models.Model):
    """How many people of one sex and age band came without names; may contain repeats."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="headcounts")
    sex = CodeField("sex")
    age_band = CodeField("age_band")
    people = models.PositiveIntegerField(_("people"))

    class Privacy:
        open = {"id", "activity", "sex", "age_band", "people"}

    class Meta:
        verbose_name_plural = _("people by head count")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "sex", "age_band"], name="one_cell_per_sex_and_band"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="headcount_positive"),
        ]
