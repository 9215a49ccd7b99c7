"""Routes with their legs: which stations follow one another."""

from itertools import pairwise
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Prefetch
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.actions import vehicles
from intercepts.models import Route, RouteStop, Station
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.tables import Link

MOST_STOPS = 8


class RouteFilter(filters.FilterSet):
    mode = filters.ChoiceFilter(
        label=_("Kind of vehicle"), choices=lambda: choices("transport_mode"), empty_label=_("Any")
    )
    station = filters.ModelChoiceFilter(
        "stops__station", label=_("Stops at"), empty_label=_("Any"),
        queryset=Station.objects.filter(is_suggested=False),
    )  # fmt: skip

    class Meta:
        model = Route
        fields: list[str] = []


class RouteForm(forms.Form):
    """The stops in order, one choice each; what is left empty is passed over."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = Station.objects.filter(is_suggested=False)
        kept = (
            []
            if self.instance._state.adding
            else [each.station_id for each in _stops(self.instance)]
        )
        stations = [("", "–"), *((str(pk), name) for pk, name in offered.values_list("pk", "name"))]
        for place in range(MOST_STOPS):
            label = (
                _now("Begins at") if not place else _now("Stop %(number)d") % {"number": place + 1}
            )
            control = forms.ChoiceField(label=label, required=False, choices=stations)
            control.initial = str(kept[place]) if place < len(kept) else ""
            if not place:
                control.help_text = _now(
                    "Choose the stops in their order and leave the rest empty."
                )
            self.fields[f"stop_{place + 1}"] = control
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = [cleaned.pop(f"stop_{place + 1}", "") for place in range(MOST_STOPS)]
        keys = [key for key in chosen if key]
        found = {str(station.pk): station for station in Station.objects.filter(pk__in=keys)}
        cleaned["stops"] = [found[key] for key in keys if key in found]
        return cleaned


def _stops(route: Route) -> list[RouteStop]:
    return list(route.stops.all())


def ends_of(route: Route) -> str:
    """Return the stops in order with arrows between."""
    return " → ".join(stop.station.name for stop in _stops(route))


def state_of(route: Route) -> Tag:
    return Tag(_("In use"), "success") if route.is_active else Tag(_("No longer used"))


def panels(route: Route, user: Any) -> list[Panel]:
    """Return the legs: from each stop to the next one."""
    legs = pairwise(stop.station for stop in _stops(route))
    return [Panel("legs", _now("Legs"), "intercepts/_legs.html", {"legs": list(legs)})]


ROUTES = Register(
    app="intercepts",
    name="route",
    folder="routes",
    model=Route,
    listing=ListPage(
        name="routes",
        title=_("Routes"),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("stops", _("Stops"), ends_of),
            Column("mode", _("Kind of vehicle"), lambda row: row.get_mode_display(), "mode"),
            Column("state", _("State"), state_of, "is_active"),
        ),
        filters=RouteFilter,
        sort="name",
        empty_title=_("No route yet"),
        empty_text=_("Add the routes on which people pass our stations, stop by stop."),
    ),
    add_label=_("Add a route"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("name", "mode", "is_active"),
    hints={"name": _("For example Mombasa to Malindi by the coast.")},
    form_mixin=RouteForm,
    rows=lambda user: Route.objects.prefetch_related(
        Prefetch("stops", RouteStop.objects.select_related("station__county"))
    ),
    tags=lambda row: [state_of(row)],
    panels=panels,
    add=vehicles.add_route,
    change=vehicles.edit_route,
    above=((_("Stations"), "intercepts:station_list"),),
)
