"""One indicator on one line: where it began, where it is, where it should be."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from tracekenya.ui.charts.scales import chart_id, place
from tracekenya.ui.numbers import Cell, Number, known, show_number

WIDTH = 240.0


@dataclass(frozen=True)
class BulletBar:
    """Lengths along the bar in drawing units (0 to `width`); None where there is no such mark."""

    template: ClassVar[str] = "components/charts/bullet.html"
    width: float
    title: str
    words: str
    id: str
    value_at: float | None
    baseline_at: float | None
    milestone_at: float | None
    target_at: float | None


def _words(value: Cell, baseline: Cell, milestone: Cell, target: Cell, unit: str) -> str:
    parts = [_("Now %(value)s") % {"value": show_number(value, unit)}]
    if baseline is not None:
        parts.append(_("baseline %(value)s") % {"value": show_number(baseline, unit)})
    if milestone is not None:
        parts.append(_("milestone %(value)s") % {"value": show_number(milestone, unit)})
    if target is not None:
        parts.append(_("target %(value)s") % {"value": show_number(target, unit)})
    return ", ".join(parts)


def bullet_bar(
    *,
    label: str,
    value: Cell,
    target: Number | None = None,
    baseline: Number | None = None,
    milestone: Number | None = None,
    unit: str = "",
    width: float = WIDTH,
) -> BulletBar:
    """Return the bar, `width` units long; its axis runs from 0 to the highest mark (100 for percentages).

    A value of None or HIDDEN draws an empty dashed track, never a bar of length 0.
    """
    marks = (known(value), target or 0, baseline or 0, milestone or 0)
    top = max(*marks, 100 if unit == "percent" else 0)

    def at(mark: Cell) -> float | None:
        return None if mark is None or isinstance(mark, str) else place(mark, top, width)

    return BulletBar(
        width=width,
        title=label,
        words=_words(value, baseline, milestone, target, unit),
        id=chart_id("bullet", label, value, baseline, milestone, target),
        value_at=at(value),
        baseline_at=at(baseline),
        milestone_at=at(milestone),
        target_at=at(target),
    )
