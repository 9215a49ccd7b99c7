"""One breakdown as a page shows it: rows with bars, and for counties and types a drawing beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.results import Cell as TableCell
from reporting.results import Table
from tracekenya.ui.charts import StackedBar, TileMap, stacked_bar, tile_map
from tracekenya.ui.numbers import HIDDEN, Cell

MOST_PARTS = 6  # more cannot be told apart in one bar
BAR_WIDTH = 100.0


@dataclass(frozen=True)
class BreakdownRow:
    """One cell: `width` is its bar's length of 100, None where the number is kept back."""

    label: str
    shown: str
    width: float | None


@dataclass(frozen=True)
class Breakdown:
    """A table with its bars; `drawing` is the map or the bar of parts, if one helps."""

    dimension: str
    title: str
    note: str
    is_multiple: bool
    rows: tuple[BreakdownRow, ...]
    total: int | None
    drawing: StackedBar | TileMap | None

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole width: it has a drawing beside it, or long labels."""
        return self.dimension in {"county", "type"}


def breakdown_of(table: Table, *, county_names: Mapping[str, str], title: str = "") -> Breakdown:
    """Return `table` as rows; of counties only those with something to show.

    `title` stands in for the table's own where the page is about more than one indicator.
    """
    title = title or str(table.title)
    cells = [cell for cell in table.cells if cell.is_hidden or cell.count or not _is_long(table)]
    return Breakdown(
        dimension=table.dimension,
        title=title,
        note=str(table.note),
        is_multiple=table.is_multiple,
        rows=_rows(cells),
        total=table.total,
        drawing=_drawing(table, cells, title, county_names),
    )


def _value(cell: TableCell) -> Cell:
    return HIDDEN if cell.is_hidden else cell.count


def _is_long(table: Table) -> bool:
    return table.dimension == "county"


def _rows(cells: Sequence[TableCell]) -> tuple[BreakdownRow, ...]:
    highest = max((cell.count or 0 for cell in cells), default=0) or 1
    return tuple(
        BreakdownRow(
            str(cell.label),
            str(cell.text),
            None if cell.is_hidden else round((cell.count or 0) / highest * BAR_WIDTH, 1),
        )
        for cell in cells
    )


def _drawing(
    table: Table, cells: Sequence[TableCell], title: str, county_names: Mapping[str, str]
) -> StackedBar | TileMap | None:
    if table.dimension == "county":
        return _map(cells, title, county_names)
    if table.dimension == "type" and not table.is_multiple and 1 < len(cells) <= MOST_PARTS:
        parts = [(str(cell.label), _value(cell)) for cell in cells]
        return stacked_bar(title=title, head=_("Type"), parts=parts)
    return None


def _map(cells: Sequence[TableCell], title: str, county_names: Mapping[str, str]) -> TileMap:
    """Return the map of `cells`; a code that is no county ("not known", abroad) stays in the table."""
    values = {cell.code: _value(cell) for cell in cells if cell.code in county_names}
    counted = sum(1 for value in values.values() if value)
    words = _("%(n)d of 47 counties have a record.") % {"n": counted}
    return tile_map(title=title, words=words, names=county_names, values=values)
