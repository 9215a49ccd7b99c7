"""Houses, rooms and beds."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Suspect
from shelter.enums import IN_HOUSE, StayStatus
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import Office
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault.fields import EncryptedTextField


class ShelterQuerySet(models.QuerySet):
    def visible_to(
        self, user, permission: Permission = Permission.SHELTER_VIEW
    ) -> "ShelterQuerySet":
        """Return all, the person's own house, or those where somebody granted to them is expected."""
        scope = user.scope(permission)
        if scope is Scope.ORGANISATION:
            return self
        if scope is Scope.SHELTER:
            return self.filter(office=user.office_id) if user.office_id else self.none()
        if scope is Scope.ASSIGNED:
            expected = Case.objects.visible_to(user, permission).filter(
                admissions__status__in=(StayStatus.REQUESTED, *IN_HOUSE)
            )
            return self.filter(pk__in=expected.values("admissions__shelter"))
        return self.none()

    def operating(self) -> "ShelterQuerySet":
        return self.filter(closed_on__isnull=True)


class Shelter(Record):
    """A house, known by the code name of its office; the address is opened by few, never listed."""

    office = models.OneToOneField(
        Office,
        models.PROTECT,
        related_name="shelter",
        limit_choices_to={"kind": Office.Kind.SHELTER},
    )
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    is_place_of_safety = models.BooleanField(_("recognised as a place of safety"), default=False)
    is_accepting = models.BooleanField(_("takes new residents"), default=True)
    address = EncryptedTextField("shelter.address", blank=True, verbose_name=_("address"))

    objects = ShelterQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "office", "opened_on", "closed_on", "is_place_of_safety", "is_accepting",
        }  # fmt: skip
        special = {"address"}

    class Meta:
        ordering = ["office__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="shelter_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return self.office.name

    def get_absolute_url(self) -> str:
        return address("shelter:bed_board", self.pk)


class Room(Record):
    """A room and for whom it is meant. Seen with the shelter."""

    shelter = models.ForeignKey(Shelter, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=40)
    kind = CodeField("room_kind", verbose_name=_("for whom"))

    class Privacy:
        open = Record.OPEN_FIELDS | {"shelter", "name", "kind"}

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["shelter", "name"], name="room_name_once_per_shelter")
        ]

    def __str__(self) -> str:
        return self.name


class Bed(Record):
    """A bed; free, held and occupied follow from its assignments. Seen with the shelter.

    `status` is the state now, as the board reads it; `BedOutage` keeps since when and why.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="beds")
    label = models.CharField(_("bed"), max_length=20)
    status = CodeField("bed_status", default="usable", verbose_name=_("state"))
    in_use_from = models.DateField(_("in use from"), default=timezone.localdate)
    retired_on = models.DateField(_("given up on"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"room", "label", "status", "in_use_from", "retired_on"}

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="bed_label_once_per_room"),
            models.CheckConstraint(
                condition=Q(retired_on__isnull=True) | Q(retired_on__gte=F("in_use_from")),
                name="bed_retired_after_use",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address("shelter:bed_detail", self.pk)


class OfHouseQuerySet(models.QuerySet):
    """Rows that belong to a house and to nobody who lives there."""

    def visible_to(self, user, permission: Permission) -> "OfHouseQuerySet":
        """Return the rows of the houses that `permission` reaches; own ones where it says so."""
        scope = user.scope(permission)
        if scope is Scope.ORGANISATION:
            return self
        if scope is Scope.OWN:
            return self.filter(recorded_by=user)
        return self.filter(shelter__in=Shelter.objects.visible_to(user, permission).values("pk"))


class OfHouse:
    """Says of a row with a `shelter` by which code name notices and the trail speak of it."""

    @property
    def code(self) -> str:
        return str(self.shelter)  # type: ignore[attr-defined]  # each row of a house has one


class BedOutage(Record):
    """A time in which a bed could not be used, and why. Seen with the shelter."""

    bed = models.ForeignKey(Bed, models.CASCADE, related_name="outages")
    period = DateTimeRangeField(_("out of use"))
    reason = CodeField("outage_reason", verbose_name=_("why"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Privacy:
        open = Record.OPEN_FIELDS | {"bed", "period", "reason", "ended_by"}

    class Meta:
        ordering = ["-period"]
        constraints = [
            ExclusionConstraint(
                name="one_outage_per_bed",
                expressions=[("bed", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False),
                name="outage_has_start",
            ),
        ]


class KeepApart(Record):
    """Two who may not sleep under one roof: the person of a case, and a suspect or another survivor.

    Seen by the house's manager and those who hold the case; whoever asks for a bed learns only that a
    house is not suitable. `until_on`: the last day, None for as long as nobody ends it.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="kept_apart")
    suspect = models.ForeignKey(
        Suspect, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("suspect")
    )
    other = models.ForeignKey(
        Case, models.PROTECT, related_name="kept_apart_from", null=True, blank=True,
        verbose_name=_("other case"),
    )  # fmt: skip
    reason = CodeField("keep_apart_reason", verbose_name=_("why"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Privacy:
        open = Record.OPEN_FIELDS | {"case"}
        special = {"suspect", "other", "reason", "until_on"}

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspect__isnull=True, other__isnull=False)
                | Q(suspect__isnull=False, other__isnull=True),
                name="apart_from_one",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("case")),
                name="apart_from_somebody_else",
            ),
            models.UniqueConstraint(fields=["case", "suspect"], name="apart_from_suspect_once"),
            models.UniqueConstraint(fields=["case", "other"], name="apart_from_case_once"),
        ]

    def get_absolute_url(self) -> str:
        return address("shelter:keep_apart_detail", self.pk)
