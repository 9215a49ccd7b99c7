"""Vehicles of operators, by code and fleet; the plate stands on the vehicle's own page."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from intercepts.access import sees_codes_only
from intercepts.actions import vehicles
from intercepts.models import Intercept, TransportOperator, Vehicle
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

YES, NO = "yes", "no"
MOST_SHOWN = 50  # intercepts on the page of a vehicle, the newest


class VehicleFilter(filters.FilterSet):
    operator = filters.ModelChoiceFilter(
        label=_("Sacco or company"), empty_label=_("Any"),
        queryset=TransportOperator.objects.select_related("organisation"),
    )  # fmt: skip
    mode = filters.ChoiceFilter(
        label=_("Kind of vehicle"), choices=lambda: choices("transport_mode"), empty_label=_("Any")
    )
    runs = filters.ChoiceFilter(
        label=_("It still runs"), choices=[(YES, _("Yes")), (NO, _("No"))], empty_label=_("Any"),
        method="by_running",
    )  # fmt: skip

    class Meta:
        model = Vehicle
        fields: list[str] = []

    def by_running(self, rows, name: str, value: str):
        return rows.filter(is_active=value == YES)


def state_of(vehicle: Vehicle) -> Tag:
    return Tag(_("It still runs"), "success") if vehicle.is_active else Tag(_("No longer used"))


def met(vehicle: Vehicle, user) -> list[Panel]:
    """Return the panel of the intercepts in reach with this plate, for who may read theirs."""
    if sees_codes_only(user) or not user.can(Permission.INTERCEPT_NARRATIVE):
        return []
    found = Intercept.objects.visible_to(user).filter(plate_mark__token=vehicle.plate_token)
    rows = list(found.select_related("station").order_by("-happened_on", "code")[:MOST_SHOWN])
    context = {"rows": rows}
    return (
        [Panel("met", str(_("Intercepts")), "intercepts/_vehicle_met.html", context)]
        if rows
        else []
    )


VEHICLES = Register(
    app="intercepts",
    name="vehicle",
    folder="vehicles",
    model=Vehicle,
    listing=ListPage(
        name="vehicles",
        title=_("Vehicles"),
        lead=_("By code. Plates are sealed; a vehicle that is met again is found all the same."),
        columns=(
            Column(
                "code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code",
                is_whole=True,
            ),
            Column(
                "operator", _("Sacco or company"), lambda row: str(row.operator),
                "operator__organisation__name",
            ),
            Column("fleet", _("Fleet"), lambda row: row.fleet, "fleet"),
            Column("mode", _("Kind of vehicle"), lambda row: row.get_mode_display(), "mode"),
            Column("state", _("State"), state_of, "is_active"),
        ),
        filters=VehicleFilter,
        sort="code",
        empty_title=_("No vehicle yet"),
        empty_text=_("Add the vehicles that stop at our stations, with their plates."),
    ),
    add_label=_("Add a vehicle"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("operator", "plate", "mode", "fleet", "is_active"),
    hints={
        "plate": _("Sealed. Blanks and small letters make no difference, for example KBA 123X."),
        "fleet": _("The name that its owner gives to a group of vehicles, if there is one."),
    },
    rows=lambda user: Vehicle.objects.select_related("operator__organisation"),
    tags=lambda row: [state_of(row)],
    panels=met,
    add=vehicles.add_vehicle,
    change=vehicles.edit_vehicle,
    above=((_("Saccos and companies"), "intercepts:operator_list"),),
)  # fmt: skip
