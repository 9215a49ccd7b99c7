"""Filters that several registers of the programmes share; they live in the address."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.vocabularies import choices
from tracekenya.places.models import County
from tracekenya.ui.widgets import DayInput

Text = str | Promise
NOW, ENDED, LATER = "now", "ended", "later"


def code_filter(vocabulary: str, label: Text, **options: Any) -> filters.ChoiceFilter:
    """Return a filter by one code of a vocabulary."""
    return filters.ChoiceFilter(
        label=label, choices=lambda: choices(vocabulary), empty_label=_("Any"), **options
    )


def has_code(rows: QuerySet, name: str, value: str) -> QuerySet:
    """Keep rows among whose codes in the field `name` is `value`."""
    return rows.filter(**{f"{name}__contains": [value]})


def codes_filter(vocabulary: str, label: Text) -> filters.ChoiceFilter:
    """Return a filter for rows that hold one code among several."""
    return code_filter(vocabulary, label, method=has_code)


def county_filter(**options: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label=_("County"), queryset=County.objects.all(), empty_label=_("Any"), **options
    )


def day_filter(field: str, label: Text, lookup: str) -> filters.DateFilter:
    return filters.DateFilter(label=label, field_name=field, lookup_expr=lookup, widget=DayInput)


def term_filter() -> filters.ChoiceFilter:
    """Return a filter for rows with starts_on and ends_on: under way, ended, still to begin."""
    return filters.ChoiceFilter(
        label=_("Today"),
        choices=[(NOW, _("Under way")), (LATER, _("Still to begin")), (ENDED, _("Over"))],
        empty_label=_("Any"),
        method=by_term,
    )


def by_term(rows: QuerySet, name: str, value: str) -> QuerySet:
    today = timezone.localdate()
    if value == LATER:
        return rows.filter(starts_on__gt=today)
    if value == ENDED:
        return rows.filter(ends_on__lt=today)
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return rows.filter(still, starts_on__lte=today)


def year_of_term_filter() -> filters.NumberFilter:
    """Return a filter for rows that hold on at least one day of a year."""
    return filters.NumberFilter(
        label=_("In the year"), min_value=1990, max_value=2100, method=by_year_of_term
    )


def by_year_of_term(rows: QuerySet, name: str, value: Any) -> QuerySet:
    year = int(value)
    return rows.filter(
        Q(ends_on__isnull=True) | Q(ends_on__year__gte=year), starts_on__year__lte=year
    )
