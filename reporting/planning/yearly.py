"""The figures of all years and all measures at once, in three statements: what is counted once, what
is added up, and the first day of each source.

For each key the years in which it counts are bits of a number, so that the database returns one line
per pattern of years: a year's count is the keys with its bit, the count since the plan began is the
keys whose first bit lies at or before that year.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reporting.facts.source import Source, expression
from reporting.measures.specification import Counting, Tally
from reporting.planning.arms import counting_statement
from reporting.planning.database import rows_of
from reporting.planning.period import Period
from reporting.planning.scan import compiled, joined
from reporting.planning.sums import sums_of

ZERO = Decimal(0)
FIRST_DAY = "(SELECT min(first_day) FROM ({facts}) fact)"


@dataclass(frozen=True)
class Pattern:
    """So many keys that count in these years. standing: years at whose end they count since the
    plan began, where that is not simply every year from the first on."""

    years: int
    standing: int | None
    keys: int

    def is_counted_since(self, plan: int, bit: int) -> bool:
        if self.standing is not None:
            return bool(self.standing & bit)
        return bool(self.years & plan & (2 * bit - 1))


@dataclass
class Found:
    """What one counting found in each year of a period; `plan` has the bits of the plan's years."""

    period: Period
    plan: int
    patterns: list[Pattern] = field(default_factory=list)
    sums: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)
    last_day: dt.date | None = None
    first_record: dt.date | None = None

    def in_year(self, year: int) -> Tally:
        """Return what counts in `year` alone."""
        bit = self._bit(year)
        distinct = sum(each.keys for each in self.patterns if (each.years or 0) & bit)
        return Tally(distinct, *self.sums.get(year, (ZERO, ZERO)))

    def since_plan_began(self, year: int) -> Tally:
        """Return what counts from the first plan year to `year`, each key once."""
        bit = self._bit(year)
        distinct = sum(each.keys for each in self.patterns if each.is_counted_since(self.plan, bit))
        earlier = [
            self.sums[each]
            for each in self.period.years
            if each <= year and each in self.sums and self._bit(each) & self.plan
        ]
        return Tally(
            distinct, sum((row[0] for row in earlier), ZERO), sum((row[1] for row in earlier), ZERO)
        )

    def has_records_by(self, day: dt.date) -> bool:
        """Return whether any source of the measure held a record on `day`."""
        return self.first_record is not None and self.first_record <= day

    def saw(self, day: dt.date | None) -> None:
        """Take note of the day of a counted row; days to come are no news."""
        days = [min(each, self.period.today) for each in (self.last_day, day) if each]
        self.last_day = max(days, default=None)

    def _bit(self, year: int) -> int:
        return 1 << (year - self.period.first.year)


def count(countings: Sequence[Counting], period: Period, *, plan_starts: dt.date) -> list[Found]:
    """Return what each counting found, in the order given; at most three statements.

    plan_starts: the day from which keys are carried from year to year; earlier years stand alone.
    """
    plan = sum(bit for bit, first, _ in period.bits() if first >= plan_starts)
    found = [Found(period, plan) for _ in countings]
    _count_keys(found, countings, period, plan_starts)
    for number, year, amount, out_of, last_day in sums_of(countings, period):
        had = found[number].sums.get(year, (ZERO, ZERO))
        found[number].sums[year] = (had[0] + amount, had[1] + out_of)
        found[number].saw(last_day)
    _add_first_records(found, countings)
    return found


def _count_keys(
    found: list[Found], countings: Sequence[Counting], period: Period, plan_starts: dt.date
) -> None:
    statement = counting_statement(countings, period, plan_starts=plan_starts)
    for number, years, standing, keys, last_day in rows_of(statement) if statement else ():
        found[number].patterns.append(Pattern(years, standing, keys))
        found[number].saw(last_day)


def has_records_by(countings: Iterable[Counting], day: dt.date) -> bool:
    """Return whether any source of any counting held a record on `day`; one statement."""
    sources = {source: None for each in countings for source in each.sources}
    return any(first and first <= day for first in _first_records(sources).values())


def _add_first_records(found: list[Found], countings: Sequence[Counting]) -> None:
    days = _first_records({source: None for each in countings for source in each.sources})
    for each, counting in zip(found, countings, strict=True):
        known = [day for day in (days[source] for source in counting.sources) if day]
        each.first_record = min(known, default=None)


def _first_records(sources: Iterable[Source]) -> dict[Source, dt.date | None]:
    """Return the earliest day of each source, None for an empty one; one statement."""
    pieces = []
    for source in sources:
        rows, day = source.earliest
        queryset = rows().order_by().annotate(first_day=expression(day)).values("first_day")
        sql, params = compiled(queryset)
        pieces.append((FIRST_DAY.format(facts=sql), params))
    sql, params = joined(pieces, ", ")
    return dict(zip(sources, rows_of(("SELECT " + sql, params))[0], strict=True))
