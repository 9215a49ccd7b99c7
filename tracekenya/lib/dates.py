"""Dates and ages as the counting rules want them."""

import calendar
import datetime as dt

ADULT_AGE = 18  # years; Constitution of Kenya, article 260


def completed_years(born: dt.date, on: dt.date) -> int:
    """Return whole years lived on `on`; a 29 February birthday counts on 1 March in common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def months_later(start: dt.date, months: int) -> dt.date:
    """Return the same day `months` later, or that month's last day (31 January + 1 = 28 February)."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def year_bounds(year: int) -> tuple[dt.date, dt.date]:
    """Return the first and last day of `year`."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)
