"""Marker words in every protected text, and who finds which of them where.

`fields.csv`, written by hand, says by which acts a field is seen, and in what way: on a `page`, in a
`form` on the saved record, or in the answer to a click (`reveal`). Whatever is found otherwise leaks.
"""

import csv
import io
import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import models
from django.http import HttpResponse
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.access.matrix import PRINCIPALS
from tests.access.stage import Stage
from tests.access.table import Answer, Line, Position, expected, letter, lines
from tracekenya.accounts.models import User
from tracekenya.audit.models import AuditEvent
from tracekenya.notices.models import Notice
from tracekenya.vault.fields import EncryptedTextField

FIELDS_FILE = Path(__file__).parent / "fields.csv"
MARKER = re.compile(r"zq\d{5}xj")
REASON = {"kind": "care", "reason": "care", "text": "Needed for the work of today."}
REVEALS = ("_reveal", "_read", "_print", "shelter_address")
GRANTED = {Position.ASSIGNED, Position.READING, Position.NEAR, Position.OWN}
OF_NO_CASE = {"programmes.BoardMember.names"}
OF_A_HOUSE = {
    "shelter.Shelter.address", "shelter.ShiftLog.calls", "shelter.ShiftLog.handover",
    "shelter.RollCall.differs_words",
}  # fmt: skip
OF_THE_ROAD = {"intercepts.Tip.words"}  # told before there was any case; none is named in it
# A choice of the form: it offers the words of its list and shows no marker, which no list has.
CHOICES = {("shelter.MissingReport.vital_interest", "form")}
BARRED = {Position.RESTRICTED, Position.CONFLICT}
NEVER_FILLED = {"password", "session_key", "invitation_key", "account", "network", "device", "role",
                "document_kind", "language"}  # fmt: skip


@dataclass
class Marks:
    """marker -> (model.field, where its row stands)."""

    places: dict[str, tuple[str, Position]] = field(default_factory=dict)

    def next(self) -> str:
        return f"zq{len(self.places):05d}xj"


@dataclass
class Hunt:
    """What was asked for, what was found where it may be, and what leaked."""

    asked: int = 0
    found: Counter = field(default_factory=Counter)  # (field, way) -> times
    leaks: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        seen = len({name for name, _way in self.found})
        return (
            f"markers: {self.asked} answers read, {sum(self.found.values())} found where allowed"
            f" ({seen} fields), {len(self.leaks)} where not"
        )


def protected() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        privacy = getattr(model, "Privacy", None)
        for word in ("personal", "special"):
            for name in sorted(getattr(privacy, word, ())):
                yield model, name


def fill(stage: Stage) -> Marks:
    """Put a marker of its own into each protected text of each row."""
    marks = Marks()
    where = {pk: position for position, rows in stage.rows.items() for pk in rows}
    own = {person.pk for person in stage.people.values()} | {stage.keeper.pk}
    for model, name in protected():
        kind = model._meta.get_field(name)
        inside = kind.base_field if isinstance(kind, ArrayField) else kind
        is_text = isinstance(inside, EncryptedTextField | models.CharField)
        if not is_text or name in NEVER_FILLED:
            continue
        for row in model._default_manager.all():
            if isinstance(row, User) and row.pk in own:
                continue
            marker = marks.next()
            marks.places[marker] = (f"{model._meta.label}.{name}", where.get(row.pk, Position.NONE))
            is_mail, is_list = name == "email", isinstance(kind, ArrayField)
            setattr(
                row, name, [marker] if is_list else f"{marker}@test.example" if is_mail else marker
            )
            row.save(update_fields=[name])
    return marks


@cache
def allowed() -> dict[tuple[str, str], list[str]]:
    rows = csv.DictReader(FIELDS_FILE.read_text().splitlines())
    return {(row["field"], row["way"]): row["acts"].split() for row in rows}


