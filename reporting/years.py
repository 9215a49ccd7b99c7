"""From what was counted to the value of a year: accumulation, baseline, milestone and status."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reporting.enums import Accumulation, Direction, ProgressStatus, ValueType
from reporting.measures.specification import Counting
from reporting.milestones import MilestoneValue, percent_of, status_of
from reporting.models import Indicator, ManualValue
from reporting.planning.yearly import Found
from tracekenya.lib.dates import year_bounds

SINCE_PLAN_BEGAN = {Accumulation.CUMULATIVE_PLAN, Accumulation.CUMULATIVE_WITH_BASELINE}


@dataclass(frozen=True)
class Year:
    """One indicator in one year. value, value_year: in the indicator's unit, None for no data.

    value is held against the target under the accumulation; value_year is the year alone.
    manual: an approved value "from earlier records", to be shown beside, never added.
    """

    year: int
    value: Decimal | None
    value_year: Decimal | None
    milestone: Decimal
    is_provisional: bool
    percent: int | None
    status: ProgressStatus
    manual: ManualValue | None = None
    people_without_names: int = 0
    notes: tuple[str, ...] = ()


def accumulation_of(indicator: Indicator, counting: Counting) -> Accumulation:
    """Return how years add up; where the baseline counts something else, it is left out."""
    way = counting.accumulation or Accumulation(indicator.accumulation)
    if counting.leaves_baseline and way is Accumulation.CUMULATIVE_WITH_BASELINE:
        return Accumulation.CUMULATIVE_PLAN
    return way


def value_of(indicator: Indicator, counting: Counting, found: Found, year: int) -> Decimal | None:
    """Return what is held against the target; None while there are no records or no such year yet."""
    alone = value_in_year(counting, found, year)
    accumulation = accumulation_of(indicator, counting)
    if alone is None or accumulation not in SINCE_PLAN_BEGAN:
        return alone
    since = counting.figure(found.since_plan_began(year))
    if since is None or accumulation is Accumulation.CUMULATIVE_PLAN:
        return since
    return indicator.baseline + since


def value_in_year(counting: Counting, found: Found, year: int) -> Decimal | None:
    """Return the year alone; None where no source held a record by its end or it has not begun."""
    first, last = year_bounds(year)
    today = found.period.today
    if first > today or not found.has_records_by(min(last, today)):
        return None
    return counting.figure(found.in_year(year))


def year_of(
    indicator: Indicator,
    counting: Counting,
    found: Found,
    year: int,
    *,
    manual: ManualValue | None,
) -> Year:
    """Return one year of one indicator, without notes."""
    value = value_of(indicator, counting, found, year)
    milestone = milestone_of(indicator, year, today=found.period.today)
    direction = Direction(indicator.direction)
    percent = None if value is None else percent_of(value, milestone.value, direction)
    return Year(
        year=year,
        value=value,
        value_year=value_in_year(counting, found, year),
        milestone=milestone.value,
        is_provisional=milestone.is_provisional,
        percent=percent,
        status=status_of(value, milestone.value, direction),
        manual=manual,
        people_without_names=_heads(indicator, counting, found, year),
    )


def milestone_of(indicator: Indicator, year: int, *, today: dt.date) -> MilestoneValue:
    """Return the milestone of a plan year; of the baseline year, the baseline."""
    if year < min((each.year for each in indicator.milestones.all()), default=year):
        return MilestoneValue(year, indicator.baseline, is_provisional=False)
    return indicator.milestone_in(year, today=today)


def _heads(indicator: Indicator, counting: Counting, found: Found, year: int) -> int:
    """Return how many of the year's people were counted without names."""
    is_heads = bool(counting.parts) and ValueType(indicator.value_type).is_count
    return int(found.in_year(year).amount) if is_heads else 0
