"""Pages of numbers: what each station did in a month, and from where to where people travelled."""

from collections.abc import Sequence
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercepts.models import Station
from intercepts.numbers.flows import flows_of
from intercepts.numbers.months import chosen_month, chosen_year, year_tabs
from intercepts.numbers.stations import StationMonth, month_of, outside_of
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.numbers import HIDDEN, show_number
from tracekenya.ui.tables import Column, Link, Table

NOTHING = "–"
MOST_SHOWN = 50  # flows; the many that follow hold one or two people each


@requires(Permission.INDICATOR_VIEW)
@require_safe
def station_numbers(request):
    """Show a month of all stations, one row each; fewer columns, and no small number, without true ones."""
    month = chosen_month(request.GET.get("month"))
    found = month_of(month.first, month.last)
    true_numbers = request.user.can(Permission.INDICATOR_TRUE_NUMBERS)
    table = _station_table if true_numbers else _outside_table
    context = {
        "tabs": month.tabs(), "month": month, "has_rows": bool(found),
        "table": table(month.words, found, request.user), "true_numbers": true_numbers,
        "flows_url": reverse("intercepts:flows"), "trail": _trail(request.user),
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
        Column(_("From")),
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
        "trail": [*_trail(request.user), (_("Numbers"), reverse("intercepts:station_numbers"))],
    }  # fmt: skip
    return render(request, "intercepts/flows.html", context)


def _trail(user: Any) -> list[tuple[str, str]]:
    """Return the way down; the register of stations only for who may open it."""
    stations = (_("Stations"), reverse("intercepts:station_list"))
    return [stations] if user.can(Permission.REGISTER_VIEW) else []


def _station_table(words: str, found: list[StationMonth], user: Any) -> Table:
    heads = (
        _("Days"), _("Screened"), _("Signs"), _("Counted"), _("Not an intercept"), _("Unanswered"),
        _("To police"), _("To family"), _("Refused help"), _("Days to receipt"),
    )  # fmt: skip
    return _table(words, heads, [(_name_of(each.station, user), *_numbers(each)) for each in found])


def _outside_table(words: str, found: list[StationMonth], user: Any) -> Table:
    heads = (_("Days"), _("Screened"), _("Signs"), _("Counted"))
    rows = [
        (
            _name_of(row.station, user), number_format(row.days),
            *(show_number(HIDDEN if people is None else people) for people in row.people),
        )
        for row in outside_of(found)
    ]  # fmt: skip
    return _table(words, heads, rows)


def _table(words: str, heads: Sequence[str], rows: list[tuple]) -> Table:
    columns = (Column(_("Station")), *(Column(head, is_numeric=True) for head in heads))
    return Table(_("Stations in %(month)s") % {"month": words}, columns, rows)


def _name_of(station: Station, user: Any) -> Link | str:
    """Return the name, with the way to its page for those who may open the register."""
    may_open = user.can(Permission.REGISTER_VIEW)
    return Link(station.name, station.get_absolute_url()) if may_open else station.name


def _numbers(month: StationMonth) -> tuple:
    people = month.people
    shares = (month.family_percent, month.refused_percent)
    return (
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
