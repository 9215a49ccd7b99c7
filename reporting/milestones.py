"""How far an indicator should be by a given day, and in which words a value is judged against it.

Pure arithmetic on Decimals, nothing from the database. Milestones lie on the straight line from the
baseline (end of the baseline year) to the target (end of the plan's last year).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext

from reporting.enums import Direction, ProgressStatus, ValueType
from tracekenya.lib.dates import year_bounds
from tracekenya.lib.errors import DomainError

SLIGHTLY_BEHIND_FROM = 85  # percent of the milestone
CENT = Decimal("0.01")


class YearOutsidePlan(DomainError):
    """A year for which the plan sets no milestone."""


@dataclass(frozen=True)
class PlanWindow:
    """The years of a plan; `baseline_year` ends where the first plan year begins."""

    baseline_year: int
    first_year: int
    last_year: int

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    @property
    def years_with_baseline(self) -> range:
        return range(self.baseline_year, self.last_year + 1)


@dataclass(frozen=True)
class MilestoneValue:
    """What should be reached in `year`; provisional while the year is not over."""

    year: int
    value: Decimal
    is_provisional: bool


def straight_line(*, baseline: Decimal, target: Decimal, window: PlanWindow) -> dict[int, Decimal]:
    """Return where the line stands at the end of each year, baseline year first, not rounded up."""
    steps = window.last_year - window.baseline_year
    return {
        year: (baseline + (target - baseline) * (year - window.baseline_year) / steps).quantize(
            CENT, ROUND_HALF_UP
        )
        for year in window.years_with_baseline
    }


def milestone_in(
    year: int, *, line: Mapping[int, Decimal], value_type: ValueType, today: dt.date
) -> MilestoneValue:
    """Return the milestone of `year` as seen on `today`.

    line: value at the end of each year, the baseline year included.
    The running year's milestone is its share of the way from last year's point, by days, both ends
    counted, so that 31 December stands at the full milestone. Counts are rounded up.
    Raises YearOutsidePlan for a year that has no point on the line or none before it.
    """
    if year not in line or year - 1 not in line:
        raise YearOutsidePlan(gettext("The plan sets no milestone for %(year)d.") % {"year": year})
    start, end = line[year - 1], line[year]
    is_provisional = year == today.year
    value = start + _share_to_date(end - start, today) if is_provisional else end
    return MilestoneValue(year, _rounded(value, value_type), is_provisional)


def misplaced(
    line: Mapping[int, Decimal], *, baseline: Decimal, target: Decimal, direction: Direction
) -> list[str]:
    """Return in words where milestones turn back, or do not end at the plan's target.

    line: value at the end of each plan year.
    """
    words, before = [], baseline
    for year in sorted(line):
        turns = line[year] < before if direction == Direction.INCREASE else line[year] > before
        if turns:
            sentence = gettext(
                "%(year)d (%(value)s) goes back behind the point before it (%(before)s)."
            )
            words.append(
                sentence % {"year": year, "value": plain(line[year]), "before": plain(before)}
            )
        before = line[year]
    if before != target:
        sentence = gettext(
            "The last one (%(value)s) is not the plan's printed target (%(target)s), which stays."
        )
        words.append(sentence % {"value": plain(before), "target": plain(target)})
    return words


def plain(value: Decimal) -> str:
    """Return a number without trailing zeros and without grouping."""
    return format(value.normalize(), "f")


def percent_of(
    value: Decimal, milestone: Decimal, direction: Direction = Direction.INCREASE
) -> int:
    """Return how much of `milestone` is reached, percent, rounded down so that 99.9 is not 100.

    Where less is better the share is milestone over value. Where nothing is asked (a milestone of
    zero), or nothing is left of what should shrink, all of it is reached: 100.
    """
    part, whole = (value, milestone) if direction == Direction.INCREASE else (milestone, value)
    if whole == 0:
        return 100
    return int((part * 100 / whole).to_integral_value(ROUND_FLOOR))


def status_of(
    value: Decimal | None,
    milestone: Decimal,
    direction: Direction = Direction.INCREASE,
) -> ProgressStatus:
    """Return the word for `value`; None means that nothing was recorded, which is never behind."""
    if value is None:
        return ProgressStatus.NO_DATA
    percent = percent_of(value, milestone, direction)
    if percent >= 100:
        return ProgressStatus.ON_TRACK
    if percent >= SLIGHTLY_BEHIND_FROM:
        return ProgressStatus.SLIGHTLY_BEHIND
    return ProgressStatus.BEHIND


def _share_to_date(step: Decimal, today: dt.date) -> Decimal:
    """Return the part of a year's `step` that is due at the end of `today`."""
    first, last = year_bounds(today.year)
    return step * ((today - first).days + 1) / ((last - first).days + 1)


def _rounded(value: Decimal, value_type: ValueType) -> Decimal:
    """Counts go up to the next whole number; percentages and millions keep two decimals."""
    if ValueType(value_type).is_count:
        return value.to_integral_value(ROUND_CEILING)
    return value.quantize(CENT, ROUND_HALF_UP)
