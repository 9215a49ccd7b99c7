"""The one place where CSV and XLSX files are written: typed cells, no cell that a program would run."""

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.utils.formats import date_format

# What spreadsheet programs take for a formula or a command at the start of a cell (OWASP, CSV injection).
RUN_BY_PROGRAMS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")
WIDEST = 60  # characters of a column
LONGEST_CELL = 32_767  # characters that XLSX allows
NOTE_BOX = {"x_scale": 3, "y_scale": 2, "author": "Trace Kenya"}


def harmless(value: Any) -> str:
    """Return the text for a CSV cell; what a program might run is put behind an apostrophe.

    Full-width signs count as the plain ones, and so does a sign behind spaces or invisible marks.
    """
    text = _clean(value)
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if not _is_unseen(c))
    return (
        f"'{text}" if text.startswith(RUN_BY_PROGRAMS) or seen.startswith(RUN_BY_PROGRAMS) else text
    )


def write_csv(file: IO[bytes], heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write UTF-8 with its mark (for Excel), days as d/m/Y, numbers without grouping."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([harmless(head) for head in heads])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    text.detach()


def write_xlsx(
    file: IO[bytes], title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write one sheet with a frozen head and a filter; days and numbers are typed, all else is text."""
    write_book(file, [Page(title, heads, rows)])


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook. notes: (row, column) from 0 under the head -> a note on that cell.

    frozen: columns that stay in sight. widths: in characters, by column; the others fit their text.
    """

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Any]]
    notes: Mapping[tuple[int, int], str] = field(default_factory=dict)
    frozen: int = 1
    widths: Mapping[int, int] = field(default_factory=dict)


def write_book(file: IO[bytes], pages: Iterable[Page]) -> None:
    """Write a workbook, a sheet for each page, as `write_xlsx` writes one."""
    book = new_book(file)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = day_formats(book)
    for page in pages:
        _write_page(book.add_worksheet(sheet_name(page.title)), page, bold, formats)
    book.close()


def _write_page(sheet: Any, page: Page, bold: Any, formats: dict[str, Any]) -> None:
    for column, head in enumerate(page.heads):
        sheet.write_string(0, column, head, bold)
    last, widths = 0, [min(len(head), WIDEST) for head in page.heads]
    for last, row in enumerate(page.rows, 1):
        for column, value in enumerate(row):
            write_cell(sheet, last, column, value, formats)
            widths[column] = max(widths[column], min(len(str(value)), WIDEST))
    for (place, column), text in page.notes.items():
        sheet.write_comment(place + 1, column, _clean(text)[:LONGEST_CELL], NOTE_BOX)
    sheet.freeze_panes(1, page.frozen)
    if page.heads:
        sheet.autofilter(0, 0, max(last, 1), len(page.heads) - 1)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, page.widths.get(column, width + 2))


def new_book(file: IO[bytes]) -> xlsxwriter.Workbook:
    """Return a workbook in memory that never turns text into formulas, links or numbers."""
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "default_date_format": "dd/mm/yyyy",
    }  # fmt: skip
    return xlsxwriter.Workbook(file, options)


def sheet_name(title: str) -> str:
    """Return a name that XLSX allows: 31 characters, none of []:*?/\\ and no apostrophe at an end."""
    return "".join("-" if c in "[]:*?/\\" else c for c in title)[:31].strip("'") or "1"


def day_formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    """Return the formats of days, moments and texts that `write_cell` wants."""
    return {
        "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
        "number": book.add_format({"num_format": "#,##0.##;-#,##0.##"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    """Write one typed cell."""
    if value is None or value == "":
        sheet.write_blank(row, column, None)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(row, column, value, formats["count"])
    elif isinstance(value, Decimal | float):
        sheet.write_number(row, column, value, formats["number"])
    else:
        sheet.write_string(row, column, _clean(value)[:LONGEST_CELL], formats["text"])


def _clean(value: Any) -> str:
    """Return the text without marks that spreadsheet programs cannot hold."""
    return "".join(c for c in str(value) if c in "\t\n" or unicodedata.category(c) != "Cc")


def _is_unseen(char: str) -> bool:
    """Return whether a reader sees nothing there: blanks, marks of direction, joiners."""
    return unicodedata.category(char) in ("Cf", "Zs", "Zl", "Zp")


def _csv_cell(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return date_format(value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        return str(value)
    return harmless(value if value is not None else "")
