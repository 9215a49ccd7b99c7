"""Two groups side by side over the same bands, such as women and men by age."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracekenya.ui.charts.scales import chart_id, place
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.numbers import HIDDEN, Cell, Number, known, show_number

WIDTH, ROW, HEAD = 400.0, 24.0, 24.0
MIDDLE = 92.0  # room for the band's name between the two sides
NUMBERS = 34.0  # room for the number beyond a bar's end


@dataclass(frozen=True)
class Half:
    """One bar: drawn from `x` for `width`; the number stands at `number_at`."""

    x: float
    width: float
    number_at: float
    shown: str
    is_known: bool


@dataclass(frozen=True)
class Band:
    """One row of the chart; `y` is its upper edge."""

    name: str
    y: float
    left: Half
    right: Half


@dataclass(frozen=True)
class PairedBars:
    """A drawn pair of bar groups with its table twin."""

    template: ClassVar[str] = "components/charts/pyramid.html"
    title: str
    words: str
    id: str
    width: float
    height: float
    left_edge: float
    middle: float
    right_edge: float
    left_name: str
    right_name: str
    bands: tuple[Band, ...]
    hidden_words: str
    has_hidden: bool
    table: ChartTable


def _short(value: Cell) -> str:
    """Return what fits beside a bar: an en dash for unknown, an asterisk for hidden."""
    if value is None:
        return "\N{EN DASH}"
    return "*" if isinstance(value, str) else show_number(value)


def _half(value: Cell, top: Number, edge: float, direction: int) -> Half:
    length = place(known(value), top, (WIDTH - MIDDLE) / 2 - NUMBERS)
    return Half(
        x=round(edge - length, 1) if direction < 0 else edge,
        width=length,
        number_at=round(edge + direction * (length + 4), 1),
        shown=_short(value),
        is_known=value is not None and not isinstance(value, str),
    )


def paired_bars(
    *,
    title: str,
    words: str,
    head: str,
    left_name: str,
    right_name: str,
    rows: Sequence[tuple[str, Cell, Cell]],
) -> PairedBars:
    """Return the bars for `rows` (band, left value, right value), drawn in the given order.

    Give "Not known" as a band of its own; `head` names the bands ("Age").
    """
    top = max([known(cell) for row in rows for cell in row[1:]], default=0)
    left_edge, right_edge = (WIDTH - MIDDLE) / 2, (WIDTH + MIDDLE) / 2
    bands = tuple(
        Band(
            name=name,
            y=HEAD + number * ROW,
            left=_half(left, top, left_edge, -1),
            right=_half(right, top, right_edge, 1),
        )
        for number, (name, left, right) in enumerate(rows)
    )
    return PairedBars(
        title=title,
        words=words,
        id=chart_id("paired", title, rows),
        width=WIDTH,
        height=HEAD + len(rows) * ROW,
        left_edge=left_edge,
        middle=WIDTH / 2,
        right_edge=right_edge,
        left_name=left_name,
        right_name=right_name,
        bands=bands,
        hidden_words=show_number(HIDDEN),
        has_hidden=any(cell == HIDDEN for row in rows for cell in row[1:]),
        table=ChartTable(
            title,
            (head, left_name, right_name),
            tuple((name, show_number(left), show_number(right)) for name, left, right in rows),
        ),
    )
