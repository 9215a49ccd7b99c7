"""What the tests of registers share: the value of an indicator as it stood on a day."""

import datetime as dt
from decimal import Decimal

from reporting.results import indicator


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def value_on(code: str, text: str) -> Decimal | None:
    """Return the figure of the year of that day alone, looked at on that day."""
    today = day(text)
    return indicator(code, today=today).in_year(today.year).value_year


def values_on(code: str, *days: str) -> list[Decimal | None]:
    return [value_on(code, each) for each in days]
