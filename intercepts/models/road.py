"""Where monitors stand, and whose vehicles they meet."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tracekenya.directory.models import Organisation
from tracekenya.lib.addresses import address
from tracekenya.lib.fields import CodeField
from tracekenya.lib.records import Record
from tracekenya.places.models import County, Office


class Station(Record):
    """A stage, terminus or border point where monitors stand. All staff may see it."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=80)
    kind = CodeField("station_type", verbose_name=_("kind"))
    county = models.ForeignKey(
        County, models.PROTECT, related_name="stations", verbose_name=_("county")
    )
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="stations", null=True, blank=True,
        verbose_name=_("office"),
    )  # fmt: skip
    is_active = models.BooleanField(_("we stand there"), default=True)
    is_suggested = models.BooleanField(default=False, editable=False)  # until staff confirm it

    class Privacy:
        open = Record.OPEN_FIELDS | {
            "code", "name", "kind", "county", "office", "is_active", "is_suggested",
        }  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(is_suggested=False),
                name="suggested_station_is_not_used",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("intercepts:station_detail", self.pk)


class TransportOperator(Record):
    """A sacco or company whose vehicles we meet. All staff may see it."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="transport_operator",
        verbose_name=_("organisation"),
    )  # fmt: skip
    mode = CodeField("transport_mode", verbose_name=_("kind of vehicle"))
    is_trained = models.BooleanField(_("its crews were trained"), default=False)

    class Privacy:
        open = Record.OPEN_FIELDS | {"organisation", "mode", "is_trained"}

    class Meta:
        ordering = ["organisation__name"]

    def __str__(self) -> str:
        return self.organisation.name

    def get_absolute_url(self) -> str:
        return address("intercepts:operator_detail", self.pk)
