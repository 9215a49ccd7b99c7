"""Filters of the list of intercepts; they work on rows that the person may already see."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _lazy

from intercepts.models import Intercept, InterceptedPerson, Station, TransportOperator
from tracekenya.lib.vocabularies import choices
from tracekenya.ui.widgets import DayInput

WAITING = "waiting"
ANY = _lazy("Any")


def _class_choices() -> list[tuple[str, str]]:
    return [(WAITING, _lazy("Not classed yet")), *choices("intercept_classification")]


class OwnInterceptFilter(django_filters.FilterSet):
    """By day; all that a monitor needs to find an own receipt again."""

    from_day = django_filters.DateFilter("happened_on", "gte", label=_lazy("From"), widget=DayInput)
    to_day = django_filters.DateFilter("happened_on", "lte", label=_lazy("Until"), widget=DayInput)

    class Meta:
        model = Intercept
        fields: list[str] = []


class InterceptFilter(OwnInterceptFilter):
    """By day, place, vehicle, type, final class of anybody in the event, and the reader's office."""

    station = django_filters.ChoiceFilter(label=_lazy("Station"), empty_label=ANY)
    county = django_filters.ChoiceFilter("station__county", label=_lazy("County"), empty_label=ANY)
    operator = django_filters.ChoiceFilter(label=_lazy("Sacco or company"), empty_label=ANY)
    transport_mode = django_filters.ChoiceFilter(
        label=_lazy("Kind of vehicle"), choices=lambda: choices("transport_mode"), empty_label=ANY
    )
    intercept_type = django_filters.ChoiceFilter(
        label=_lazy("Type of intercept"), choices=lambda: choices("intercept_type"),
        empty_label=ANY, method="of_type",
    )  # fmt: skip
    final_class = django_filters.ChoiceFilter(
        label=_lazy("Final class"), choices=_class_choices, empty_label=ANY, method="of_class"
    )
    office = django_filters.ChoiceFilter(
        label=_lazy("Office"), choices=[("mine", _lazy("My office"))], empty_label=ANY,
        method="of_office",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        """Read stations once for two filters: a list is opened all day long."""
        super().__init__(*args, **options)
        stations = list(
            Station.objects.order_by("name").values_list("pk", "name", "county_id", "county__name")
        )
        counties = {(code, county) for _pk, _name, code, county in stations}
        operators = TransportOperator.objects.values_list("pk", "organisation__name")
        self._offer("station", [(pk, name) for pk, name, _code, _county in stations])
        self._offer("county", sorted(counties, key=lambda each: each[1]))
        self._offer("operator", operators)
        if getattr(getattr(self.request, "user", None), "office_id", None) is None:
            del self.filters["office"]

    def of_type(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(_with_somebody(intercept_type=value))

    def of_class(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(_with_somebody(final_class="" if value == WAITING else value))

    def of_office(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(station__office=self.request.user.office_id)

    def _offer(self, name: str, rows: Any) -> None:
        self.filters[name].extra["choices"] = [(str(key), label) for key, label in rows]


def _with_somebody(**facts: str) -> Exists:
    """Return whether anybody in the event has `facts`."""
    return Exists(InterceptedPerson.objects.filter(intercept=OuterRef("pk"), **facts))
