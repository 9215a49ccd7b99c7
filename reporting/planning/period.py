"""The stretches of time that are counted: the years of the plan, or one of them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tracekenya.lib.dates import year_bounds


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included; `today` is where a running year is looked at."""

    first: dt.date
    last: dt.date
    today: dt.date

    @classmethod
    def of_years(cls, first: int, last: int, *, today: dt.date) -> "Period":
        return cls(year_bounds(first)[0], year_bounds(last)[1], today)

    @property
    def ends(self) -> dt.date:
        """Return the last day that counts: what is planned for a day to come has not happened."""
        return min(self.last, self.today)

    @property
    def years(self) -> range:
        return range(self.first.year, self.last.year + 1)

    def bits(self) -> Iterator[tuple[int, dt.date, dt.date]]:
        """Return bit, first day and day of the look for each year that has begun."""
        for place, year in enumerate(self.years):
            start, end = year_bounds(year)
            if start <= self.today:
                yield 1 << place, start, min(end, self.today)
