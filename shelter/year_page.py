"""The figures of a house by month, for one year: a table that is read on the page or taken as a file."""

import datetime as dt
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from shelter.models import Shelter
from shelter.month import Month
from shelter.month_page import name_of, percent
from tracekenya.lib.addresses import address
from tracekenya.ui.tables import Column, Link, Table


def heads() -> list[str]:
    return [
        _("Month"), _("Admitted"), _("Left"), _("At the end"), _("Bed-nights"), _("Occupancy"),
        _("Median stay, days"), _("Turned away"), _("Day clients"),
    ]  # fmt: skip


def figures_of(month: Month) -> list[Any]:
    """Return the figures of a month or year, in the order of the heads after the first."""
    return [
        len(month.admitted), len(month.left), month.closing, month.nights, percent(month.occupancy),
        month.median_length, len(month.turned_away), month.day_clients,
    ]  # fmt: skip


def table_of(shelter: Shelter, months: list[Month], whole: Month, year: int) -> Table:
    """Return the months, each leading to its report, and the whole year last."""
    names = heads()
    columns = [
        Column(names[0], is_whole=True),
        *(Column(name, is_numeric=True) for name in names[1:]),
    ]
    rows: list[list[str | Link]] = [
        [Link(name_of(month), url_of(shelter, month.first)), *map(_shown, figures_of(month))]
        for month in months
    ]
    rows.append([_("Whole year"), *map(_shown, figures_of(whole))])
    return Table(_("Figures of %(year)d by month") % {"year": year}, columns, rows)


def lines_of(months: list[Month], whole: Month) -> list[list[Any]]:
    """Return the table for a file, numbers as numbers."""
    rows = [[name_of(month), *figures_of(month)] for month in months]
    return [*rows, [_("Whole year"), *figures_of(whole)]]


def url_of(shelter: Shelter, first: dt.date) -> str:
    return f"{address('shelter:month_report', shelter.pk)}?month={first:%Y-%m}"


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "–"
    return number_format(value, force_grouping=True) if isinstance(value, int) else value
