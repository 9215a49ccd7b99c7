"""Pages of numbers: what each station did in a month, and from where to where people travelled."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercepts.numbers.flows import flows_of
from intercepts.numbers.months import chosen_month, chosen_year, year_tabs
from intercepts.numbers.stations import StationMonth, month_of
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.numbers import HIDDEN, show_number
from tracekenya.ui.tables import Column, Link, Table

NOTHING = "–"
MOST_SHOWN = 50  # flows; the many that follow hold one or two people each


@requires(Permission.INDICATOR_TRUE_NUMBERS)
@require_safe
def station_numbers(request):
    """Show a month of all stations, one row each; only those who may see true numbers."""
    month = chosen_month(request.GET.get("month"))
    found = month_of(month.first, month.last)
    context = {
        "tabs": month.tabs(), "month": month, "has_rows": bool(found),
        "table": _station_table(month.words, found),
        "flows_url": reverse("intercepts:flows"),
    }  # fmt: skip
    return render(request, "intercepts/station_numbers.html", context)


@requires(Permission.INDICATOR_VIEW)
@require_safe
def flows(request):
    """Show one year's flows; without the right to true numbers the small ones are hidden."""
    year = chosen_year(request.GET.get("year"))
    true_numbers = request.user.can(Permission.INDICATOR_TRUE_NUMBERS)
    found = flows_of(year, true_numbers=true_numbers)
    columns = (
        Column(_("Met in (county)")),
        Column(_("Bound for")),
        Column(_("People"), is_numeric=True),
    )
    rows = [
        (
            row.origin,
            row.destination,
            show_number(HIDDEN if row.people is None else row.people),
        )
        for row in found.rows[:MOST_SHOWN]
    ]
    caption = _("From where to where in %(year)d") % {"year": year}
    context = {
        "tabs": year_tabs(year), "year": year, "flows": found, "true_numbers": true_numbers,
        "table": Table(caption, columns, rows), "left_out": len(found.rows) - len(rows),
    }  # fmt: skip
    return render(request, "intercepts/flows.html", context)


def _station_table(words: str, found: list[StationMonth]) -> Table:
    heads = (
        _("Days"), _("Screened"), _("Signs"), _("Counted"), _("Not an intercept"), _("Unanswered"),
        _("To police"), _("To family"), _("Refused help"), _("Days to receipt"),
    )  # fmt: skip
    columns = (Column(_("Station")), *(Column(head, is_numeric=True) for head in heads))
    caption = _("Stations in %(month)s") % {"month": words}
    return Table(caption, columns, [_row(each) for each in found])


def _row(month: StationMonth) -> tuple:
    station, people = month.station, month.people
    shares = (month.family_percent, month.refused_percent)
    return (
        Link(station.name, station.get_absolute_url()),
        number_format(len(month.days)), number_format(month.screened),
        number_format(people["signs"]), number_format(people["counted"]),
        _share(month.not_intercept_percent), _number(month.unanswered_mean),
        number_format(people["police"]), *(_share(share) for share in shares),
        _number(month.lag_median),
    )  # fmt: skip


def _share(value: int | None) -> str:
    return NOTHING if value is None else f"{value} %"


def _number(value: float | None) -> str:
    return NOTHING if value is None else number_format(value)
