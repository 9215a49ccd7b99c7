"""Files of lists: typed cells, and nothing that a spreadsheet program would run."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from tests.project.test_architecture import ROOT
from tracekenya.pages import sheets

HEADS = ["Code", "Day", "Number", "Money", "Empty"]
ROW = ["TK-2025-00001", dt.date(2025, 3, 4), 1234, Decimal("12.50"), None]
DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%0A", "\t=1", "\r=1", "\n=1", "  =1", "\ufeff=1", "＝1+1", "＋1", "－1",
    "＠A1", "\u200b=1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "\x00=1", "\x1b@x",
]  # fmt: skip
HARMLESS = ["Kilifi", "O'Brien & Sons", "TK-2025-00001", "a=b", "1 - 2", "", "Wanjirũ", "محمد"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_a_program_would_run_is_put_behind_an_apostrophe(text):
    assert sheets.harmless(text).startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text):
    assert sheets.harmless(text) == text


def test_csv_says_its_encoding_and_writes_days_as_in_kenya():
    file = io.BytesIO()

    sheets.write_csv(file, HEADS, [ROW, ["=1", None, -3, Decimal("-0.5"), "a\nb"]])

    written = file.getvalue()
    assert written.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))) == [
        HEADS,
        ["TK-2025-00001", "04/03/2025", "1234", "12.50", ""],
        ["'=1", "", "-3", "-0.5", "a\nb"],
    ]


def test_xlsx_keeps_types_and_freezes_the_head():
    file = io.BytesIO()

    sheets.write_xlsx(file, "Cases", HEADS, [ROW])

    sheet = openpyxl.load_workbook(file)["Cases"]
    assert [cell.value for cell in sheet[1]] == HEADS
    code, day, number, money, empty = sheet[2]
    assert (code.data_type, code.value) == ("s", "TK-2025-00001")
    assert (day.is_date, day.value) == (True, dt.datetime(2025, 3, 4))  # noqa: DTZ001  XLSX knows no zone
    assert (number.data_type, number.value, money.value, empty.value) == ("n", 1234, 12.5, None)
    assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.test", "x" * 40_000])
def test_xlsx_holds_text_as_text(text):
    file = io.BytesIO()

    sheets.write_xlsx(file, "List", ["Text"], [[text]])

    cell = openpyxl.load_workbook(file).active["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)


@pytest.mark.parametrize("title", ["a" * 60, "[x]:*?/\\", "'quoted'", ""])
def test_any_title_becomes_a_sheet(title):
    file = io.BytesIO()

    sheets.write_xlsx(file, title, ["Text"], [])

    assert len(openpyxl.load_workbook(file).sheetnames) == 1


def test_no_other_code_writes_such_files():
    writers = ("csv.writer", "csv.DictWriter", "xlsxwriter", "Workbook(")  # not load_workbook(
    ours = [
        path
        for path in ROOT.rglob("*.py")
        if ".venv" not in path.parts and ".local" not in path.parts
    ]
    found = {
        str(path.relative_to(ROOT))
        for path in ours
        if path.relative_to(ROOT).parts[0] not in ("tests", "bench")
        and any(writer in path.read_text() for writer in writers)
    }

    assert found == {"tracekenya/pages/sheets.py"}
