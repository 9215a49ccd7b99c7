"""The breakdowns of an indicator's year, with small cells hidden from those who may not see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reporting.enums import DistinctBy
from reporting.facts.people import ABROAD, SITE
from reporting.lookup import part_of_plan, plan_window
from reporting.measures import specification_of
from reporting.measures.specification import Counting, Specification, Types
from reporting.models import Indicator
from reporting.planning.breakdown import (
    TOTAL,
    TYPE,
    Asked,
    Words,
    known_dimensions,
    words_of,
)
from reporting.readings import chosen_readings
from tracekenya.lib import vocabularies
from tracekenya.lib.suppression import shown
from tracekenya.places.models import County

# Units that are or contain persons; places, policies and the like need no hiding.
HIDDEN_WHEN_SMALL = {
    DistinctBy.PERSON,
    DistinctBy.INTERCEPT_EVENT,
    DistinctBy.COURT_CASE,
    DistinctBy.ACCUSED_PERSON,
}
VOCABULARIES = {
    "sex": "sex",
    "age_band": "age_band",
    "nationality": "nationality_group",
    "disability": "disability_answer",
}
SHOWN_WHOLE = {"sex", "nationality", "disability"}  # zeros are shown too


@dataclass(frozen=True)
class Cell:
    """One line of a table. count: None when it is hidden."""

    code: str
    label: str
    count: int | None

    @property
    def is_hidden(self) -> bool:
        return self.count is None

    @property
    def text(self) -> str:
        return _("hidden") if self.count is None else number_format(self.count)


@dataclass(frozen=True)
class Table:
    """One breakdown. is_multiple: cells may count one person several times and must not be added.

    No cells at all when the table had to be withheld; `note` then says so.
    """

    dimension: str
    title: str
    cells: tuple[Cell, ...]
    total: int
    is_multiple: bool = False
    note: str = ""


@dataclass(frozen=True)
class _Question:
    """A counting of one indicator and the breakdowns that are taken from it."""

    code: str
    counting: Counting
    dimensions: tuple[str, ...]
    types: Types | None
    is_about_people: bool = False

    @property
    def is_multiple(self) -> bool:
        return self.types is not None and self.types.is_multiple


def tables_of(
    code: str, year: int, *, true_numbers: bool, since_plan_began: bool = False
) -> list[Table]:
    """Return the tables of one indicator; see `tables_for`."""
    answer = tables_for([code], year, true_numbers=true_numbers, since_plan_began=since_plan_began)
    return answer[code]


def tables_for(
    codes: Iterable[str], year: int, *, true_numbers: bool, since_plan_began: bool = False
) -> dict[str, list[Table]]:
    """Return the tables of several indicators for `year`, or for the plan's years up to it.

    true_numbers: for staff with the right to the records; others get small cells hidden.
    Keys are persons known by name: head counts are in no table. One statement for all counts.
    """
    rows = {row.code: row for row in Indicator.objects.filter(code__in=list(codes))}
    readings = chosen_readings(rows.values())
    period = part_of_plan(plan_window(), year, since_plan_began=since_plan_began)
    questions = [
        question
        for code in rows
        for question in _questions(code, readings[code].counting, specification_of(code))
    ]
    asked = [Asked(each.counting, each.is_multiple) for each in questions]
    answer: dict[str, list[Table]] = {code: [] for code in rows}
    labels = _Labels()
    for question, words in zip(questions, words_of(asked, period), strict=True):
        hides = not true_numbers and rows[question.code].distinct_by in HIDDEN_WHEN_SMALL
        answer[question.code] += _tables(question, words, labels, hides=hides)
    return answer


def _questions(code: str, counting: Counting, specification: Specification) -> list[_Question]:
    if not counting.parts:
        return []
    types, people = specification.types, specification.people
    by_type = (TYPE,) if types else ()
    if people is None:
        return [_Question(code, counting, (*known_dimensions(counting), *by_type), types)]
    about_people = tuple(name for name in known_dimensions(people) if name != "county")
    return [
        _Question(code, counting, ("county", *by_type), types),
        _Question(code, people, about_people, types=None, is_about_people=True),
    ]


def _tables(question: _Question, words: Words, labels: "_Labels", *, hides: bool) -> list[Table]:
    total = words[TOTAL][""]
    if not total:
        return []
    dimensions = [name for name in question.dimensions if name != SITE]
    if hides and len(words.get(SITE, ())) == 1:
        dimensions = [name for name in dimensions if name not in {"sex", "age_band"}]
    return [
        _table(question, dimension, words.get(dimension, {}), total, labels, hides=hides)
        for dimension in dimensions
    ]


def _table(
    question: _Question,
    dimension: str,
    counts: Mapping[str, int],
    total: int,
    labels: "_Labels",
    *,
    hides: bool,
) -> Table:
    is_multiple = question.is_multiple and dimension == TYPE
    title = labels.title(dimension, question.types)
    answer: Mapping[str, int | None] = counts
    if hides:
        safe = shown(counts, total=total, adds_up=not is_multiple)
        if safe.is_withheld:
            note = _("Not shown: so few people that somebody could be recognised.")
            return Table(dimension, title, (), total, is_multiple, note)
        answer = safe.cells
    cells = tuple(
        Cell(code, labels.of(dimension, code, question.types), answer.get(code, 0))
        for code in labels.codes(dimension, counts, question.types)
    )
    return Table(dimension, title, cells, total, is_multiple, _note(question, is_multiple))


def _note(question: _Question, is_multiple: bool) -> str:
    if is_multiple:
        return _("Several answers are possible for one: do not add them.")
    return _("Persons, each once.") if question.is_about_people else ""


class _Labels:
    """Titles, labels and the order of codes; counties are read once."""

    def __init__(self) -> None:
        self.counties = dict(County.objects.values_list("code", "name"))

    def title(self, dimension: str, types: Types | None) -> str:
        if dimension == TYPE and types is not None:
            return str(types.title)
        return {
            "sex": _("Sex"),
            "age_band": _("Age on the day"),
            "county": _("County"),
            "nationality": _("Nationality"),
            "disability": _("Disability"),
        }[dimension]

    def of(self, dimension: str, code: str, types: Types | None) -> str:
        if not code:
            return _("Not recorded")
        if dimension == "county":
            return _("Outside Kenya") if code == ABROAD else self.counties.get(code, code)
        for vocabulary in self._vocabularies(dimension, types):
            if code in vocabularies.codes(vocabulary):
                return vocabularies.label(vocabulary, code)
        return code

    def codes(self, dimension: str, counts: Mapping[str, int], types: Types | None) -> list[str]:
        """Return the codes to show in their order: all of a short list, else those that occur."""
        known = [
            code
            for vocabulary in self._vocabularies(dimension, types)
            for code in vocabularies.codes(vocabulary)
        ]
        if dimension == "county":
            known = sorted(self.counties)
        listed = [code for code in known if dimension in SHOWN_WHOLE or code in counts]
        return listed + sorted(set(counts) - set(listed))

    def _vocabularies(self, dimension: str, types: Types | None) -> list[str]:
        if dimension in VOCABULARIES:
            return [VOCABULARIES[dimension]]
        if dimension != TYPE or types is None:
            return []
        return [name for name in types.vocabulary.split() if name in vocabularies.names()]
