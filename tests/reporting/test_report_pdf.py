"""The finished PDF as a reader's program sees it: structure, fonts, words, size."""

import io
import re

import pytest
from django.db import transaction
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reporting.models import Indicator
from reporting.report.making import make
from tests.reporting.report_data import TODAY, fill
from tracekenya.accounts.models import Installation

pytestmark = pytest.mark.django_db  # without a marked test no test database is made
LARGEST = 2_000_000  # bytes
MOST_BODY_PAGES = 20
ANNEX_A = r"(Annex|Kiambatisho) A:"


class Made:
    """One made report and what was read from it."""

    def __init__(self, language: str) -> None:
        self.steps: list[tuple[str, int, int]] = []
        made = make(2025, language, today=TODAY, tell=lambda *step: self.steps.append(step))
        self.content, self.facts = made.content, made.facts
        self.reader = PdfReader(io.BytesIO(made.content))
        self.root = self.reader.trailer["/Root"]
        self.pages = [_plain(page.extract_text()) for page in self.reader.pages]
        self.text = " ".join(self.pages)
        self.names = dict(Indicator.objects.values_list("code", "name"))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    """Make the report once in each language, from data that are gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill()
        Installation.objects.create(is_practice=True, canary=Installation.CANARY)
        made = {language: Made(language) for language in ("en", "sw")}
        transaction.set_rollback(True)
    return made


@pytest.fixture(scope="module", params=["en", "sw"])
def report(request, reports):
    return reports[request.param]


@pytest.fixture(scope="module")
def english(reports):
    return reports["en"]


def test_the_file_is_tagged_and_says_its_language_and_title(reports):
    for language, report in reports.items():
        assert report.root["/Lang"] == language
        assert report.root["/MarkInfo"]["/Marked"] is not None
        assert report.root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
        assert report.root["/StructTreeRoot"]["/K"]
        assert report.reader.metadata.title.endswith("2025")


def elements(node, kind: str) -> list[DictionaryObject]:
    """Return all structure elements of one kind."""
    node = node.get_object()
    if not isinstance(node, DictionaryObject):
        return []
    kids = node.get("/K", [])
    kids = kids.get_object() if hasattr(kids, "get_object") else kids
    found = [node] if node.get("/S") == kind else []
    for kid in kids if isinstance(kids, list) else [kids]:
        found += elements(kid, kind) if hasattr(kid, "get_object") else []
    return found


def test_every_drawing_has_words_and_every_table_heads(english):
    tree = english.root["/StructTreeRoot"]
    figures, tables = elements(tree, "/Figure"), elements(tree, "/Table")

    assert [figure for figure in figures if not figure.get("/Alt")] == []
    assert len(figures) > 66  # a bar and a trend for each of the 33 indicators
    assert [table for table in tables if not elements(table, "/TH")] == []


def test_only_the_fonts_of_the_repository_are_embedded(report):
    fonts = [
        font.get_object()
        for page in report.reader.pages
        for font in (page["/Resources"].get("/Font") or {}).values()
    ]
    names = {str(font["/BaseFont"]).rpartition("+")[2] for font in fonts}
    files = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]

    assert names == {"Noto-Sans", "Noto-Sans-Bold", "Noto-Sans-Italic"}
    assert [file for file in files if "/FontFile2" not in file and "/FontFile3" not in file] == []


def test_bookmarks_lead_to_every_part(english):
    titles = [entry.title for entry in english.reader.outline]

    assert [title for title in titles if title.startswith("KFA ")] == [
        "KFA 1 · Child Safeguarding",
        "KFA 2 · Gender Justice",
        "KFA 3 · Migrant and Labour Rights",
        "KFA 4 · Institutional Sustainability",
    ]
    assert titles[-3:] == [
        "Annex A: indicator reference sheets",
        "Annex B: changes to definitions and targets",
        "Annex C: checks and signatures",
    ]


def test_the_body_can_be_stapled_and_the_file_sent(report):
    annex = next(one for one in report.reader.outline if re.match(ANNEX_A, one.title))
    page = report.reader.get_destination_page_number(annex)

    assert page <= MOST_BODY_PAGES
    assert len(report.content) < LARGEST
    assert report.facts["pages"] == len(report.pages)


def test_all_indicators_are_printed_in_the_plan_s_words(report):
    missing = [code for code, name in report.names.items() if _plain(name) not in report.text]

    assert (len(report.names), missing) == (33, [])


def test_every_page_but_the_cover_says_what_it_is(english):
    pages = english.pages[1:]
    total = len(english.pages)

    assert [page for page in pages if "Contains only aggregated data" not in page] == []
    assert [page for page in pages if "Practice data: nobody here is real" not in page] == []
    numbers = [re.findall(r"Page (\d+) of (\d+)", page) for page in pages]
    assert numbers == [[(str(at), str(total))] for at in range(2, total + 1)]


def test_the_cover_says_period_state_practice_and_fingerprint(english):
    cover = english.pages[0]
    fingerprint = english.facts["fingerprint"]

    for words in ("1 January to 31 December 2025", "not locked", "Practice data", "English"):
        assert words in cover
    assert fingerprint in cover.replace(" ", "")


def test_both_languages_print_the_same_data(reports):
    assert reports["en"].facts["fingerprint"] == reports["sw"].facts["fingerprint"]


def test_the_steps_count_all_indicators(english):
    computing = [(number, total) for step, number, total in english.steps if step == "computing"]

    assert computing == [(number, 33) for number in range(34)]
    assert [step for step, _, _ in english.steps[34:]] == ["drawing", "writing"]


def test_small_numbers_are_stars_and_large_ones_are_printed(english):
    row = "1.5 # of children receiving direct services from Trace Kenya"
    page = next(page for page in english.pages if "By sex, nationality and disability" in page)

    assert re.search(re.escape(row) + r" \* \* 0 0 15 0 0", page)


def test_comments_and_narratives_that_were_typed_are_printed(english):
    for words in (
        "Two counsellors' posts stood empty.",
        "The school term was used for outreach.",
        "Plan for cover.",
    ):
        assert english.text.replace("’", "'").count(words) == 1


def test_the_six_printed_sums_that_do_not_add_up_are_named(english):
    assert len(re.findall(r"the parts add up to [\d.]+ KES million", english.text)) == 6


def test_an_indicator_without_records_says_no_data(english):
    assert re.search(r"2\.1 # of children empowered .{0,80}40 130 112 – – No data", english.text)
