"""What a reader should know about the data: notes of the counting and remarks on quality."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.enums import ProgressStatus
from reporting.report.contents import Line, Report

STALE_DAYS = 365


@dataclass(frozen=True)
class Remark:
    """One sentence and the codes of the indicators that it is about."""

    codes: str
    text: str


def notes_on(lines: Iterable[Line]) -> list[Remark]:
    """Return the notes of `lines`, each sentence once with all indicators that it concerns."""
    codes: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for note in line.notes:
            codes[note].append(line.code)
    return [Remark(", ".join(concerned), text) for text, concerned in codes.items()]


def quality_of(report: Report) -> list[Remark]:
    """Return the remarks that hold for some indicator, with their codes."""
    lines, made_on = report.lines, timezone.localdate(report.made_at)
    found = [
        (
            _("No data were recorded; nothing is concluded from that."),
            [line for line in lines if line.status == ProgressStatus.NO_DATA],
        ),
        (
            _("Head counts without names are part of the value and may contain repeats."),
            [line for line in lines if line.people_without_names],
        ),
        (
            _("Some persons' age is not known; no age band counts them."),
            _with_unknown(lines, "age_band"),
        ),
        (_("Some persons' sex is not recorded."), _with_unknown(lines, "sex")),
        (_("Some persons were not asked about disability."), _with_unknown(lines, "disability")),
        (
            _("The last counted record is more than a year old."),
            [line for line in lines if _is_stale(line, made_on)],
        ),
        (
            _("A value from earlier records is printed beside the computed one, never mixed in."),
            [line for line in lines if line.from_earlier_records is not None],
        ),
    ]
    return [Remark(", ".join(one.code for one in some), text) for text, some in found if some]


def _is_stale(line: Line, made_on: dt.date) -> bool:
    return line.last_day is not None and (made_on - line.last_day).days > STALE_DAYS


def _with_unknown(lines: Iterable[Line], dimension: str) -> list[Line]:
    """Return the lines with anybody, hidden or shown, in a cell for what is not known."""
    return [
        line
        for line in lines
        if (table := line.table(dimension))
        and any(
            cell.code.startswith(("unknown", "not_asked")) and (cell.is_hidden or cell.count)
            for cell in table.cells
        )
    ]
