"""Which month or year a page shows, and the links to those beside it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

FIRST_YEAR = 2000
SHOWN = 6  # links


@dataclass(frozen=True)
class Month:
    """One month; `first` is its first day."""

    first: dt.date

    @property
    def last(self) -> dt.date:
        return self.after(1).first - dt.timedelta(days=1)

    @property
    def code(self) -> str:
        return self.first.strftime("%Y-%m")

    @property
    def words(self) -> str:
        return date_format(self.first, "F Y")

    def after(self, months: int) -> "Month":
        """Return the month so many months later; earlier for a negative number."""
        place = self.first.year * 12 + self.first.month - 1 + months
        return Month(dt.date(place // 12, place % 12 + 1, 1))

    def tabs(self) -> list[dict]:
        """Return links to this month and those around it, the newest first, none after the present one."""
        latest = min(self.after(2).first, timezone.localdate().replace(day=1))
        months = [Month(latest).after(-back) for back in range(SHOWN)]
        return [
            {"label": each.words, "url": f"?month={each.code}", "current": each == self}
            for each in months
        ]


def chosen_month(asked: str | None) -> Month:
    """Return the month asked for as 2026-11; the present one when it is no month we can show."""
    present = Month(timezone.localdate().replace(day=1))
    try:
        month = Month(dt.datetime.strptime(asked or "", "%Y-%m").date())  # noqa: DTZ007  a month has no zone
    except ValueError:
        return present
    return month if dt.date(FIRST_YEAR, 1, 1) <= month.first <= present.first else present


def chosen_year(asked: str | None) -> int:
    """Return the year asked for; the present one when it is none we can show."""
    present = timezone.localdate().year
    wanted = (
        int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) == 4 else present
    )  # noqa: PLR2004
    return wanted if FIRST_YEAR <= wanted <= present else present


def year_tabs(year: int) -> list[dict]:
    """Return links to the last years."""
    present = timezone.localdate().year
    years = sorted({year, *range(present - 4, present + 1)})
    return [{"label": str(y), "url": f"?year={y}", "current": y == year} for y in years]
