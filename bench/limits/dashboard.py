"""The 33 values of all years by SQL written by hand, a statement for each group of tables.

The answer is {code: ({year: (value, value of the year alone)}, last day)}; no data is None.
"""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.db import connection

HERE = Path(__file__).parent
YEARS = range(2021, 2027)
LAST_DAY = dt.date(2026, 12, 31)  # what is planned for a day after today has not happened yet
PATTERNS = {
    "prevention": ("1.1", "1.2", "2.1", "2.2", "2.3", "2.4", "2.5", "3.2"),
    "casework": ("1.4", "1.5", "1.6", "2.6", "2.8", "2.9", "3.3"),
}
# Baselines of the plan, for the indicators that are held against the target with their baseline.
BASELINES = {
    "1.1": 1750, "1.2": 350, "1.4": 200, "1.5": 500, "1.6": 547, "1.7": 12, "1.8": 9, "2.1": 40, "2.2": 15,
    "2.3": 15, "2.4": 45, "2.5": 7, "2.6": 12, "2.8": 527, "2.9": 527, "3.1": 587, "3.2": 40, "3.3": 300, "3.4": 0,
}  # fmt: skip
Answer = dict[str, tuple[dict[int, tuple[Decimal | None, Decimal | None]], dt.date | None]]


class Tally:
    """What was found for one indicator: by year alone and since the plan began."""

    def __init__(self) -> None:
        self.alone: dict[int, Decimal] = defaultdict(Decimal)
        self.since: dict[int, Decimal] = defaultdict(Decimal)
        self.days: list[dt.date] = []

    def add_pattern(self, years: int, since: int | None, count: int) -> None:
        """Add `count` keys. `since`: years at whose end they count; None: ever since their first one."""
        for place, year in enumerate(YEARS):
            self.alone[year] += count * (years >> place & 1)
            counted = years & 62 & (2 << place) - 1 if since is None else since >> place & 1
            self.since[year] += count * bool(counted)

    def add_sum(self, year: int, amount: Decimal) -> None:
        self.alone[year] += amount
        for later in range(max(year, YEARS[1]), YEARS[-1] + 1):
            self.since[later] += amount if year >= YEARS[1] else 0


def dashboard(today: dt.date) -> Answer:
    """Return all values and last days as of `today`; seven statements."""
    found: dict[str, Tally] = defaultdict(Tally)
    last = min(today, LAST_DAY)
    _add_patterns(found, last)
    _add_rest(found, today, last)
    return {code: _values(code, found[code], first, today) for code, first in _rows("first_days")}


def _add_patterns(found: dict[str, Tally], last: dt.date) -> None:
    for name, codes in PATTERNS.items():
        for count, *columns in _rows(name, last=last):
            for code, years, day in zip(codes, columns, columns[len(codes) :], strict=False):
                if years:
                    found[code].add_pattern(years, None, count)
                    found[code].days.append(day)


def _add_rest(found: dict[str, Tally], today: dt.date, last: dt.date) -> None:
    for code, years, since, count, day in _rows("court", today=today, last=last):
        found[code].add_pattern(years or 0, since, count)
        found[code].days.append(day)
    for code, year, amount, day in (
        *_rows("places", last=last),
        *_rows("registers", today=today),
    ):
        found[code].add_sum(year, Decimal(amount))
        found[code].days.append(day)
    for code, year, amount, out_of, day in _rows("sums", last=last):
        found[code].add_sum(year, amount * 100 / out_of if out_of else amount)
        found[code].days.append(day)


def _values(code: str, tally: Tally, first: dt.date | None, today: dt.date):
    years = {}
    for year in YEARS:
        ended = min(dt.date(year, 12, 31), today)
        is_empty = dt.date(year, 1, 1) > today or first is None or first > ended
        years[year] = (None, None) if is_empty else _pair(code, tally, year)
    return years, max((min(day, today) for day in tally.days), default=None)


def _pair(code: str, tally: Tally, year: int) -> tuple[Decimal | None, Decimal | None]:
    alone = tally.alone[year]
    if code in BASELINES:
        return BASELINES[code] + tally.since[year], alone
    if code == "1.3":
        alone = alone * 100 / 50
    if code == "4.2":
        alone = alone / 1_000_000
    alone = alone.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return alone, alone


def _rows(name: str, **values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute((HERE / f"{name}.sql").read_text(), values or None)
        return cursor.fetchall()
