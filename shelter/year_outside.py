"""The year of a house for eyes outside it: each month as its own report says it, small numbers hidden.

Who is there at the end is left out, as in the monthly report. The whole year has a figure only where it
says no more about a hidden month than that it is small: both files lie on the same desk.
"""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from shelter import year_page
from shelter.month import Month
from shelter.month_outside import is_hidden, nights_are_hidden
from shelter.month_page import Value, name_of
from tracekenya.lib.suppression import shown

CLOSING = 3  # where year_page has who is there at the end
Count = Callable[[Month], int]


def heads() -> list[str]:
    return _without_closing(year_page.heads())


def lines_of(months: list[Month], whole: Month) -> list[list[Value]]:
    """Return the months that have begun and the whole year, in the order of the heads."""
    rows = [[name_of(month), *_figures(month, _hidden_of(month))] for month in months]
    return [*rows, [_("Whole year"), *_figures(whole, _hidden_of_year(months, whole))]]


def _figures(month: Month, hidden: Iterable[bool]) -> list[Value]:
    values = _without_closing(["", *year_page.figures_of(month)])[1:]
    return [_("hidden") if hides else value for value, hides in zip(values, hidden, strict=True)]


def _without_closing(row: list) -> list:
    return [*row[:CLOSING], *row[CLOSING + 1 :]]


def _hidden_of(month: Month) -> list[bool]:
    admitted, left = is_hidden(len(month.admitted)), is_hidden(len(month.left))
    nights, turned_away = nights_are_hidden(month), is_hidden(len(month.turned_away))
    return [admitted, left, nights, nights, left, turned_away, is_hidden(month.day_clients)]


def _hidden_of_year(months: list[Month], whole: Month) -> list[bool]:
    admitted = _tells(months, whole, lambda month: len(month.admitted))
    left = _tells(months, whole, lambda month: len(month.left))
    # Of nights nobody can say how many a hidden month may have: the sum would be its upper limit.
    nights = nights_are_hidden(whole) or any(map(nights_are_hidden, months))
    turned_away = _tells(months, whole, lambda month: len(month.turned_away))
    clients = _tells(months, whole, lambda month: month.day_clients, adds_up=False)
    return [admitted, left, nights, nights, left, turned_away, clients]


def _tells(months: list[Month], whole: Month, count: Count, *, adds_up: bool = True) -> bool:
    """Return whether the figure of the year is small, or a hidden month could be told from it."""
    cells = {str(month.first): count(month) for month in months}
    total = count(whole)
    safe = shown(cells, total=total, adds_up=adds_up).cells
    alone = {day: None if is_hidden(number) else number for day, number in cells.items()}
    return is_hidden(total) or safe != alone
