"""The plan of shifts: which monitor stands where on which day."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from intercepts.models import MonitorShift, Station
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.pages.listing import Act, Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.tables import Link
from tracekenya.ui.widgets import DayInput, TimeInput


class ShiftFilter(filters.FilterSet):
    from_day = filters.DateFilter("day", "gte", label=_("From"), widget=DayInput)
    to_day = filters.DateFilter("day", "lte", label=_("Until"), widget=DayInput)
    station = filters.ModelChoiceFilter(
        label=_("Station"), queryset=Station.objects.filter(is_active=True), empty_label=_("Any")
    )

    class Meta:
        model = MonitorShift
        fields: list[str] = []


class ShiftForm(forms.Form):
    """Monitors by their staff code, stations in use, times by the clock."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        monitors = User.objects.filter(role=Role.FIELD_MONITOR, is_active=True)
        stations = Station.objects.filter(is_active=True)
        if not self.instance._state.adding:
            monitors |= User.objects.filter(pk=self.instance.monitor_id)
            stations |= Station.objects.filter(pk=self.instance.station_id)
        self.fields["monitor"].queryset = monitors.order_by("staff_code")
        self.fields["station"].queryset = stations
        for name in ("starts_at", "ends_at"):
            self.fields[name].widget = TimeInput()
        self.helper = PageFormHelper(self)


def check(shift: MonitorShift) -> None:
    """Refuse a shift without length and a second one of one day there. Raises DomainError."""
    if shift.ends_at == shift.starts_at:
        raise DomainError(_now("It must end after it begins."), field="ends_at")
    same = MonitorShift.objects.filter(
        monitor=shift.monitor_id, day=shift.day, station=shift.station_id
    )
    if same.exclude(pk=shift.pk).exists():
        words = _now("%(monitor)s is planned at %(station)s on %(day)s already.")
        facts = {
            "monitor": shift.monitor, "station": shift.station, "day": date_format(shift.day),
        }  # fmt: skip
        raise DomainError(words % facts, field="day")


def until(shift: MonitorShift) -> str:
    """Return when it ends; of one that passes midnight, that this is on the day after."""
    time = shift.ends_at.strftime("%H:%M")
    return _now("%(time)s the day after") % {"time": time} if shift.is_overnight else time


def rows_for(user: Any) -> QuerySet:
    return MonitorShift.objects.visible_to(user).select_related("monitor", "station")


SHIFTS = Register(
    app="intercepts",
    name="monitor_shift",
    folder="planned-shifts",
    model=MonitorShift,
    listing=ListPage(
        name="shifts",
        title=_("Shifts of monitors"),
        columns=(
            Column("day", _("Day"), lambda row: Link(row.day, row.get_absolute_url()), "day"),
            Column("monitor", _("Monitor"), lambda row: row.monitor.staff_code, "monitor__staff_code"),
            Column("station", _("Station"), lambda row: row.station.name, "station__name"),
            Column("from", _("From"), lambda row: row.starts_at.strftime("%H:%M")),
            Column("until", _("Until"), until),
        ),
        filters=ShiftFilter,
        sort="-day",
        empty_title=_("No shift planned"),
        empty_text=_("Plan who stands where, so that days without a monitor are seen."),
    ),
    add_label=_("Plan a shift"),
    view=Permission.SHIFT_VIEW,
    edit=Permission.SHIFT_PLAN,
    fields=("monitor", "station", "day", "starts_at", "ends_at"),
    hints={"ends_at": _("Earlier than the start means the day after.")},
    form_mixin=ShiftForm,
    rows=rows_for,
    check=check,
    list_acts=lambda user: [
        Act(_("Week by week"), reverse("intercepts:shift_week"), "calendar"),
        Act(_("Kept in the month"), reverse("intercepts:shift_month"), "chart", Permission.SHIFT_PLAN),
    ],
    above=((_("Intercepts"), "intercepts:intercept_list"),),
)  # fmt: skip
