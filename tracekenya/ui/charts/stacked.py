"""Parts of a whole on one line; each part has its own pattern."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from tracekenya.ui.charts.palette import PATTERNS, SERIES
from tracekenya.ui.charts.scales import chart_id, place
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.numbers import Cell, known, show_number

WIDTH = 400.0


@dataclass(frozen=True)
class Segment:
    """One part: where it begins and how long it is, in drawing units."""

    name: str
    shown: str
    x: float
    width: float
    colour: str
    pattern: str
    number: int


@dataclass(frozen=True)
class StackedBar:
    """A drawn bar with its legend and table twin; hidden and unknown parts are in the legend only."""

    template: ClassVar[str] = "components/charts/stacked.html"
    title: str
    words: str
    id: str
    width: float
    segments: tuple[Segment, ...]
    table: ChartTable


def _words(parts: Sequence[tuple[str, Cell]], unit: str) -> str:
    return ", ".join(f"{name} {show_number(value, unit)}" for name, value in parts)


def stacked_bar(
    *, title: str, head: str, parts: Sequence[tuple[str, Cell]], unit: str = ""
) -> StackedBar:
    """Return the bar of `parts` (name, value), at most six; `head` names them ("Type").

    Raises ValueError for more than six parts: fold the smallest into "other" first.
    """
    if len(parts) > len(SERIES):
        raise ValueError("more than six parts cannot be told apart")
    whole = sum(known(value) for _name, value in parts)
    segments, begun = [], 0.0
    for number, (name, value) in enumerate(parts):
        width = place(known(value), whole, WIDTH)
        segments.append(
            Segment(
                name=name,
                shown=show_number(value, unit),
                x=round(begun, 1),
                width=width,
                colour=SERIES[number],
                pattern=PATTERNS[number],
                number=number + 1,
            )
        )
        begun += width
    return StackedBar(
        title=title,
        words=_words(parts, unit),
        id=chart_id("stacked", title, parts),
        width=WIDTH,
        segments=tuple(segments),
        table=ChartTable(
            title,
            (head, _("Number")),
            tuple((name, show_number(value, unit)) for name, value in parts),
        ),
    )
