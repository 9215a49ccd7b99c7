"""The dashboard: every indicator as one row, grouped as in the framework, and how many are on track."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.enums import ProgressStatus
from reporting.models import Indicator, KeyFocusArea
from reporting.pages.wording import (
    StatusCount,
    name_in_language,
    share_of_milestone,
    share_of_way,
    short_number,
    status_counts,
    unit_of,
)
from reporting.results import Result, Year
from tracekenya.ui.charts import BulletBar, Sparkline, bullet_bar, sparkline

STALE_AFTER_DAYS = 90  # one quarter without a new record
WORST_SHOWN = 3
ROW_BAR, PAGE_BAR = 150.0, 360.0  # drawing units, which are pixels where there is room


@dataclass(frozen=True)
class Row:
    """One indicator in one year; numbers are ready words, `age_days` counts from its last record.

    people, people_year: the persons in the events that are counted, "" where persons are counted;
    people: there since when, if the printed baseline is left out.
    """

    indicator: Indicator
    year: Year
    baseline: str
    milestone: str
    target: str
    value: str
    value_year: str
    way: str
    reached: str
    bar: BulletBar
    trend: Sparkline
    last_day: dt.date | None
    age_days: int | None
    in_millions: bool
    people: str = ""
    people_year: str = ""

    @property
    def freshness(self) -> str:
        """Return when the last record was made, and how long ago where that is long."""
        if self.last_day is None:
            return _("no record yet")
        words = _("last record %(day)s") % {"day": date_format(self.last_day, "j M Y")}
        if self.age_days <= STALE_AFTER_DAYS:
            return words
        ago = ngettext("%(n)d day ago", "%(n)d days ago", self.age_days) % {"n": self.age_days}
        return f"{words}, {ago}"


@dataclass(frozen=True)
class OutcomeRows:
    code: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Area:
    """One key focus area; `number` is 1 to 4."""

    number: int
    name: str
    outcomes: tuple[OutcomeRows, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for outcome in self.outcomes for row in outcome.rows]

    @property
    def counts(self) -> tuple[StatusCount, ...]:
        return status_counts(row.year.status for row in self.rows)

    @property
    def headline(self) -> str:
        """Return "6 of 9 on track"."""
        return _("%(n)d of %(all)d on track") % {"n": self.counts[0].count, "all": len(self.rows)}


@dataclass(frozen=True)
class Dashboard:
    """What the page shows of one year."""

    areas: tuple[Area, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for area in self.areas for row in area.rows]

    @property
    def counts(self) -> tuple[StatusCount, ...]:
        return status_counts(row.year.status for row in self.rows)

    @property
    def summary(self) -> str:
        """Return the one sentence that answers "are we on track?"."""
        total = len(self.rows)
        parts = ", ".join(count.words for count in self.counts)
        words = ngettext("Of %(n)d indicator: %(parts)s.", "Of %(n)d indicators: %(parts)s.", total)
        return words % {"n": total, "parts": parts}

    @property
    def worst(self) -> list[Row]:
        """Return the rows furthest behind their milestone, the furthest first."""
        behind = [row for row in self.rows if row.year.status == ProgressStatus.BEHIND]
        return sorted(behind, key=lambda row: row.year.percent)[:WORST_SHOWN]


def dashboard_of(results: Sequence[Result], year: int, *, today: dt.date) -> Dashboard:
    """Return the page of `year` from the results of all years; nothing is read."""
    areas = []
    for kfa, of_area in groupby(results, key=lambda one: one.indicator.outcome.kfa):
        outcomes = tuple(
            OutcomeRows(outcome.code, name_in_language(outcome), tuple(_rows(group, year, today)))
            for outcome, group in groupby(of_area, key=lambda one: one.indicator.outcome)
        )
        areas.append(Area(number_of(kfa), name_in_language(kfa), outcomes))
    return Dashboard(tuple(areas))


def number_of(kfa: KeyFocusArea) -> int:
    """Return 1 for KFA1, as `{% kfa %}` wants it."""
    return int(kfa.code.removeprefix("KFA"))


def _rows(results, year: int, today: dt.date) -> list[Row]:
    return [row_of(result, year, today=today) for result in results]


def row_of(result: Result, year: int, *, today: dt.date, bar_width: float = ROW_BAR) -> Row:
    """Return the row of one indicator in `year`."""
    indicator, at, unit = result.indicator, result.in_year(year), unit_of(result.indicator)
    return Row(
        indicator=indicator,
        year=at,
        baseline=short_number(indicator.baseline, unit),
        milestone=short_number(at.milestone, unit),
        target=short_number(indicator.target, unit),
        value=short_number(at.value, unit),
        value_year=short_number(at.value_year, unit),
        way=""
        if result.leaves_baseline
        else share_of_way(at.value, indicator.baseline, indicator.target),
        reached=share_of_milestone(at.percent),
        bar=bar_of(indicator, at, width=bar_width),
        trend=_trend(result, year),
        last_day=result.last_day,
        age_days=(today - result.last_day).days if result.last_day else None,
        in_millions=unit == "kes_million",
        people=result.people_beside(year),
        people_year=result.people_beside_alone(year),
    )


def bar_of(indicator: Indicator, at: Year, *, width: float) -> BulletBar:
    """Return the bar from baseline over value to target, with the milestone's mark."""
    return bullet_bar(
        label=indicator.code,
        value=at.value,
        baseline=indicator.baseline,
        milestone=at.milestone,
        target=indicator.target,
        unit=unit_of(indicator),
        width=width,
    )


def _trend(result: Result, year: int) -> Sparkline:
    """Return the line up to `year`; later years keep their place and stay empty."""
    return sparkline(
        label=_("Trend of %(code)s") % {"code": result.code},
        labels=[str(one.year) for one in result.trend],
        values=[one.value if one.year <= year else None for one in result.trend],
        unit=unit_of(result.indicator),
    )
