"""The values of the indicators as pages, reports and commands show them: the door to the counting."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.drilldown import RecordBehind, RecordsPage, records_behind
from reporting.enums import Accumulation
from reporting.lookup import (
    PlanNotLoaded,
    UnknownIndicator,
    check_year,
    indicator_row,
    plain_number,
    plan_window,
    plan_years,
    whole_period,
)
from reporting.measures import all_codes, specification_of
from reporting.measures.specification import Counting, Reading
from reporting.milestones import PlanWindow
from reporting.models import Indicator, ManualValue
from reporting.planning.yearly import Found, count, has_records_by
from reporting.readings import chosen_readings, readings_for
from reporting.remarks import Remarks, remarks_on
from reporting.tables import Cell, Table, tables_for, tables_of
from reporting.years import Year, accumulation_of, value_of, year_of
from tracekenya.lib.dates import year_bounds

__all__ = [
    "Cell",
    "PlanNotLoaded",
    "ReadingValue",
    "RecordBehind",
    "RecordsPage",
    "Result",
    "Table",
    "UnknownIndicator",
    "Year",
    "accumulations_of",
    "check_year",
    "has_records",
    "indicator",
    "indicators",
    "plan_window",
    "plan_years",
    "readings_of",
    "records_behind",
    "tables_for",
    "tables_of",
]


@dataclass(frozen=True)
class Result:
    """One indicator with its values of all years, the baseline year first.

    last_day: day of the last counted row. rule, source: in words of the reader's language. people: the
    persons in what is counted, by year, where the unit is not the person (events of 3.1), else empty.
    """

    indicator: Indicator
    reading: Reading
    years: dict[int, Year]
    last_day: dt.date | None
    people: dict[int, Year] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def rule(self) -> str:
        """Return the rule in words, with the reading in force where it is not the rule itself."""
        rule = str(specification_of(self.code).rule)
        counted = self.reading.counting
        if counted.accumulation is None and self.reading.name == "rule":
            return rule
        return _("%(rule)s Reading in force: %(reading)s.") % {
            "rule": rule,
            "reading": self.reading.label,
        }

    @property
    def source(self) -> str:
        return str(specification_of(self.code).source)

    @property
    def trend(self) -> list[Year]:
        """Return the plan's years, earliest first, without the baseline year."""
        return [self.years[year] for year in sorted(self.years)][1:]

    @property
    def leaves_baseline(self) -> bool:
        """Return whether the printed baseline counts something else than the reading in force."""
        way = Accumulation(self.indicator.accumulation)
        counting = self.reading.counting
        is_added = way is Accumulation.CUMULATIVE_WITH_BASELINE and counting.accumulation is None
        return is_added and counting.leaves_baseline

    def in_year(self, year: int) -> Year:
        return self.years[year]

    def people_beside(self, year: int) -> str:
        """Return "17 persons" for the value of `year`, "" where nothing but persons is counted.

        Where these leave out a baseline that counts something else, since when they are counted.
        """
        if self.leaves_baseline and self.years[year].value is not None:
            return _("since the plan began")
        people = self.people.get(year)
        if people is None or people.value is None:
            return ""
        way = accumulation_of(self.indicator, self.reading.counting)
        if way is Accumulation.CUMULATIVE_WITH_BASELINE:
            words = ngettext(
                "%(n)s person since the plan began",
                "%(n)s persons since the plan began",
                int(people.value),
            )
            return words % {"n": number_format(people.value)}
        return _persons(people.value)

    def people_beside_alone(self, year: int) -> str:
        """Return the same for the year alone."""
        people = self.people.get(year)
        return _persons(people.value_year) if people and people.value_year is not None else ""

    def as_json(self, year: int) -> dict[str, Any]:
        """Return the agreed 15 keys; numbers as numbers, no data as None."""
        row, values = self.indicator, self.years[year]
        return {
            "code": row.code,
            "name": row.name,
            "kfa": row.kfa.code,
            "pillar": row.pillar,
            "unit": row.unit,
            "baseline": plain_number(row.baseline),
            "target": plain_number(row.target),
            "milestone": plain_number(values.milestone),
            "value": plain_number(values.value),
            "value_year": plain_number(values.value_year),
            "accumulation": accumulation_of(row, self.reading.counting).value,
            "status": values.status.value,
            "computed_from": row.computed_from,
            "rule": self.rule,
            "notes": list(values.notes),
        }


@dataclass(frozen=True)
class ReadingValue:
    """One way to read an indicator and its values by year."""

    name: str
    label: str
    values: dict[int, Decimal | None]
    in_force: bool


def indicators(*, today: dt.date | None = None, with_notes: bool = False) -> list[Result]:
    """Return all indicators in the plan's order with the values of all years; 8 queries.

    with_notes: also notes that need queries of their own (overdue policies, bed board, staff); 12.
    Raises PlanNotLoaded.
    """
    return _results(list(Indicator.objects.with_framework()), today, with_notes)