def may_find(role: str, name: str, way: str, position: Position) -> bool:
    letters = {letter(role, act) for act in allowed().get((name, way), [])} - {"-"}
    if name in OF_NO_CASE:  # one register for all: no case bars it
        return bool(letters)
    is_barred = position in BARRED and name not in OF_A_HOUSE | OF_THE_ROAD  # others live there too
    if not letters or is_barred:
        return False
    if position in (Position.NONE, Position.OTHER, Position.CLOSED):
        return "W" in letters or position == Position.NONE
    return True


def text_of(answer: HttpResponse) -> str:
    """Return all that the answer says: headers, and the words of a page, sheet or PDF."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    kind = answer.headers.get("Content-Type", "")
    heads = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    if "pdf" in kind and content.startswith(b"%PDF-1.7\n"):
        pages = PdfReader(io.BytesIO(content)).pages
        return heads + " ".join(page.extract_text() for page in pages)
    if "spreadsheetml" in kind:
        rows = load_workbook(io.BytesIO(content)).active.values
        return heads + " ".join(str(cell) for row in rows for cell in row)
    return heads + content.decode(errors="replace")


def questions(
    role: str, positions: Iterable[Position]
) -> Iterator[tuple[Line, Position, str, str]]:
    """Yield (route, position, method, query) of all that opens to `role`."""
    wanted = set(positions) | {Position.NONE}
    for line in lines():
        for position in line.positions:
            placed = position in wanted or (position == Position.OTHER and len(line.positions) == 2)
            if not placed or expected(role, line, position) != Answer.OPEN:
                continue
            if "G" in line.methods:
                yield line, position, "GET", ""
            if line.route.endswith(REVEALS):
                yield line, position, "POST", ""
            if line.route.endswith("_list") and letter(role, "list.export") != "-":
                yield line, position, "GET", "export=csv"
                yield line, position, "GET", "export=xlsx"


class Traces(logging.Handler):
    """What a request leaves behind: rows of the trail, notices, the session, mails, lines of the log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.read, self.told = 0, set()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def look(self) -> None:
        rows = [
            *AuditEvent.objects.order_by("-at").values()[:3],
            *Notice.objects.order_by("-at").values()[:2],
        ]
        sessions = [each.get_decoded() for each in Session.objects.order_by("-expire_date")[:1]]
        mails = [f"{m.subject} {m.body} {m.to}" for m in getattr(mail, "outbox", [])]
        self.read += 1
        self.told |= set(MARKER.findall(str([rows, sessions, mails, self.lines])))
        self.lines.clear()


@contextmanager
def traced(stage: Stage) -> Iterator[Traces]:
    """Look into every place where a request leaves traces, while they are there."""
    traces = Traces()
    logging.getLogger().addHandler(traces)
    stage.watch = traces.look
    try:
        yield traces
    finally:
        stage.watch = int
        logging.getLogger().removeHandler(traces)


def hunt(stage: Stage, marks: Marks, positions: Iterable[Position], pick=lambda each: True) -> Hunt:
    """Read all that opens to each role and sort what is found there."""
    result = Hunt()
    for who in PRINCIPALS:
        with stage.seen_by(str(who)):
            for each in questions(str(who), positions):
                if pick(each):
                    read(result, stage, marks, str(who), each)
    return result


def read(result: Hunt, stage: Stage, marks: Marks, who: str, question: tuple) -> None:
    line, position, method, query = question
    address = stage.address(line, position, who)
    address = f"{address}?{query}" if query else address
    answer = stage.ask(who, method, address, REASON if method == "POST" else None)
    result.asked += 1
    way = "reveal" if method == "POST" else "form" if line.methods == "GP" else "page"
    by_field = defaultdict(set)
    for marker in set(MARKER.findall(text_of(answer))):
        name, place = marks.places[marker]
        by_field[name].add(place)
    for name, places in by_field.items():
        for place in places:
            if may_find(who, name, way, place):
                result.found[name, way] += 1
            else:
                result.leaks.add(
                    f"{name} in {place} row, {way}, {line.route} {position} {query}: {who}"
                )
