"""Stations: stages, termini and border points where monitors stand."""

from typing import Any

import django_filters as filters
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.models import Station
from intercepts.registers import by_year
from tracekenya.lib.errors import DomainError
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.places.models import County, Office
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

YES, NO, SUGGESTED = "yes", "no", "suggested"


class StationFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: choices("station_type"), empty_label=_("Any")
    )
    county = filters.ModelChoiceFilter(
        label=_("County"), queryset=County.objects.order_by("name"), empty_label=_("Any")
    )
    office = filters.ModelChoiceFilter(
        label=_("Office"), queryset=Office.objects.filter(kind=Office.Kind.OFFICE),
        empty_label=_("Any"),
    )  # fmt: skip
    active = filters.ChoiceFilter(
        label=_("We stand there"), choices=[(YES, _("Yes")), (NO, _("No")), (SUGGESTED, _("Suggested, to confirm"))],
        empty_label=_("Any"), method="by_activity",
    )  # fmt: skip

    class Meta:
        model = Station
        fields: list[str] = []

    def by_activity(self, rows, name: str, value: str):
        if value == SUGGESTED:
            return rows.filter(is_suggested=True)
        return rows.filter(is_active=value == YES, is_suggested=False)


class StationForm(forms.Form):
    """The code is part of every receipt given there, so it never changes once it is kept."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["office"].queryset = Office.objects.filter(kind=Office.Kind.OFFICE)
        self.fields["county"].queryset = County.objects.order_by("name")
        if not self.instance._state.adding:
            self.fields["code"].disabled = True
            self.fields["code"].help_text = _("It stands in the receipts and cannot be changed.")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()


def check(station: Station) -> None:
    """Refuse a code that another station has, naming that one. Raises DomainError at the field."""
    other = Station.objects.filter(code__iexact=station.code).exclude(pk=station.pk).first()
    if other is not None:
        words = _now("%(name)s has the code %(code)s already. Choose another one.")
        raise DomainError(words % {"name": other.name, "code": other.code}, field="code")
    if station.is_active:
        station.is_suggested = False  # whoever puts it into use has confirmed it


def state_of(station: Station) -> Tag:
    if station.is_suggested:
        return Tag(_("Suggested, to confirm"), "warning")
    return Tag(_("In use"), "success") if station.is_active else Tag(_("No longer used"))


def acts(station: Station, user: Any) -> list[Act]:
    """Return the button that takes a suggestion into use."""
    if not station.is_suggested:
        return []
    url = reverse("intercepts:station_confirm", args=[station.pk])
    right = Permission.PROGRAMME_REGISTER_EDIT
    return [Act(_("Confirm: we stand there"), url, "check", right, is_post=True)]


STATIONS = Register(
    app="intercepts",
    name="station",
    folder="stations",
    model=Station,
    listing=ListPage(
        name="stations",
        title=_("Stations"),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("code", _("Code"), lambda row: row.code, "code"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display()),
            Column("county", _("County"), lambda row: row.county.name, "county__name"),
            Column("office", _("Office"), lambda row: row.office and row.office.name),
            Column("state", _("State"), state_of, "is_active"),
        ),
        filters=StationFilter,
        sort="name",
        empty_title=_("No station yet"),
        empty_text=_("Add the stages and border points where monitors stand."),
    ),
    add_label=_("Add a station"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("code", "name", "kind", "county", "office", "is_active"),
    hints={
        "code": _("Short, for example mtwapa. It becomes part of every receipt."),
        "office": _("The office whose monitors stand there."),
        "is_active": _("Only these stations are offered when an intercept is recorded."),
    },
    form_mixin=StationForm,
    rows=lambda user: Station.objects.select_related("county", "office"),
    check=check,
    tags=lambda row: [state_of(row)],
    acts=acts,
    list_acts=lambda user: [
        Act(
            _("Numbers by month"),
            reverse("intercepts:station_numbers"),
            "chart",
            Permission.INDICATOR_VIEW,
        ),
        Act(
            _("From where to where"),
            reverse("intercepts:flows"),
            "chart",
            Permission.INDICATOR_VIEW,
        ),
    ],
    panels=lambda row, user: by_year.panel_for(user, "station", row.pk),
)