def indicator(code: str, *, today: dt.date | None = None) -> Result:
    """Return one indicator with all notes. Raises UnknownIndicator, PlanNotLoaded."""
    return _results([indicator_row(code)], today, with_notes=True)[0]


def readings_of(code: str, *, today: dt.date | None = None) -> list[ReadingValue]:
    """Return every reading of an indicator with its values, the rule first; the one in force is marked."""
    row, window = indicator_row(code), plan_window()
    in_force = chosen_readings([row])[code].name
    return _reading_values(row, list(readings_for(row).values()), in_force, window, today)


def accumulations_of(code: str, *, today: dt.date | None = None) -> list[ReadingValue]:
    """Return what the reading in force would give under each way to add events up, the present one marked."""
    row, window = indicator_row(code), plan_window()
    counting = chosen_readings([row])[code].counting
    ways = [
        Reading(way.value, way.label, replace(counting, accumulation=way))
        for way in Accumulation
        if way is not Accumulation.LEVEL
        and not (counting.leaves_baseline and way is Accumulation.CUMULATIVE_WITH_BASELINE)
    ]
    return _reading_values(row, ways, accumulation_of(row, counting).value, window, today)


def _reading_values(
    row: Indicator,
    readings: list[Reading],
    in_force: str,
    window: PlanWindow,
    today: dt.date | None,
) -> list[ReadingValue]:
    found = _count([each.counting for each in readings], window, today)
    return [
        ReadingValue(
            each.name,
            str(each.label),
            {year: value_of(row, each.counting, one, year) for year in window.years_with_baseline},
            each.name == in_force,
        )
        for each, one in zip(readings, found, strict=True)
    ]


def has_records(year: int, *, today: dt.date | None = None) -> bool:
    """Return whether there is anything to report of `year`: a record by its end or today, or an
    approved value of earlier records; two statements."""
    if ManualValue.objects.filter(year=year, approved_at__isnull=False).exists():
        return True
    first, last = year_bounds(year)
    today = today or timezone.localdate()
    rules = [specification_of(code).counting for code in all_codes()]
    return first <= today and has_records_by(rules, min(last, today))


def _results(rows: Sequence[Indicator], today: dt.date | None, with_notes: bool) -> list[Result]:
    window, readings, manual = plan_window(), chosen_readings(rows), _manual_values(rows)
    beside = {
        row.code: counting for row in rows if (counting := _people_of(readings[row.code], row))
    }
    countings = [*(readings[row.code].counting for row in rows), *beside.values()]
    found = _count(countings, window, today)
    people = dict(zip(beside, found[len(rows) :], strict=True))
    period = whole_period(window, today)
    remarks = remarks_on(rows, period) if with_notes else Remarks(period)
    return [
        replace(
            _result(row, readings[row.code], one, window, manual, remarks),
            people=_years_of(row, beside.get(row.code), people.get(row.code), window),
        )
        for row, one in zip(rows, found[: len(rows)], strict=True)
    ]


def _persons(number: Decimal) -> str:
    return ngettext("%(n)s person", "%(n)s persons", int(number)) % {"n": number_format(number)}


def _people_of(reading: Reading, row: Indicator) -> Counting | None:
    """Return how the persons are counted in what the indicator counts; None where it counts persons."""
    known = specification_of(row.code)
    counts_people = any(
        each.name == reading.name and each.counting is known.people for each in known.readings
    )
    if counts_people or known.people is None:
        return None
    return replace(known.people, accumulation=accumulation_of(row, reading.counting))


def _years_of(
    row: Indicator, counting: Counting | None, found: Found | None, window: PlanWindow
) -> dict[int, Year]:
    if counting is None or found is None:
        return {}
    return {
        year: year_of(row, counting, found, year, manual=None)
        for year in window.years_with_baseline
    }


def _result(
    row: Indicator,
    reading: Reading,
    found: Found,
    window: PlanWindow,
    manual: dict[tuple[int, int], ManualValue],
    remarks: Remarks,
) -> Result:
    years = {}
    for year in window.years_with_baseline:
        values = year_of(row, reading.counting, found, year, manual=manual.get((row.pk, year)))
        years[year] = replace(values, notes=remarks.of(row, values))
    return Result(row, reading, years, found.last_day)


def _count(countings: Sequence[Counting], window: PlanWindow, today: dt.date | None) -> list[Found]:
    period = whole_period(window, today)
    return count(countings, period, plan_starts=dt.date(window.first_year, 1, 1))


def _manual_values(rows: Sequence[Indicator]) -> dict[tuple[int, int], ManualValue]:
    """Return the approved values of earlier records by indicator and year; one query."""
    approved = ManualValue.objects.filter(indicator__in=rows, approved_at__isnull=False)
    return {(each.indicator_id, each.year): each for each in approved}
