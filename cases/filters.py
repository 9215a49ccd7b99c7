"""Filters of the case list; they live in the address, so none of them is a name."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.enums import CLOSED_STATUSES
from cases.models import Case
from tracekenya.lib.vocabularies import choices
from tracekenya.places.models import County
from tracekenya.ui.widgets import DayInput

OPEN = "open"


class CaseFilter(filters.FilterSet):
    code = filters.CharFilter(
        label=_("Code"), lookup_expr="icontains", widget=forms.TextInput(attrs={"maxlength": 14})
    )
    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=lambda: [(OPEN, _("All open ones")), *choices("case_status")],
        empty_label=_("Any"),
        method="by_status",
    )
    risk_level = filters.ChoiceFilter(
        label=_("Risk"), choices=lambda: choices("risk_level"), empty_label=_("Any")
    )
    county = filters.ModelChoiceFilter(
        label=_("County"), queryset=County.objects.all(), empty_label=_("Any")
    )
    opened_from = filters.DateFilter(
        label=_("Opened from"), field_name="opened_on", lookup_expr="gte", widget=DayInput
    )
    opened_to = filters.DateFilter(
        label=_("Opened to"), field_name="opened_on", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def by_status(self, rows, name: str, value: str):
        if value == OPEN:
            return rows.exclude(status__in=CLOSED_STATUSES)
        return rows.filter(status=value)
