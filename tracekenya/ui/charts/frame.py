"""The frame that charts with a value axis share: plot area, ticks, labels below."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracekenya.ui.charts.scales import place, round_top, tick_values
from tracekenya.ui.numbers import Number, show_number

WIDTH, HEIGHT = 400.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 52.0, 12.0, 12.0, 30.0
MOST_LABELS = 12  # more would overlap at 360 px


@dataclass(frozen=True)
class Tick:
    """A word at a place of an axis, in drawing units."""

    at: float
    label: str


@dataclass(frozen=True)
class Frame:
    """Plot area in drawing units; `top` is the value at its upper edge."""

    width: float
    height: float
    left: float
    right: float
    floor: float
    top: float
    ticks: tuple[Tick, ...]
    labels: tuple[Tick, ...]

    def x(self, number: int, count: int) -> float:
        """Return the middle of slot `number` of `count`."""
        return round(self.left + (number + 0.5) * (self.right - self.left) / max(count, 1), 1)

    def y(self, value: Number) -> float:
        """Return the height of `value`."""
        return round(self.floor - place(value, self.top, self.floor - TOP), 1)


def build_frame(labels: Sequence[str], highest: Number, unit: str) -> Frame:
    """Return the frame for one slot per label and values from 0 to `highest`."""
    top = 100.0 if unit == "percent" and highest <= 100 else round_top(highest)
    floor, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    bare = Frame(WIDTH, HEIGHT, LEFT, right, floor, top, (), ())
    axis_unit = "percent" if unit == "percent" else ""
    ticks = tuple(Tick(bare.y(value), show_number(value, axis_unit)) for value in tick_values(top))
    every = -(-len(labels) // MOST_LABELS)
    below = tuple(
        Tick(bare.x(number, len(labels)), label)
        for number, label in enumerate(labels)
        if number % max(every, 1) == 0
    )
    return Frame(WIDTH, HEIGHT, LEFT, right, floor, top, ticks, below)
