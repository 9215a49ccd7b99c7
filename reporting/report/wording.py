"""Small words of the report: numbers in narrow tables, dates, states, shares."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reporting.enums import Pillar
from reporting.report.contents import Line, Report
from tracekenya.ui.numbers import HIDDEN, Cell, Number, show_number

EMPTY = "\N{EN DASH}"
HIDDEN_MARK = "*"
MILLION = 1_000_000


def short(cell: Cell) -> str:
    """Return what a narrow table prints: a dash for nothing recorded, a star for hidden."""
    if cell is None:
        return EMPTY
    return HIDDEN_MARK if cell == HIDDEN else show_number(cell)


def amount(value: Number | None, show_as: str) -> str:
    """Return an indicator's value for a narrow column, its unit standing in the head or behind it."""
    if value is None:
        return EMPTY
    if show_as == "kes_million":
        return _("%(number)s m") % {"number": show_number(value)}
    return show_number(value, show_as)


def percent(value: int | None) -> str:
    return EMPTY if value is None else show_number(value, "percent")


def thousands(kes: int | None) -> str:
    """Return whole shillings as thousands, for the budget's narrow columns."""
    return EMPTY if kes is None else number_format(round(kes / 1000), force_grouping=True)


def line_in_language(name: str) -> str:
    """Return a line of the budget: a pillar in the reader's language, any other as the plan has it."""
    pillar = name.lower()
    return str(Pillar(pillar).label) if pillar in Pillar.values else name


def millions(kes: int) -> str:
    return number_format(kes / MILLION, decimal_pos=2, force_grouping=True)


def state_of(report: Report) -> str:
    """Return in words whether the year's numbers can still move."""
    if report.is_provisional:
        return _("Provisional: the year is not over, milestones are its share to this day")
    return _("Whole year, not locked: a late correction changes the fingerprint")


def bar_words(line: Line) -> str:
    """Return what a bar says to somebody who cannot see it."""
    if line.value is None:
        return _("%(code)s: no data") % {"code": line.code}
    return _("%(code)s: %(value)s reached, milestone %(milestone)s, target %(target)s") % {
        "code": line.code,
        "value": show_number(line.value, line.show_as),
        "milestone": show_number(line.milestone, line.show_as),
        "target": show_number(line.target, line.show_as),
    }
