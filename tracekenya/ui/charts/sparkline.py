"""A trend as small as a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from tracekenya.ui.charts.scales import chart_id, place
from tracekenya.ui.numbers import Cell, known, show_number

WIDTH, HEIGHT, MARGIN = 96.0, 24.0, 4.0


@dataclass(frozen=True)
class Sparkline:
    """lines: runs of "x,y" points without a gap; dots: values that stand alone; last: the newest."""

    template: ClassVar[str] = "components/charts/sparkline.html"
    width: float
    height: float
    title: str
    words: str
    id: str
    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float] | None


def runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches of `points` between gaps, in order."""
    found: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def polyline(run: Sequence[tuple[float, float]]) -> str:
    """Return the `points` attribute of one stretch."""
    return " ".join(f"{x:g},{y:g}" for x, y in run)


def _words(labels: Sequence[str], values: Sequence[Cell], unit: str) -> str:
    pairs = [pair for pair in zip(labels, values, strict=True) if pair[1] is not None]
    if not pairs:
        return show_number(None)
    return _("%(first)s: %(from)s; %(last)s: %(to)s") % {
        "first": pairs[0][0],
        "from": show_number(pairs[0][1], unit),
        "last": pairs[-1][0],
        "to": show_number(pairs[-1][1], unit),
    }


def sparkline(
    *, label: str, labels: Sequence[str], values: Sequence[Cell], unit: str = ""
) -> Sparkline:
    """Return the trend of `values` (one per label, oldest first); None leaves a gap."""
    top = max([known(value) for value in values], default=0)
    step = (WIDTH - 2 * MARGIN) / max(len(values) - 1, 1)
    points = [
        None
        if value is None or isinstance(value, str)
        else (
            round(MARGIN + number * step, 1),
            round(HEIGHT - MARGIN - place(value, top, HEIGHT - 2 * MARGIN), 1),
        )
        for number, value in enumerate(values)
    ]
    stretches = runs(points)
    return Sparkline(
        width=WIDTH,
        height=HEIGHT,
        title=label,
        words=_words(labels, values, unit),
        id=chart_id("sparkline", label, labels, values),
        lines=tuple(polyline(run) for run in stretches if len(run) > 1),
        dots=tuple(run[0] for run in stretches if len(run) == 1),
        last=stretches[-1][-1] if stretches else None,
    )
