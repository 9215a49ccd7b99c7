"""Which looks leave a row in the trail: one for each case that the page is about, never two, never none.

A page owes its row when it shows a protected text to the reader (a marker word is found), or opens a
file: `looks.csv`, written by hand, names those. Every other page shows codes and leaves nothing.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.access.markers import MARKER, text_of
from tests.access.matrix import PRINCIPALS
from tests.access.stage import Stage
from tests.access.table import Answer, Line, Position, expected, lines
from tracekenya.audit.enums import LOOKS
from tracekenya.audit.models import AuditEvent

LOOKS_FILE = Path(__file__).parent / "looks.csv"


@cache
def owed() -> dict[str, str]:
    """Return route -> what it opens, so that a look at it leaves a row."""
    return {row["route"]: row["why"] for row in csv.DictReader(LOOKS_FILE.read_text().splitlines())}


@dataclass
class Rows:
    """What was looked at, and what is wrong with the rows that it left."""

    asked: int = 0
    with_row: Counter = field(default_factory=Counter)  # route -> looks that left their row
    without: Counter = field(default_factory=Counter)  # route -> looks that left none
    with_marker: Counter = field(
        default_factory=Counter
    )  # route -> looks that showed protected text
    wrong: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return (
            f"rows of looks: {self.asked} pages opened, {self.with_row.total()} left their row on"
            f" {len(self.with_row)} routes, {self.with_marker.total()} showed protected text,"
            f" wrong {len(self.wrong)}" + "".join(f"\n  {text}" for text in sorted(self.wrong)[:60])
        )


def places(positions: Iterable[Position]) -> list[tuple[Line, Position]]:
    wanted = {*positions, Position.NONE}
    return [
        (line, position)
        for line in lines()
        if "G" in line.methods
        for position in line.positions
        if position in wanted or (position == Position.OTHER and len(line.positions) == 2)
    ]


def look_at_all(
    stage: Stage, positions: Iterable[Position], pick: Callable[[object], bool] = lambda each: True
) -> Rows:
    """Open every page that opens to each role, and count the rows that each leaves."""
    result, asked = Rows(), places(positions)
    for who in PRINCIPALS:
        with stage.seen_by(str(who)):
            for line, position in asked:
                if expected(str(who), line, position) == Answer.OPEN and pick(line):
                    _look(result, stage, str(who), line, position)
    return result


def _look(result: Rows, stage: Stage, who: str, line: Line, position: Position) -> None:
    left: list[AuditEvent] = []
    known = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def watch() -> None:
        left.extend(AuditEvent.objects.filter(pk__gt=known, kind__in=LOOKS))

    stage.watch = watch
    answer = stage.ask(who, "GET", stage.address(line, position, who))
    stage.watch = int
    if answer.status_code != 200:
        return
    result.asked += 1
    shows = bool(MARKER.search(text_of(answer)))
    result.with_marker[line.route] += shows
    (result.with_row if left else result.without)[line.route] += 1
    what = f"{line.route} {position}: {who}"
    is_file = line.route in owed() or "export=" in line.route
    if (shows or is_file) and not left:
        result.wrong.add(f"{'protected text' if shows else 'a file'} without a row: {what}")
    if left and not shows and not is_file:
        result.wrong.add(f"{len(left)} rows on a page of codes: {what}")
    if not _is_one_look(left):
        facts = [(each.kind, each.target_type, each.case_id) for each in left]
        result.wrong.add(f"more than one row: {what}: {facts}")


def _is_one_look(rows: list[AuditEvent]) -> bool:
    """Tell whether all rows are of one look: the same but for the cases, and each case once."""
    looks = {(each.kind, each.target_type, each.target_id) for each in rows}
    return len(looks) <= 1 and len({each.case_id for each in rows}) == len(rows)
