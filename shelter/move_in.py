"""A sheet of residents who live in a house already: its columns, and each row read or found at fault.

Faults name a row and a column and never repeat what stands there.
"""

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook

from tracekenya.lib.errors import DomainError
from tracekenya.lib.uploads import BROKEN_ARCHIVE
from tracekenya.lib.vocabularies import codes, terms

MOST_ROWS = 500
MOST_BYTES = 1024 * 1024  # of the sheet
MOST_UNPACKED = 20 * 1024 * 1024
MOST_COLUMNS = 40
MOST_LETTERS = 200
MOST_YEARS, MOST_DAYS = 120, 730
WAYS_TO_WRITE = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
NOON = dt.time(12)
EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class Column:
    """One column. name: its head in the sheet, the same in both languages. hint: what is written there."""

    name: str
    hint: str | Promise
    is_needed: bool = False
    vocabulary: str = ""


COLUMNS = (
    Column("case", gettext_lazy("Code of the case, where one is open already")),
    Column("names", gettext_lazy("Name, where no case is open")),
    Column("sex", gettext_lazy("Needed where no case is open"), vocabulary="sex"),
    Column("birth_date", gettext_lazy("Or the age: one of the two")),
    Column("age", gettext_lazy("In whole years, as of today")),
    Column("arrived", gettext_lazy("Day, or day and time"), is_needed=True),
    Column("room", gettext_lazy("Name of the room; may be empty where the bed has a label of its own")),
    Column("bed", gettext_lazy("Label of the bed"), is_needed=True),
    Column("reason", gettext_lazy("Why the person came"), is_needed=True, vocabulary="admission_reason"),
    Column("legal_authority", gettext_lazy("On whose authority"), is_needed=True, vocabulary="legal_authority"),
    Column("risk_level", gettext_lazy("May be empty"), vocabulary="risk_level"),
    Column("expected_days", gettext_lazy("From the arrival, in days; may be empty")),
    Column("mother_row", gettext_lazy("For a child with its mother: the number of her row in this sheet")),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row, at one column; "" for the row as a whole."""

    row: int
    column: str
    words: str


@dataclass
class Resident:
    """One row, read. number: that of the sheet, whose head is row 1."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def fail(self, column: str, words: str) -> None:
        self.faults.append(Fault(self.number, column, words))


class Unreadable(DomainError):
    """The sheet as a whole cannot be taken; the message says why."""


def residents_in(content: bytes, kind: str) -> list[Resident]:
    """Return the rows of a CSV or XLSX sheet, empty ones left out. Raises Unreadable at `file`."""
    rows = _csv_rows(content) if kind == "csv" else _xlsx_rows(content)
    head, *others = rows or [[]]
    places = _places(head)
    found = [
        _read(number, {name: row[at] if at < len(row) else "" for name, at in places.items()})
        for number, row in enumerate(others, 2)
        if any(row)
    ]
    if not found:
        raise Unreadable(_("The sheet holds no resident."), field="file")
    return found


def _places(head: Sequence[str]) -> dict[str, int]:
    """Return in which place each column stands."""
    names = [cell.strip().casefold().replace(" ", "_") for cell in head]
    missing = [column.name for column in COLUMNS if column.is_needed and column.name not in names]
    if missing:
        raise Unreadable(
            _("The first row lacks these heads: %(heads)s. Take the template.")
            % {"heads": ", ".join(missing)},
            field="file",
        )
    if len({name for name in names if name}) < len([name for name in names if name]):
        raise Unreadable(_("Two columns have the same head."), field="file")
    return {name: names.index(name) for name in NAMES if name in names}


def _csv_rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    return _limited([text_of(cell) for cell in row] for row in rows)


def _xlsx_rows(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet; what formulas would give is not taken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The document is too large when it is unpacked."), field="file")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
        return _limited([text_of(cell) for cell in row] for row in rows)
    except DomainError:
        raise
    except (
        *BROKEN_ARCHIVE,
        SyntaxError,
        TypeError,
        AttributeError,
    ):  # whatever a broken book raises
        raise Unreadable(_("The table is damaged and cannot be read."), field="file") from None


def _limited(rows: Iterable[list[str]]) -> list[list[str]]:
    kept: list[list[str]] = []
    filled = 0
    for row in rows:
        kept.append(row)
        filled += any(row)
        if filled > MOST_ROWS or len(kept) > 10 * MOST_ROWS:
            raise Unreadable(
                _("A sheet holds at most %(most)d residents.") % {"most": MOST_ROWS}, field="file"
            )
    return kept


def text_of(cell: Any) -> str:
    """Return what a cell says, on one line, days as 2026-03-31."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, dt.datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if cell.time() != dt.time() else f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    plain = "".join(c for c in str(cell) if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(plain.split())


def _read(number: int, cells: dict[str, str]) -> Resident:
    row = Resident(number)
    for column in COLUMNS:
        text = cells.get(column.name, "")
        if not text:
            if column.is_needed:
                row.fail(column.name, _("This is needed."))
            continue
        if len(text) > MOST_LETTERS:
            row.fail(column.name, _("This is too long."))
            continue
        row.values[column.name] = _value(row, column, text)
    if not row.get("case"):
        _check_person(row, cells)
    return row


def _check_person(row: Resident, cells: dict[str, str]) -> None:
    if not cells.get("sex"):
        row.fail("sex", _("This is needed."))
    if cells.get("birth_date") and cells.get("age"):
        row.fail("age", _("Write the date of birth or the age, not both."))


def _value(row: Resident, column: Column, text: str) -> Any:
    """Return the value, None where it is at fault."""
    if column.vocabulary:
        code = _code_of(column.vocabulary, text)
        if code is None:
            allowed = ", ".join(codes(column.vocabulary))
            row.fail(column.name, _("This is not in the list: %(list)s.") % {"list": allowed})
        return code
    read = READERS.get(column.name)
    if read is None:
        return text
    value, words = read(text)
    if words:
        row.fail(column.name, words)
    return value


def _code_of(vocabulary: str, text: str) -> str | None:
    """Return the code of a term that is written as code or in either language."""
    asked = text.casefold()
    for term in terms(vocabulary):
        if asked in (term.code, term.english.casefold(), term.swahili.casefold()):
            return term.code
    return None


Reading = tuple[Any, str]  # the value or None, and what is wrong or ""


def _day(text: str) -> Reading:
    moment = _parsed(text)
    if moment is None:
        return None, _("This is no day: write it as 2026-03-31 or 31/3/2026.")
    if moment.date() > timezone.localdate():
        return None, _("This day is in the future.")
    return moment.date(), ""


def _moment(text: str) -> Reading:
    """Return a moment in Nairobi; a day alone means its noon."""
    moment = _parsed(text)
    if moment is None:
        return None, _("This is no day: write it as 2026-03-31 or 31/3/2026.")
    if ":" not in text:
        moment = dt.datetime.combine(moment, NOON)
    made, now = timezone.make_aware(moment), timezone.now()
    if made > now and moment.date() == timezone.localdate() and ":" not in text:
        return now, ""
    return (made, "") if made <= now else (None, _("This day is in the future."))


def _parsed(text: str) -> dt.datetime | None:
    for way in WAYS_TO_WRITE:
        for clock in ("", " %H:%M", " %H:%M:%S"):
            try:
                moment = dt.datetime.strptime(text, way + clock)  # noqa: DTZ007  the caller says where
            except ValueError:
                continue
            return moment if moment.year >= EARLIEST_YEAR else None
    return None


def _number(least: int, most: int) -> Callable[[str], Reading]:
    def read(text: str) -> Reading:
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS * 10))
        if not is_number or not least <= int(text) <= most:
            words = _("This is no whole number from %(least)d to %(most)d.")
            return None, words % {"least": least, "most": most}
        return int(text), ""

    return read


READERS: dict[str, Callable[[str], Reading]] = {
    "birth_date": _day,
    "arrived": _moment,
    "age": _number(0, MOST_YEARS),
    "expected_days": _number(1, MOST_DAYS),
    "mother_row": _number(2, MOST_ROWS * 10),
}
