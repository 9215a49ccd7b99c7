"""Filters of the list of intercepts; they work on rows that the person may already see."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _lazy

from intercepts.models import Intercept, Station
from tracekenya.lib.vocabularies import choices
from tracekenya.ui.widgets import DayInput

WAITING = "waiting"


def _class_choices() -> list[tuple[str, str]]:
    return [(WAITING, _lazy("Not classed yet")), *choices("intercept_classification")]


class InterceptFilter(django_filters.FilterSet):
    """By day, station and final class of anybody in the event."""

    from_day = django_filters.DateFilter("happened_on", "gte", label=_lazy("From"), widget=DayInput)
    to_day = django_filters.DateFilter("happened_on", "lte", label=_lazy("Until"), widget=DayInput)
    station = django_filters.ModelChoiceFilter(
        queryset=Station.objects.all(), label=_lazy("Station"), empty_label=_lazy("All")
    )
    final_class = django_filters.ChoiceFilter(
        choices=_class_choices, label=_lazy("Final class"), empty_label=_lazy("All"),
        method="of_class",
    )  # fmt: skip

    class Meta:
        model = Intercept
        fields: list[str] = []

    def of_class(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        wanted = "" if value == WAITING else value
        return rows.filter(people__final_class=wanted).distinct()
