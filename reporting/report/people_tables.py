"""Who was reached: indicators against one characteristic of the persons at a time."""

from django.utils.translation import gettext as _

from reporting.report.contents import Line, Report
from reporting.report.printed import Head, Printed, Row, numbers
from reporting.report.wording import EMPTY, HIDDEN_MARK, short
from reporting.results import Table as Breakdown

Labels = dict[str, str]  # code of a cell -> its words


def people_tables(report: Report) -> list[Printed]:
    """Return two tables: sex, nationality and disability beside each other, and age."""
    plain = {
        "sex": _("Sex"),
        "nationality": _("Nationality"),
        "disability": _("Disability"),
    }
    tables = [
        _matrix(report, _("By sex, nationality and disability"), plain),
        _matrix(report, _("By age on the day, years"), {"age_band": _("Age")}),
    ]
    return [table for table in tables if table.rows]


def _matrix(report: Report, caption: str, dimensions: dict[str, str]) -> Printed:
    lines = [line for line in report.lines if any(line.table(name) for name in dimensions)]
    labels = {name: _labels(lines, name) for name in dimensions}
    groups = [Head("")]
    groups += [Head(words, span=len(labels[name])) for name, words in dimensions.items()]
    columns = [label for name in dimensions for label in labels[name].values()]
    return Printed(
        caption=caption,
        heads=(Head(_("Indicator")), *numbers(*columns, _("All"))),
        rows=tuple(_row(line, labels) for line in lines),
        groups=(*groups, Head("")) if len(dimensions) > 1 else (),
    )


def _labels(lines: list[Line], dimension: str) -> Labels:
    """Return the codes that any of the lines has, in the order of the longest table."""
    tables = [table for line in lines if (table := line.table(dimension))]
    cells = [
        cell for table in sorted(tables, key=lambda one: -len(one.cells)) for cell in table.cells
    ]
    return {cell.code: cell.label for cell in cells}


def _row(line: Line, labels: dict[str, Labels]) -> Row:
    tables = {name: line.table(name) for name in labels}
    total = next(table.total for table in tables.values() if table)
    cells = [_cell(tables[name], code) for name, codes in labels.items() for code in codes]
    return Row((f"{line.code} {line.short_name}", *cells, short(total)))


def _cell(table: Breakdown | None, code: str) -> str:
    """Return the cell's words; a table that was withheld whole has stars only."""
    if table is None:
        return EMPTY
    if not table.cells:
        return HIDDEN_MARK
    count = {cell.code: cell.count for cell in table.cells}.get(code, 0)
    return HIDDEN_MARK if count is None else short(count)
