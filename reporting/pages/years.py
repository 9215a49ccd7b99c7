"""Which plan year a page shows, and the links to the others."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class YearChoice:
    """The year shown; `problem` says why it is not the one that was asked for, else it is empty."""

    year: int
    years: tuple[int, ...]
    problem: str
    today: dt.date

    @property
    def is_running(self) -> bool:
        return self.year == self.today.year

    @property
    def status_code(self) -> int:
        return 404 if self.problem else 200

    def tabs(self, **more: str) -> list[dict]:
        """Return one link per plan year for `{% tabs %}`; `more` are further query parameters."""
        rest = "".join(f"&{name}={value}" for name, value in more.items())
        return [
            {"label": str(year), "url": f"?year={year}{rest}", "current": year == self.year}
            for year in self.years
        ]


def chosen_year(asked: str | None, *, years: Iterable[int], today: dt.date) -> YearChoice:
    """Return which of the plan's `years` was asked for; the running one when none of them was."""
    years = tuple(years)
    running = min(max(today.year, years[0]), years[-1])
    named = {str(year): year for year in years}
    if not asked or asked in named:
        return YearChoice(named.get(asked or "", running), years, "", today)
    problem = _("There is no such year in the plan, which runs from %(first)d to %(last)d.") % {
        "first": years[0],
        "last": years[-1],
    }
    return YearChoice(running, years, problem, today)
