"""What the report's templates get: the report itself, its tables and drawings, its lists of remarks."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.enums import ProgressStatus
from reporting.report import drawings, tables
from reporting.report.contents import FocusArea, Line, Report
from reporting.report.fingerprint import fingerprint_of
from reporting.report.wording import millions, state_of
from tracekenya.ui.numbers import show_number

MOST_NAMED = 5  # indicators named as furthest ahead and furthest behind
STALE_DAYS = 365


@dataclass(frozen=True)
class Remark:
    """One sentence and the codes of the indicators that it is about."""

    codes: str
    text: str


def pages_of(report: Report) -> dict[str, Any]:
    """Return the context of `reporting/report/report.html` in the active language."""
    ranked = sorted(
        (line for line in report.lines if line.percent is not None), key=lambda one: one.percent
    )
    return {
        "report": report,
        "fingerprint": fingerprint_of(report),
        "made_at": timezone.localtime(report.made_at),
        "state": state_of(report),
        "behind": [line for line in ranked if line.percent < 100][:MOST_NAMED],
        "ahead": [line for line in reversed(ranked) if line.percent >= 100][:MOST_NAMED],
        "reach_map": drawings.reach_map(report),
        "county_table": tables.county_table(report),
        "areas": [_area(area, report) for area in report.areas],
        "people_tables": tables.people_tables(report),
        "shelter_table": tables.shelter_table(report),
        "exits_table": tables.tally_table(
            report.shelter.exits, _("How stays ended"), _("Exit"), _("Stays")
        ),
        "services_table": tables.tally_table(
            report.services.people, _("Persons by service"), _("Service"), _("Persons")
        ),
        "justice_table": tables.justice_table(report),
        "outcomes_table": tables.tally_table(
            report.justice.outcomes, _("Outcomes by accused person"), _("Outcome"), _("Accused")
        ),
        "money_table": tables.money_table(report),
        "money_columns": drawings.money_columns(report),
        "misprints": _misprints(report),
        "cross_table": tables.cross_table(report),
        "quality": quality_remarks(report),
    }


def _area(area: FocusArea, report: Report) -> dict[str, Any]:
    explained = [line for line in area.lines if line.deviates and line.deviation]
    open_lines = [line for line in area.lines if line.deviates and not line.deviation]
    return {
        "area": area,
        "explained": explained,
        "unexplained": ", ".join(
            f"{line.code} ({show_number(line.percent, 'percent')})" for line in open_lines
        ),
        "remarks": _remarks(area.lines),
        "types": [
            bar for line in area.lines if (bar := drawings.types_bar(report, line.code)) is not None
        ] if area.number == 3 else [],
        "told": [line for line in area.lines if line.narrative or line.lessons],
    }  # fmt: skip


def _remarks(lines: list[Line]) -> list[Remark]:
    """Return the notes of `lines`, each sentence once with all indicators that it concerns."""
    codes: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for note in line.notes:
            codes[note].append(line.code)
    return [Remark(", ".join(concerned), text) for text, concerned in codes.items()]


def _misprints(report: Report) -> list[str]:
    """Return a sentence for each printed sum of the plan that is not the sum of its parts."""
    return [
        _("%(where)s %(year)d: printed %(printed)s, the parts add up to %(parts)s KES million.")
        % {
            "where": code or _("Total"),
            "year": year,
            "printed": millions(printed),
            "parts": millions(parts),
        }
        for code, year, printed, parts in report.money.misprints
    ]


def quality_remarks(report: Report) -> list[Remark]:
    """Return what a reader should know about the data, beside the notes of single indicators."""
    made_on = timezone.localdate(report.made_at)
    found = [
        (_("No data were recorded; nothing is concluded from that."),
         [line for line in report.lines if line.status == ProgressStatus.NO_DATA]),
        (_("Head counts without names are part of the value and may contain repeats."),
         [line for line in report.lines if line.people_without_names]),
        (_("Some persons' age is not known; they are in no age band."), _unknown(report, "age_band")),
        (_("Some persons' sex is not recorded."), _unknown(report, "sex")),
        (_("The last counted record is more than a year old."),
         [line for line in report.lines
          if line.last_day and (made_on - line.last_day).days > STALE_DAYS]),
        (_("A value from earlier records is printed beside the computed one and never mixed with it."),
         [line for line in report.lines if line.from_earlier_records is not None]),
    ]  # fmt: skip
    return [Remark(", ".join(line.code for line in lines), text) for text, lines in found if lines]


def _unknown(report: Report, dimension: str) -> list[Line]:
    """Return the lines with anybody, hidden or shown, in a cell that says "unknown"."""
    return [
        line
        for line in report.lines
        if (table := line.table(dimension))
        and any(
            cell.code.startswith("unknown") and (cell.is_hidden or cell.count)
            for cell in table.cells
        )
    ]
