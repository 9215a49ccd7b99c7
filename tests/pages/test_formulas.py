"""No cell of a file is run: sixty formulas through the writer and through a list as people export it."""

import csv
import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.work import OrganisationFactory
from tests.fresh import prove
from tests.lib.formulas import FORMULAS
from tracekenya.directory.models import Organisation
from tracekenya.pages import sheets
from tracekenya.roles.roles import Role

# What Excel, LibreOffice and Google's sheets take for the start of something to run.
STARTS = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MIXED = ["TK-1", 1234, -5, Decimal("-12.50"), "+254712345678", "0712345678", "-", None]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def formulas_in(book: bytes) -> int:
    """Return how many cells of the XLSX hold a formula or a link, read from its parts themselves."""
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        sheets_read = [packed.read(name) for name in packed.namelist() if "worksheets/" in name]
    return sum(
        part.count(b"<f>") + part.count(b"<f ") + part.count(b"<hyperlink") for part in sheets_read
    )


def would_run(cell: str) -> bool:
    return cell.lstrip(
        "\ufeff\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u00a0 "
    ).startswith(STARTS)


def test_there_are_sixty_and_each_would_run():
    assert len(set(FORMULAS)) >= 60
    assert [text for text in FORMULAS if not would_run(text)] == []


def test_the_writer_lets_none_through():
    table, book = io.BytesIO(), io.BytesIO()
    rows = [[text, text] for text in FORMULAS]

    sheets.write_csv(table, FORMULAS[:2], rows)
    sheets.write_xlsx(book, FORMULAS[0], FORMULAS[:2], rows)

    run = [cell for row in csv_rows(table.getvalue()) for cell in row if would_run(cell)]
    assert (run, formulas_in(book.getvalue())) == ([], 0)
    kinds = {
        cell.data_type for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row
    }
    assert kinds == {"s"}


def test_numbers_stay_numbers_and_phones_stay_texts():
    table, book = io.BytesIO(), io.BytesIO()

    sheets.write_csv(table, ["a"] * len(MIXED), [MIXED])
    sheets.write_xlsx(book, "x", ["a"] * len(MIXED), [MIXED])

    assert csv_rows(table.getvalue())[1] == [
        "TK-1", "1234", "-5", "-12.50", "'+254712345678", "0712345678", "'-", "",
    ]  # fmt: skip
    cells = list(openpyxl.load_workbook(book).active[2])
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "n", "s", "s", "s", "n"]
    assert [cell.value for cell in cells[1:6]] == [1234, -5, -12.5, "+254712345678", "0712345678"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_as_people_export_it_holds_none(signed_in, kind):
    client, _user = signed_in(Role.CASE_MANAGER)
    Organisation.objects.bulk_create(
        OrganisationFactory.build(name=text) for text in FORMULAS if "\x00" not in text
    )
    prove(client)

    answer = client.get(reverse("referrals:organisation_list"), {"export": kind})
    content = b"".join(answer.streaming_content)

    if kind == "csv":
        rows = csv_rows(content)
        assert [cell for row in rows for cell in row if would_run(cell)] == []
    else:
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        assert formulas_in(content) == 0
    assert len(rows) == 1 + len(FORMULAS)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_whatever_text_is_written_a_reader_gets_it_back_and_it_does_not_run(text):
    table = io.BytesIO()

    sheets.write_csv(table, ["head"], [[text, "end"]])

    cell = csv_rows(table.getvalue())[1][0]
    assert not would_run(cell)
    assert cell.removeprefix("'") == sheets._clean(text).removeprefix("'")
