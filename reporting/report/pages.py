"""What the report's templates get: the report itself, its tables and drawings, its remarks."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.enums import ValueType
from reporting.report import casework_tables, drawings, money_tables, plan_tables
from reporting.report.contents import FocusArea, Report
from reporting.report.fingerprint import fingerprint_of
from reporting.report.people_tables import people_tables
from reporting.report.remarks import notes_on, quality_of
from reporting.report.wording import state_of
from tracekenya.ui.numbers import show_number

MOST_NAMED = 5  # indicators named as furthest ahead and furthest behind


def pages_of(report: Report) -> dict[str, Any]:
    """Return the context of `reporting/report/report.html` in the active language."""
    return {
        "report": report,
        "year": str(report.year),
        "last_year": str(report.last_year),
        "fingerprint": fingerprint_of(report),
        "made_at": timezone.localtime(report.made_at),
        "state": state_of(report),
        **_ranking(report),
        "reach_map": drawings.reach_map(report),
        "county_table": plan_tables.county_table(report),
        "parts": [_part(area, report) for area in report.areas],
        "people_tables": people_tables(report),
        **_casework(report),
        "money_table": money_tables.money_table(report),
        "money_columns": drawings.money_columns(report),
        "misprints": money_tables.misprints(report),
        "cross_table": plan_tables.cross_table(report),
        "quality": quality_of(report),
        "earlier_table": plan_tables.earlier_table(report),
        "told": [line for line in report.lines if line.narrative or line.lessons],
    }


def _ranking(report: Report) -> dict[str, Any]:
    measured = [line for line in report.lines if line.percent is not None]
    ranked = sorted(measured, key=lambda line: line.percent or 0)
    return {
        "behind": [line for line in ranked if (line.percent or 0) < 100][:MOST_NAMED],
        "ahead": [line for line in reversed(ranked) if (line.percent or 0) >= 100][:MOST_NAMED],
    }


def _casework(report: Report) -> dict[str, Any]:
    return {
        "services_table": casework_tables.tally_table(
            report.services.people, _("Persons by service"), _("Service"), _("Persons")
        ),
        "shelter_table": casework_tables.shelter_table(report),
        "exits_table": casework_tables.tally_table(
            report.shelter.exits, _("How stays ended"), _("Exit"), _("Stays")
        ),
        "justice_table": casework_tables.justice_table(report),
        "outcomes_table": casework_tables.tally_table(
            report.justice.outcomes, _("Outcomes by accused person"), _("Outcome"), _("Accused")
        ),
    }


def _part(area: FocusArea, report: Report) -> dict[str, Any]:
    """Return one key focus area with the bars of its types, its comments and its notes."""
    unexplained = [line for line in area.lines if line.deviates and not line.deviation]
    typed = [line for line in area.lines if line.value_type == ValueType.COUNT_BY_TYPE]
    bars = [drawings.types_bar(line, report.year) for line in typed]
    return {
        "area": area,
        "by_year": plan_tables.by_year_table(area),
        "types": [bar for bar in bars if bar is not None],
        "explained": [line for line in area.lines if line.deviation],
        "unexplained": ", ".join(
            f"{line.code} ({show_number(line.percent, 'percent')})" for line in unexplained
        ),
        "notes": notes_on(area.lines),
    }
