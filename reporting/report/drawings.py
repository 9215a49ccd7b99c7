"""The report's drawings: the same charts as on the pages, made for paper."""

from django.utils.translation import gettext as _

from reporting.report.contents import Line, Report
from reporting.report.wording import MILLION
from tracekenya.ui import charts
from tracekenya.ui.charts import ColumnChart, StackedBar, TileMap
from tracekenya.ui.charts.palette import SERIES
from tracekenya.ui.numbers import HIDDEN, Cell

MAPPED = "3.1"  # the indicator whose county table is drawn as a map


def reach_map(report: Report) -> TileMap:
    """Return the tile map of intercepts by county."""
    at = report.reach.columns.index(MAPPED)
    values = {row.code: row.cells[at] for row in report.reach.rows if row.name}
    counted = [cell for cell in values.values() if cell]
    return charts.tile_map(
        title=_("Intercepts by county, %(year)d") % {"year": report.year},
        words=_("Intercepts were recorded in %(number)d of 47 counties.")
        % {"number": len(counted)},
        names=report.reach.names,
        values=values,
    )


def types_bar(line: Line, year: int) -> StackedBar | None:
    """Return the bar of an indicator's types, the smallest folded together; None without types."""
    table = line.table("type")
    if table is None or not table.cells:
        return None
    parts = [(cell.label, HIDDEN if cell.is_hidden else cell.count) for cell in table.cells]
    parts = [(label, count) for label, count in parts if count]
    return charts.stacked_bar(
        title=_("%(code)s by type, %(year)d") % {"code": line.code, "year": year},
        head=_("Type"),
        parts=_folded(parts),
    )


def _folded(parts: list[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Return at most as many parts as can be told apart, hidden ones last and never added up."""
    shown = sorted([part for part in parts if part[1] != HIDDEN], key=lambda part: -part[1])  # type: ignore[operator]
    hidden = [part for part in parts if part[1] == HIDDEN]
    room = len(SERIES) - (1 if hidden else 0)
    if len(shown) > room:
        rest = shown[room - 1 :]
        shown = [*shown[: room - 1], (_("Other types"), sum(count for _name, count in rest))]  # type: ignore[misc]
    return [*shown, (_("Types hidden to protect privacy"), HIDDEN)] if hidden else shown


def money_columns(report: Report) -> ColumnChart:
    """Return the money received by year, with the printed budget as a line across each column."""
    money = report.money
    return charts.column_chart(
        title=_("Money received and budget, KES million"),
        words=_("Money received by year beside the total that the plan prints."),
        head=_("Year"),
        labels=[str(year) for year in money.years],
        values=[_million(kes) for kes in money.received],
        value_name=_("Received"),
        plans=[_million(kes) for kes in money.printed_totals],
        plan_name=_("Budget as printed"),
        unit="kes_million",
    )


def _million(kes: int | None) -> float | None:
    return None if kes is None else kes / MILLION
