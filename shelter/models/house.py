"""Houses, rooms and beds."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
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
    address = EncryptedTextField("shelter.address", blank=True, verbose_name=_("address"))

    objects = ShelterQuerySet.as_manager()

    class Privacy:
        open = Record.OPEN_FIELDS | {"office", "opened_on", "closed_on", "is_place_of_safety"}
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
    """A bed; free, held and occupied follow from its assignments. Seen with the shelter."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="beds")
    label = models.CharField(_("bed"), max_length=20)
    status = CodeField("bed_status", default="usable", verbose_name=_("state"))

    class Privacy:
        open = Record.OPEN_FIELDS | {"room", "label", "status"}

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="bed_label_once_per_room")
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return address("shelter:bed_detail", self.pk)
