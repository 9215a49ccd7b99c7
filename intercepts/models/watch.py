"""Who stands where on which day and is safe; and what was met before."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Suspect
from intercepts.enums import MetAgain
from intercepts.models.intercept import Intercept, InterceptedPerson
from intercepts.models.road import Station
from tracekenya.lib.addresses import address
from tracekenya.lib.records import Record
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


class PlateMark(models.Model):
    """The blind index of the plate of one intercept, so that the same vehicle is met again. For nobody's eye."""

    intercept = models.OneToOneField(
        Intercept, models.CASCADE, related_name="plate_mark", primary_key=True
    )
    token = models.CharField(max_length=16)

    class Privacy:
        open = {"intercept"}
        personal = {"token"}

    class Meta:
        indexes = [models.Index(fields=["token"], name="plate_mark_token")]


class RepeatQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RepeatQuerySet":
        """Return all but those of cases, and of intercepts all in cases, that are closed to the reader."""
        if user.scope(Permission.REPEAT_HANDLE) is not Scope.ORGANISATION:
            return self.none()
        met = InterceptedPerson.objects.all()
        hidden = Case.objects.closed_alone(user, met, "intercept_id", "case")
        open_rows = self.exclude(intercept__in=hidden)
        return open_rows.exclude(case__in=Case.objects.barred_to(user).values("pk"))


class RepeatAlert(Record):
    """Something of a new record was met before: told to case and programme managers and legal officers.

    It names the new record (an intercept, a suspect on a case, or a case with a number) and what matches,
    never the other case. `matches`: how many records.
    """

    kind = models.CharField(_("what matches"), max_length=20, choices=MetAgain.choices)
    intercept = models.ForeignKey(
        Intercept, models.CASCADE, related_name="repeat_alerts", null=True, editable=False
    )
    suspect = models.ForeignKey(
        Suspect, models.CASCADE, related_name="repeat_alerts", null=True, editable=False
    )
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="repeat_alerts", null=True, editable=False
    )
    matches = models.PositiveSmallIntegerField(_("how often before"), default=1)
    raised_at = models.DateTimeField(_("found on"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False,
        verbose_name=_("looked into by"),
    )  # fmt: skip
    taken_at = models.DateTimeField(_("looked into"), null=True, editable=False)

    objects = RepeatQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "kind", "intercept", "suspect", "case", "matches", "raised_at", "taken_by", "taken_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "intercept"],
                condition=Q(suspect=None),
                name="repeat_once_per_intercept",
            ),
            models.UniqueConstraint(fields=["suspect", "case"], name="repeat_once_per_suspect"),
            models.UniqueConstraint(fields=["suspect", "intercept"], name="repeat_once_per_named"),
            models.UniqueConstraint(
                fields=["case"], name="repeat_waits_once_per_case",
                condition=Q(intercept=None, suspect=None, taken_at=None),
            ),
            models.CheckConstraint(
                condition=Q(intercept__isnull=False, case=None)
                | Q(intercept=None, suspect__isnull=False, case__isnull=False)
                | Q(intercept=None, suspect=None, case__isnull=False, kind=MetAgain.PHONE),
                name="repeat_of_one_record",
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None, taken_at=None)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
                name="repeat_taken_iff_by",
            ),
            models.CheckConstraint(condition=Q(kind__in=MetAgain.values), name="repeat_kind_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The code of the new record."""
        return self.record.code

    @property
    def record(self) -> Intercept | Suspect | Case:
        """The new record."""
        return self.intercept or self.suspect or self.case

    def get_absolute_url(self) -> str:
        return address("intercepts:repeat_detail", self.pk)


class ShiftQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ShiftQuerySet":
        """Return all, or those of the monitor who asks."""
        scope = user.scope(Permission.SHIFT_VIEW)
        if scope is Scope.ORGANISATION:
            return self
        mine = Q(monitor=user) | Q(recorded_by=user)
        return self.filter(mine) if scope is Scope.OWN else self.none()


class MonitorShift(Record):
    """One monitor is to stand at one station on one day. Monitors see their own.

    An end that is earlier by the clock than the start is on the day after: night buses.
    """

    monitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="shifts",
        verbose_name=_("monitor"),
    )  # fmt: skip
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="shifts", verbose_name=_("station")
    )
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("from (time)"))
    ends_at = models.TimeField(_("until (time)"))

    objects = ShiftQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"monitor", "station", "day", "starts_at", "ends_at"}

    class Meta:
        ordering = ["-day", "starts_at"]
        indexes = [models.Index(fields=["day"], name="shift_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["monitor", "day", "station"], name="shift_once_per_station"
            ),
            models.CheckConstraint(condition=~Q(ends_at=F("starts_at")), name="shift_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.station.name}, {self.monitor.staff_code}"

    def get_absolute_url(self) -> str:
        return address("intercepts:monitor_shift_detail", self.pk)

    @property
    def is_overnight(self) -> bool:
        return self.ends_at < self.starts_at

    @property
    def ends_on(self) -> dt.date:
        return self.day + dt.timedelta(days=int(self.is_overnight))


class CheckInQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CheckInQuerySet":
        """Return all, or those of the monitor who asks."""
        scope = user.scope(Permission.CHECK_IN_KEEP)
        if scope is Scope.ORGANISATION:
            return self
        return self.filter(recorded_by=user) if scope is Scope.OWN else self.none()

    def late(self, at=None) -> "CheckInQuerySet":
        return self.filter(ended_at=None, due_at__lt=at or timezone.now())

    def calling(self) -> "CheckInQuerySet":
        """Return those who call for help and to whom nobody has answered."""
        return self.filter(help_at__isnull=False, help_taken_at=None)


class CheckIn(Record):
    """A monitor works alone from `started_at` and says again by `due_at` that all is well.

    Monitors see their own, supervisors all. `told_at`: when supervisors heard that it is late.
    `help_at`: the last call for help; it is told again until one of them takes it.
    """

    monitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="check_ins", editable=False,
        verbose_name=_("monitor"),
    )  # fmt: skip
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="check_ins", verbose_name=_("station")
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    every_minutes = models.PositiveSmallIntegerField(_("says so every (minutes)"), default=120)
    safe_at = models.DateTimeField(_("last said to be safe"), null=True, editable=False)
    due_at = models.DateTimeField(_("due"), editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    help_at = models.DateTimeField(_("called for help"), null=True, editable=False)
    help_taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False,
        verbose_name=_("help is sent by"),
    )  # fmt: skip
    help_taken_at = models.DateTimeField(_("call for help taken"), null=True, editable=False)

    objects = CheckInQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "monitor", "station", "started_at", "every_minutes", "safe_at", "due_at", "ended_at",
            "told_at", "help_at", "help_taken_by", "help_taken_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(ended_at=None), name="check_in_open")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["monitor"], condition=Q(ended_at=None), name="one_open_check_in"
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("started_at")), name="check_in_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="check_in_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(every_minutes__range=(15, 480)), name="check_in_every_15_to_480"
            ),
            models.CheckConstraint(
                condition=Q(help_taken_by=None, help_taken_at=None)
                | Q(help_taken_by__isnull=False, help_taken_at__gte=F("help_at")),
                name="check_in_help_taken_iff_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.monitor.staff_code}, {self.station.name}"

    @property
    def code(self) -> str:
        return self.monitor.staff_code

    @property
    def is_calling(self) -> bool:
        return self.help_at is not None and self.help_taken_at is None

    @property
    def is_late(self) -> bool:
        return self.ended_at is None and self.due_at < timezone.now()

    def get_absolute_url(self) -> str:
        return address("intercepts:check_in_detail", self.pk)
