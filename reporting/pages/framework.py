"""The framework as one table: for the page, for a word processor, for a spreadsheet."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.access import manual_values_for
from reporting.enums import ProgressStatus
from reporting.pages.earlier import state_of, writers_of
from reporting.pages.remarks import LABELS, OVERLAPS
from reporting.pages.wording import name_in_language, short_number, unit_of
from reporting.results import Result, indicators
from tracekenya.accounts.models import User
from tracekenya.pages.sheets import Page, write_book

CODE, NAME, BASELINE, TARGET = 0, 3, 5, 6  # columns that carry notes
FROZEN, WIDE, NARROW = 1, 44, 24


@dataclass(frozen=True)
class FrameworkRow:
    """One indicator in words: years hold milestone and value of each plan year up to the shown one."""

    result: Result
    kfa: str
    outcome: str
    baseline: str
    target: str
    years: Sequence[tuple[str, str]]
    value_year: str
    percent: str
    status: str


@dataclass(frozen=True)
class FrameworkTable:
    """The whole table of one year."""

    year: int
    years: Sequence[int]
    rows: Sequence[FrameworkRow]


def framework_results() -> list[Result]:
    return indicators(today=timezone.localdate(), with_notes=True)


def framework_table(results: Sequence[Result], year: int) -> FrameworkTable:
    """Return the table in words; years of the plan up to `year` have a milestone and a value."""
    years = [one.year for one in results[0].trend if one.year <= year]
    return FrameworkTable(year, years, [_row(result, years, year) for result in results])


def framework_book(results: Sequence[Result], year: int, user: User) -> bytes:
    """Return the workbook: the framework, the notes, the values from earlier records that `user` may see."""
    file = io.BytesIO()
    write_book(
        file, [_framework_page(results, year), _notes_page(results, year), _earlier_page(user)]
    )
    return file.getvalue()


def status_words(status: str) -> str:
    return str(ProgressStatus(status).label)


def _row(result: Result, years: Sequence[int], year: int) -> FrameworkRow:
    row, unit, at = result.indicator, unit_of(result.indicator), result.in_year(year)
    values = [
        (short_number(one.milestone, unit), short_number(one.value, unit))
        for one in (result.in_year(each) for each in years)
    ]
    return FrameworkRow(
        result=result,
        kfa=f"{row.kfa.code} {name_in_language(row.kfa)}",
        outcome=f"{row.outcome.code} {name_in_language(row.outcome)}",
        baseline=short_number(row.baseline, unit),
        target=short_number(row.target, unit),
        years=values,
        value_year=short_number(at.value_year, unit),
        percent="" if at.percent is None else f"{at.percent} %",
        status=status_words(at.status),
    )


def _framework_page(results: Sequence[Result], year: int) -> Page:
    years = [one.year for one in results[0].trend]
    heads = [
        _("Code"), _("Key focus area"), _("Outcome"), _("Indicator"), _("Unit"), _("Baseline"),
        _("Target"),
    ]  # fmt: skip
    for each in years:
        heads += [_("Milestone %(year)d") % {"year": each}, _("Value %(year)d") % {"year": each}]
    named = {"year": year}
    heads += [
        _("In %(year)d alone") % named, _("%% of milestone %(year)d") % named,
        _("Status %(year)d") % named, _("Responsible"), _("Source"),
    ]  # fmt: skip
    widths = {1: NARROW, 2: WIDE, NAME: WIDE, len(heads) - 2: NARROW, len(heads) - 1: NARROW}
    rows = [_typed_row(result, years, year) for result in results]
    return Page("Framework", heads, rows, _cell_notes(results), FROZEN, widths)


def _typed_row(result: Result, years: Sequence[int], year: int) -> list[Any]:
    row, at = result.indicator, result.in_year(year)
    cells: list[Any] = [
        row.code, f"{row.kfa.code} {row.kfa.name}", f"{row.outcome.code} {row.outcome.name}",
        row.name, row.unit, _number(row.baseline), _number(row.target),
    ]  # fmt: skip
    for each in years:
        one = result.in_year(each)
        cells += [_number(one.milestone), _number(one.value)]
    source = row.data_source or row.data_source_as_printed
    return [
        *cells, _number(at.value_year), at.percent, status_words(at.status), row.responsible, source
    ]  # fmt: skip


def _cell_notes(results: Sequence[Result]) -> dict[tuple[int, int], str]:
    """Return the rule at each code, and what the plan prints otherwise than it means."""
    notes = {}
    for place, result in enumerate(results):
        row = result.indicator
        notes[place, CODE] = result.rule
        if remark := LABELS.get(row.code):
            notes[place, NAME] = str(remark)
        for column, printed, value in (
            (BASELINE, row.baseline_as_printed, row.baseline),
            (TARGET, row.target_as_printed, row.target),
        ):
            if printed.replace(",", "") != format(value.normalize(), "f"):
                notes[place, column] = _("The plan prints: %(text)s") % {"text": printed}
    return notes


def _notes_page(results: Sequence[Result], year: int) -> Page:
    heads = [_("Code"), _("About"), _("Note")]
    rows = []
    for result in results:
        rows.append([result.code, _("Rule"), result.rule])
        found = (LABELS.get(result.code), OVERLAPS.get(result.code), *result.in_year(year).notes)
        rows += [[result.code, str(year), str(text)] for text in found if text]
    return Page("Notes", heads, rows, widths={1: 12, 2: 110})


def _earlier_page(user: User) -> Page:
    heads = [
        _("Code"), _("Indicator"), _("Year"), _("Value"), _("Unit"), _("Source"), _("Evidence"),
        _("Written by"), _("State"),
    ]  # fmt: skip
    rows = [
        [
            value.indicator.code, value.indicator.short_name, str(value.year), _number(value.value),
            value.indicator.unit, value.source, value.evidence_note, writers_of(value),
            str(state_of(value).text),
        ]
        for value in manual_values_for(user).order_by("indicator__sort_order", "year")
    ]  # fmt: skip
    return Page("From earlier records", heads, rows, widths={1: WIDE, 5: WIDE, 6: WIDE})


def _number(value: Decimal | None) -> int | Decimal | None:
    """Return whole numbers as such, so that a spreadsheet shows no decimal places."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value
