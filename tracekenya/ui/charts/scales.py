"""From values to places on a drawing: proportion, round axis ends, ticks."""

import hashlib
import math

from tracekenya.ui.numbers import Number


def place(value: Number, top: Number, length: float) -> float:
    """Return how far along `length` the value lies on an axis from 0 to `top`; outside is clipped."""
    if top <= 0:
        return 0.0
    return round(min(max(float(value) / float(top), 0.0), 1.0) * length, 1)


def round_top(highest: Number) -> float:
    """Return the smallest of 1, 2, 2.5, 5 x 10^n that is at least `highest` (1 for nothing)."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= highest)


def tick_values(top: Number) -> list[float]:
    """Return the axis values from 0 to `top`: two, four or five even steps, whole when `top` allows it."""
    steps = 4 if top % 4 == 0 or top < 1 else 5 if top % 5 == 0 else 2
    return [top * step / steps for step in range(steps + 1)]


def chart_id(*parts: object) -> str:
    """Return an id for patterns and labels that depends on what is drawn and on nothing else."""
    return "c" + hashlib.sha256(repr(parts).encode()).hexdigest()[:8]
