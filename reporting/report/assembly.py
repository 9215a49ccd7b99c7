"""Puts the annual report's numbers together, telling how many indicators are done."""

import datetime as dt
from collections.abc import Callable
from itertools import groupby

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.enums import PlanTextKind, ValueType
from reporting.models import (
    IndicatorReading,
    ManualValue,
    Milestone,
    PlanText,
    Sdg,
    StrategicPlan,
    YearNote,
)
from reporting.report.casework import justice_in, services_in, shelter_in
from reporting.report.contents import Change, Earlier, FocusArea, Line, OutcomeGroup, Report
from reporting.report.lines import SHOW_AS, line_of
from reporting.report.money import money_in
from reporting.report.reach import reach_of
from reporting.results import Result, Table, check_year, indicators, tables_of
from tracekenya.accounts.installation import is_practice
from tracekenya.jobs.kinds import WorkRefused
from tracekenya.ui.numbers import show_number

Counted = Callable[[int, int], None]  # how many indicators are done, of how many


def assemble(year: int, *, today: dt.date, counted: Counted = lambda done, of: None) -> Report:
    """Return the report of `year` as seen on `today`, all numbers from one snapshot of the database.

    Raises YearOutsidePlan for a year that the plan does not know, WorkRefused("no_data") when no
    indicator has a value of that year.
    """
    check_year(year)
    with transaction.atomic():
        _take_snapshot()
        results = indicators(today=today, with_notes=True)
        if not has_data(results, year):
            raise WorkRefused("no_data")
        return _report(results, year, today, _tables(results, year, counted))


def has_data(results: list[Result], year: int) -> bool:
    """Whether any indicator counted something in `year` itself, or has an earlier record of it."""
    return any(
        result.in_year(year).value_year is not None or result.in_year(year).manual is not None
        for result in results
    )


def _take_snapshot() -> None:
    """Let every statement see the same moment; inside another transaction that one's rules hold."""
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _tables(results: list[Result], year: int, counted: Counted) -> dict[str, list[Table]]:
    """Return every indicator's breakdowns as the board may see them."""
    tables = {}
    counted(0, len(results))
    for done, result in enumerate(results, start=1):
        tables[result.code] = tables_of(result.code, year, true_numbers=False)
        counted(done, len(results))
    return tables


def _report(results: list[Result], year: int, today: dt.date, tables: dict) -> Report:
    notes = {note.indicator_id: note for note in YearNote.objects.filter(year=year)}
    areas = _areas(
        [line_of(one, year, notes.get(one.indicator.pk), tables[one.code]) for one in results],
        results,
    )
    plan = StrategicPlan.objects.get()
    convictions = next(one for one in results if one.code == "1.8").in_year(year).value_year
    return Report(
        year=year,
        plan_title=plan.title,
        first_year=plan.first_year,
        last_year=plan.last_year,
        goal=PlanText.objects.get(kind=PlanTextKind.GOAL).text,
        is_provisional=year >= today.year,
        is_practice=is_practice(),
        made_at=timezone.now(),
        areas=areas,
        sdgs=tuple(Sdg.objects.values_list("number", "name", "name_sw")),
        reach=reach_of([line for area in areas for line in area.lines]),
        services=services_in(year),
        shelter=shelter_in(year, today),
        justice=justice_in(year, None if convictions is None else int(convictions)),
        money=money_in(year),
        changes=_changes(),
        earlier=_earlier(year),
    )


def _areas(lines: list[Line], results: list[Result]) -> tuple[FocusArea, ...]:
    pairs = list(zip(lines, results, strict=True))
    areas = []
    for kfa, of_area in groupby(pairs, key=lambda pair: pair[1].indicator.outcome.kfa):
        groups = tuple(
            OutcomeGroup(
                outcome.code, outcome.name, outcome.name_sw, tuple(line for line, _result in of)
            )
            for outcome, of in groupby(of_area, key=lambda pair: pair[1].indicator.outcome)
        )
        number = len(areas) + 1
        areas.append(
            FocusArea(kfa.code, number, kfa.name, kfa.name_sw, kfa.framework_title, groups)
        )
    return tuple(areas)


def _changes() -> tuple[Change, ...]:
    """Return every choice of a reading and every milestone that people moved, oldest first."""
    rows = IndicatorReading.objects.select_related("indicator").order_by("chosen_on", "version")
    readings = [Change(row.indicator.code, row.reading, row.reason, row.chosen_on) for row in rows]
    moved = Milestone.objects.filter(changed_on__isnull=False).select_related("indicator")
    milestones = [
        Change(line.indicator.code, _milestone_words(line), line.reason, line.changed_on)
        for line in moved
    ]
    return tuple(sorted([*readings, *milestones], key=lambda change: change.on))


def _milestone_words(line: Milestone) -> str:
    return _("Milestone %(year)d: %(value)s") % {
        "year": line.year,
        "value": show_number(line.value),
    }


def _earlier(year: int) -> tuple[Earlier, ...]:
    """Return the approved values from earlier records of all years up to `year`."""
    approved = ManualValue.objects.filter(approved_at__isnull=False, year__lte=year)
    rows = approved.select_related("indicator").order_by("indicator__sort_order", "year")
    return tuple(
        Earlier(
            row.indicator.code, row.indicator.short_name,
            SHOW_AS[ValueType(row.indicator.value_type)], row.year, row.value, row.source,
        )
        for row in rows
    )  # fmt: skip
