"""Chance that repeats: everything drawn here follows from the seed and the name of the part."""

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.utils import timezone

from tracekenya.lib.dates import year_bounds

Item = TypeVar("Item")
FIRST_DAY = dt.date(2022, 1, 1)
YEAR_WEIGHTS = {2022: 14, 2023: 18, 2024: 21, 2025: 23, 2026: 26}  # the work grows


class Draw:
    """One stream of chance for one part of the data, so that parts do not disturb each other."""

    def __init__(self, seed: int, part: str, today: dt.date) -> None:
        self.today = today
        self._random = random.Random(f"{seed}:{part}")  # noqa: S311  practice data, not secrets

    def new_id(self) -> uuid.UUID:
        return uuid.UUID(int=self._random.getrandbits(128), version=4)

    def number(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return self._random.randint(low, max(low, high))

    def chance(self, percent: float) -> bool:
        return self._random.random() * 100 < percent

    def one(self, items: Sequence[Item]) -> Item:
        return self._random.choice(items)

    def weighted(self, weights: Mapping[Item, float]) -> Item:
        return self._random.choices(list(weights), list(weights.values()))[0]

    def some(self, items: Sequence[Item], how_many: int) -> list[Item]:
        """Return at most `how_many` different items, in drawn order."""
        return self._random.sample(list(items), min(how_many, len(items)))

    def day(self, first: dt.date, last: dt.date) -> dt.date:
        """Return a day from `first` to `last`; never later than today."""
        last = min(last, self.today)
        return first + dt.timedelta(days=self.number(0, (last - first).days))

    def day_after(self, start: dt.date, least: int, most: int) -> dt.date:
        """Return a day `least` to `most` days after `start`, perhaps in the future."""
        return start + dt.timedelta(days=self.number(least, most))

    def growing_days(self, how_many: int) -> list[dt.date]:
        """Return sorted days since 2022; later years have more of them, by the days gone by."""
        weights = self._year_weights()
        years = self._random.choices(list(weights), list(weights.values()), k=how_many)
        return sorted(self.day(*year_bounds(year)) for year in years)

    def _year_weights(self) -> dict[int, float]:
        latest = YEAR_WEIGHTS[max(YEAR_WEIGHTS)]
        weights = {
            year: float(YEAR_WEIGHTS.get(year, latest))
            for year in range(FIRST_DAY.year, self.today.year + 1)
        }
        weights[self.today.year] *= self.today.timetuple().tm_yday / 365
        return weights

    def moment(self, day: dt.date, *, first_hour: int = 8, last_hour: int = 17) -> dt.datetime:
        """Return a time of `day` in the organisation's time zone."""
        clock = dt.time(self.number(first_hour, last_hour), self.number(0, 59))
        return dt.datetime.combine(day, clock, tzinfo=timezone.get_default_timezone())
