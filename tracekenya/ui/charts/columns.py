"""Amounts by year as columns, with what was planned as a line across each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracekenya.ui.charts.frame import Frame, build_frame
from tracekenya.ui.charts.scales import chart_id
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.numbers import Cell, known, show_number

WIDEST = 44.0  # drawing units


@dataclass(frozen=True)
class Column:
    """One slot; `y` and `plan_y` are None where nothing is known."""

    x: float
    y: float | None
    height: float
    plan_y: float | None


@dataclass(frozen=True)
class ColumnChart:
    """A drawn column chart with its legend and table twin; `column_width` in drawing units."""

    template: ClassVar[str] = "components/charts/columns.html"
    title: str
    words: str
    id: str
    frame: Frame
    column_width: float
    columns: tuple[Column, ...]
    value_name: str
    plan_name: str
    table: ChartTable


def _column(frame: Frame, middle: float, width: float, value: Cell, plan: Cell) -> Column:
    y = None if value is None or isinstance(value, str) else frame.y(value)
    return Column(
        x=round(middle - width / 2, 1),
        y=y,
        height=0.0 if y is None else round(frame.floor - y, 1),
        plan_y=None if plan is None or isinstance(plan, str) else frame.y(plan),
    )


def column_chart(
    *,
    title: str,
    words: str,
    head: str,
    labels: Sequence[str],
    values: Sequence[Cell],
    value_name: str,
    plans: Sequence[Cell] = (),
    plan_name: str = "",
    unit: str = "",
) -> ColumnChart:
    """Return columns of `values` (one per label) with the `plans` as lines, if there are any."""
    planned = list(plans) or [None] * len(values)
    frame = build_frame(labels, max([known(value) for value in (*values, *planned)]), unit)
    count = len(values)
    width = round(min((frame.right - frame.left) / max(count, 1) * 0.6, WIDEST), 1)
    names = (head, value_name, plan_name) if plans else (head, value_name)
    rows = tuple(
        (label, *(show_number(cell, unit) for cell in (value, plan)[: len(names) - 1]))
        for label, value, plan in zip(labels, values, planned, strict=True)
    )
    return ColumnChart(
        title=title,
        words=words,
        id=chart_id("columns", title, labels, values, planned),
        frame=frame,
        column_width=width,
        columns=tuple(
            _column(frame, frame.x(at, count), width, value, plan)
            for at, (value, plan) in enumerate(zip(values, planned, strict=True))
        ),
        value_name=value_name,
        plan_name=plan_name,
        table=ChartTable(title, names, rows),
    )
