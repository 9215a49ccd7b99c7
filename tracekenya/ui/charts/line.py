"""Values over time: one to four lines that differ by dash and marker as well as by colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracekenya.ui.charts.frame import Frame, build_frame
from tracekenya.ui.charts.palette import SERIES
from tracekenya.ui.charts.scales import chart_id
from tracekenya.ui.charts.sparkline import polyline, runs
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.numbers import Cell, known, show_number

DASHES = ("", "6 4", "2 3", "9 3 2 3")
MARKERS = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True)
class Series:
    """What to draw: one value per label of the chart, None where nothing is known."""

    name: str
    values: Sequence[Cell]


@dataclass(frozen=True)
class Line:
    """One drawn line: `paths` are its stretches without a gap, `points` its known values."""

    name: str
    colour: str
    number: int
    dash: str
    marker: str
    paths: tuple[str, ...]
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class LineChart:
    """A drawn line chart with its legend and table twin."""

    template: ClassVar[str] = "components/charts/line.html"
    title: str
    words: str
    id: str
    frame: Frame
    lines: tuple[Line, ...]
    table: ChartTable


def _line(number: int, series: Series, frame: Frame) -> Line:
    count = len(series.values)
    points = [
        None if value is None or isinstance(value, str) else (frame.x(at, count), frame.y(value))
        for at, value in enumerate(series.values)
    ]
    stretches = runs(points)
    return Line(
        name=series.name,
        colour=SERIES[number],
        number=number + 1,
        dash=DASHES[number],
        marker=MARKERS[number],
        paths=tuple(polyline(run) for run in stretches if len(run) > 1),
        points=tuple(point for run in stretches for point in run),
    )


def line_chart(
    *,
    title: str,
    words: str,
    head: str,
    labels: Sequence[str],
    series: Sequence[Series],
    unit: str = "",
) -> LineChart:
    """Return the chart of at most four `series` over `labels`; `head` names the labels ("Year").

    `words` says in one sentence what the chart shows. Raises ValueError for more than four series.
    """
    if len(series) > len(DASHES):
        raise ValueError("more than four lines cannot be told apart")
    highest = max([known(value) for one in series for value in one.values], default=0)
    frame = build_frame(labels, highest, unit)
    rows = tuple(
        (label, *(show_number(one.values[at], unit) for one in series))
        for at, label in enumerate(labels)
    )
    return LineChart(
        title=title,
        words=words,
        id=chart_id("line", title, labels, series),
        frame=frame,
        lines=tuple(_line(number, one, frame) for number, one in enumerate(series)),
        table=ChartTable(title, (head, *(one.name for one in series)), rows),
    )
