"""Small counts as units that can be counted by eye."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from tracekenya.ui.charts.scales import chart_id
from tracekenya.ui.numbers import Cell, known, show_number

SIDE, GAP, PER_ROW, MOST = 12.0, 4.0, 10, 40


@dataclass(frozen=True)
class Dot:
    """One unit; filled means reached, hollow means still to reach."""

    x: float
    y: float
    is_filled: bool


@dataclass(frozen=True)
class UnitDots:
    """The units in rows of ten; `side` is a unit's edge."""

    template: ClassVar[str] = "components/charts/dots.html"
    title: str
    words: str
    id: str
    width: float
    height: float
    side: float
    dots: tuple[Dot, ...]


def unit_dots(*, label: str, value: Cell, target: int | None = None) -> UnitDots:
    """Return one unit for each counted and each still wanted one.

    Raises ValueError above 40 units, which nobody counts by eye: use a bullet bar.
    """
    reached = int(known(value))
    count = max(reached, target or 0)
    if count > MOST:
        raise ValueError("too many units to count by eye")
    rows = max(-(-count // PER_ROW), 1)
    words = show_number(value)
    if target is not None:
        words = _("%(value)s of %(target)s") % {"value": words, "target": show_number(target)}
    return UnitDots(
        title=label,
        words=words,
        id=chart_id("dots", label, value, target),
        width=PER_ROW * (SIDE + GAP),
        height=rows * (SIDE + GAP),
        side=SIDE,
        dots=tuple(
            Dot(
                x=number % PER_ROW * (SIDE + GAP) + 1,
                y=number // PER_ROW * (SIDE + GAP) + 1,
                is_filled=number < reached,
            )
            for number in range(count)
        ),
    )
