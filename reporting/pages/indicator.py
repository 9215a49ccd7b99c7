"""The page of one indicator: its value and how it came about, by year, by reading, by group."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from reporting.enums import Accumulation, DistinctBy, Pillar, ValueType
from reporting.models import Indicator, YearNote
from reporting.pages.breakdowns import Breakdown, breakdown_of
from reporting.pages.dashboard import PAGE_BAR, Row, number_of, row_of
from reporting.pages.remarks import LABELS, OVERLAPS
from reporting.pages.wording import name_in_language, unit_of
from reporting.results import ReadingValue, Result, Table, readings_of
from reporting.years import accumulation_of
from tracekenya.places.models import County
from tracekenya.ui.charts import LineChart, Series, UnitDots, line_chart, unit_dots
from tracekenya.ui.numbers import show_number

COUNTED_BY_EYE = 20  # a target up to this is drawn as units


@dataclass(frozen=True)
class YearRow:
    """One line of the table of years; numbers are ready words."""

    year: int
    is_current: bool
    is_provisional: bool
    milestone: str
    value: str
    value_year: str
    percent: str
    status: str
    earlier: str


@dataclass(frozen=True)
class ReadingRow:
    """One way to read the indicator with its value of each year, in the order of the years."""

    label: str
    in_force: bool
    values: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorPage:
    """What the page of one indicator shows of one year; `since_start` widens the breakdowns."""

    row: Row
    result: Result
    kfa_number: int
    kfa_name: str
    outcome_name: str
    formula: str
    facts: list[dict]
    label_remark: str
    overlap_remark: str
    years: tuple[YearRow, ...]
    reading_years: tuple[int, ...]
    readings: tuple[ReadingRow, ...]
    dots: UnitDots | None
    trend: LineChart
    breakdowns: tuple[Breakdown, ...]
    note: YearNote | None

    @property
    def indicator(self) -> Indicator:
        return self.result.indicator


def indicator_page(
    result: Result, year: int, *, tables: list[Table], today: dt.date
) -> IndicatorPage:
    """Return the page of `year`; `tables` are the breakdowns as the reader may see them.

    Reads the other readings, the note of the year, the goals and the counties (4 statements more
    than the readings themselves take).
    """
    indicator = result.indicator
    readings = readings_of(indicator.code, today=today)
    reading_years = tuple(one.year for one in result.trend)
    names = dict(County.objects.values_list("code", "name"))
    return IndicatorPage(
        row=row_of(result, year, today=today, bar_width=PAGE_BAR),
        result=result,
        kfa_number=number_of(indicator.kfa),
        kfa_name=name_in_language(indicator.kfa),
        outcome_name=name_in_language(indicator.outcome),
        formula=formula_of(result, year),
        facts=facts_of(result),
        label_remark=str(LABELS.get(indicator.code, "")),
        overlap_remark=str(OVERLAPS.get(indicator.code, "")),
        years=tuple(_year_row(result, one, year) for one in reading_years),
        reading_years=reading_years,
        readings=tuple(_reading_row(one, reading_years, indicator) for one in readings),
        dots=dots_of(result, year),
        trend=trend_of(result),
        breakdowns=tuple(breakdown_of(table, county_names=names) for table in tables),
        note=YearNote.objects.filter(indicator=indicator, year=year).first(),
    )


def formula_of(result: Result, year: int) -> str:
    """Return how the value of `year` adds up, with its numbers."""
    indicator, at, unit = result.indicator, result.in_year(year), unit_of(result.indicator)
    accumulation = accumulation_of(indicator, result.reading.counting)
    if at.value is None:
        return str(accumulation.label)
    words = {
        Accumulation.CUMULATIVE_WITH_BASELINE: _(
            "%(baseline)s (baseline) + %(counted)s counted from %(first)d to %(year)d = %(value)s"
        ),
        Accumulation.CUMULATIVE_PLAN: _("%(counted)s counted from %(first)d to %(year)d"),
        Accumulation.ANNUAL: _("%(value)s in %(year)d alone; other years are not added"),
        Accumulation.LEVEL: _(
            "%(value)s as it stood at the end of %(year)d, or today; nothing is added up"
        ),
    }[accumulation]
    is_added = accumulation == Accumulation.CUMULATIVE_WITH_BASELINE
    base = indicator.baseline if is_added else Decimal(0)
    return words % {
        "baseline": show_number(base, unit),
        "counted": show_number(at.value - base, unit),
        "value": show_number(at.value, unit),
        "first": result.trend[0].year,
        "year": year,
    }


def facts_of(result: Result) -> list[dict]:
    """Return what the framework says about the indicator, as rows of a summary list."""
    indicator = result.indicator
    sdgs = ", ".join(str(sdg) for sdg in indicator.sdgs.all())
    facts = [
        (_("What counts"), result.rule),
        (_("How years add up"), accumulation_of(indicator, result.reading.counting).label),
        (_("Unit"), indicator.unit),
        (_("Counted once per"), DistinctBy(indicator.distinct_by).label),
        (_("Computed from"), result.source),
        (_("Source named by the plan"), indicator.data_source_as_printed),
        (_("Responsible"), indicator.responsible),
        (_("Frequency"), indicator.frequency),
        (_("Pillar"), Pillar(indicator.pillar).label if indicator.pillar else ""),
        (_("Kind of value"), ValueType(indicator.value_type).label),
        (_("Sustainable Development Goals"), sdgs),
    ]
    return [{"label": label, "value": value, "change_url": ""} for label, value in facts if value]


def dots_of(result: Result, year: int) -> UnitDots | None:
    """Return small counts as units to be counted by eye; None for others, which have a bar."""
    indicator, value = result.indicator, result.in_year(year).value
    is_small = ValueType(indicator.value_type).is_count and indicator.target <= COUNTED_BY_EYE
    if value is None or not is_small or value > 2 * COUNTED_BY_EYE:
        return None
    return unit_dots(label=indicator.code, value=value, target=int(indicator.target))


def trend_of(result: Result) -> LineChart:
    """Return value and milestone from the baseline year on; years to come stay empty.

    A value without the baseline does not begin at it.
    """
    indicator, unit = result.indicator, unit_of(result.indicator)
    years = result.trend
    start = None if result.leaves_baseline else indicator.baseline
    return line_chart(
        title=_("Value and milestone by year"),
        words=_("From the baseline of %(baseline)s to the target of %(target)s.")
        % {
            "baseline": show_number(indicator.baseline, unit),
            "target": show_number(indicator.target, unit),
        },
        head=_("Year"),
        labels=[str(years[0].year - 1), *(str(one.year) for one in years)],
        series=[
            Series(_("Value"), [start, *(one.value for one in years)]),
            Series(_("Milestone"), [indicator.baseline, *(one.milestone for one in years)]),
        ],
        unit=unit,
    )


def _year_row(result: Result, year: int, shown: int) -> YearRow:
    at, unit = result.in_year(year), unit_of(result.indicator)
    return YearRow(
        year=year,
        is_current=year == shown,
        is_provisional=at.is_provisional,
        milestone=show_number(at.milestone, unit),
        value=show_number(at.value, unit),
        value_year=show_number(at.value_year, unit),
        percent="" if at.percent is None else show_number(at.percent, "percent"),
        status=at.status,
        earlier=show_number(at.manual.value, unit) if at.manual else "",
    )


def _reading_row(reading: ReadingValue, years: tuple[int, ...], indicator: Indicator) -> ReadingRow:
    unit = unit_of(indicator)
    return ReadingRow(
        label=str(reading.label),
        in_force=reading.in_force,
        values=tuple(show_number(reading.values.get(year), unit) for year in years),
    )
