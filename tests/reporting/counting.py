"""What the tests of the counting share: a fixed today, and the figure of one measure."""

import datetime as dt
from decimal import Decimal

from reporting.measures import specification_of
from reporting.measures.specification import Counting
from reporting.planning.period import Period
from reporting.planning.yearly import Found, count

TODAY = dt.date(2026, 11, 22)
PERIOD = Period.of_years(2021, 2026, today=TODAY)
PLAN_STARTS = dt.date(2022, 1, 1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def counting_of(code: str, reading: str = "") -> Counting:
    """Return how the measure, or one of its readings, counts."""
    specification = specification_of(code)
    readings = {each.name: each.counting for each in specification.readings}
    return readings[reading] if reading else specification.counting


def found(counting: Counting) -> Found:
    return count([counting], PERIOD, plan_starts=PLAN_STARTS)[0]


def value(code: str, year: int = 2025, *, reading: str = "") -> Decimal | None:
    """Return the figure of one year alone."""
    counting = counting_of(code, reading)
    return counting.figure(found(counting).in_year(year))


def since_plan_began(code: str, year: int = 2025) -> Decimal | None:
    """Return the figure of the plan's years up to `year`, each key once."""
    counting = counting_of(code)
    return counting.figure(found(counting).since_plan_began(year))
