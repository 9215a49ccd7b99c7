"""What runs on the road: routes with their stops, vehicles; and who told us what about it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intercepts.models.intercept import Intercept
from intercepts.models.road import Station, TransportOperator
from tracekenya.directory.models import CrewMember
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField


class Route(Record):
    """A way that vehicles take, from stop to stop. All staff may see it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    mode = CodeField("transport_mode", default="matatu", verbose_name=_("kind of vehicle"))
    is_active = models.BooleanField(_("vehicles take it"), default=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"name", "mode", "is_active"}

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("intercepts:route_detail", self.pk)


class RouteStop(models.Model):
    """One station on a route; `position` counts from 0 where the route begins. Seen with the route."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stops")
    station = models.ForeignKey(Station, models.PROTECT, related_name="stops")
    position = models.PositiveSmallIntegerField()

    class Privacy:
        open = {"id", "route", "station", "position"}

    class Meta:
        ordering = ["position"]
        verbose_name_plural = _("stops")
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="one_stop_per_position"),
            models.UniqueConstraint(fields=["route", "station"], name="stop_once_per_route"),
        ]


class Vehicle(Record):
    """A vehicle of an operator. All staff may see it by code; its plate is sealed.

    `plate_token`: the blind index of the plate without blanks, whatever case it is typed in.
    """

    code = models.CharField(max_length=12, unique=True, editable=False)
    operator = models.ForeignKey(
        TransportOperator, models.PROTECT, related_name="vehicles",
        verbose_name=_("sacco or company"),
    )  # fmt: skip
    plate = EncryptedTextField("vehicle.plate", max_chars=20, verbose_name=_("number plate"))
    plate_token = models.CharField(max_length=16, unique=True, editable=False)
    mode = CodeField("transport_mode", default="matatu", verbose_name=_("kind of vehicle"))
    fleet = models.CharField(_("fleet"), max_length=60, blank=True)
    is_active = models.BooleanField(_("it still runs"), default=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"code", "operator", "mode", "fleet", "is_active"}
        personal = {"plate", "plate_token"}

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:vehicle_detail", self.pk)


class TipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "TipQuerySet":
        """Return all, or those that the person wrote down."""
        scope = user.scope(Permission.TIP_KEEP)
        if scope is Scope.ORGANISATION:
            return self
        return self.filter(recorded_by=user) if scope is Scope.OWN else self.none()


class Tip(Record):
    """What a crew, a caller or somebody of the community told us, and the intercept that followed.

    Who works with intercepts and crews sees it; monitors their own. Which of a crew told it is opened
    only by those who work with crews: tipping us may be dangerous.
    """

    code = models.CharField(max_length=20, unique=True, editable=False)
    happened_on = models.DateField(_("told us on"), default=timezone.localdate)
    source = CodeField("notified_by", verbose_name=_("who told us"))
    kind = CodeField("intercept_type", verbose_name=_("what it is about"))
    station = models.ForeignKey(
        Station, models.PROTECT, related_name="tips", null=True, blank=True,
        verbose_name=_("station"),
    )  # fmt: skip
    county = models.ForeignKey(
        County, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("county")
    )
    operator = models.ForeignKey(
        TransportOperator, models.PROTECT, related_name="tips", null=True, blank=True,
        verbose_name=_("sacco or company"),
    )  # fmt: skip
    crew_member = models.ForeignKey(
        CrewMember, models.PROTECT, related_name="tips", null=True, blank=True, editable=False,
        verbose_name=_("who of the crew"),
    )  # fmt: skip
    words = EncryptedTextField(
        "tip.words", max_chars=2000, blank=True, verbose_name=_("what we were told")
    )
    intercept = models.ForeignKey(
        Intercept, models.PROTECT, related_name="tips", null=True, blank=True, editable=False,
        verbose_name=_("intercept that followed"),
    )  # fmt: skip
    is_closed = models.BooleanField(_("nothing came of it"), default=False)

    objects = TipQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "happened_on", "source", "kind", "station", "county", "operator", "intercept",
            "is_closed",
        }  # fmt: skip
        personal = {"crew_member"}
        special = {"words"}

    class Meta:
        ordering = ["-happened_on", "-code"]
        indexes = [models.Index(fields=["happened_on"], name="tip_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(crew_member=None) | Q(operator__isnull=False),
                name="tip_of_crew_has_operator",
            ),
            models.CheckConstraint(
                condition=Q(intercept=None) | Q(is_closed=False),
                name="tip_led_somewhere_or_nowhere",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address("intercepts:tip_detail", self.pk)
