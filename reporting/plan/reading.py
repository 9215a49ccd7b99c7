"""From a plan file to the typed records of `records`, or one line that says what is wrong."""

from pathlib import Path

import yaml

from reporting.milestones import PlanWindow
from reporting.plan.budget import read_budget
from reporting.plan.cursor import Cursor, PlanFileError
from reporting.plan.framework import read_key_focus_areas
from reporting.plan.places import (
    check_counties,
    read_county_list,
    read_offices,
    read_organisations,
)
from reporting.plan.records import Plan, PlanHead, SdgRecord
from reporting.plan.texts import read_texts
from tracekenya.lib import vocabularies

LARGEST_FILE = 1_000_000  # bytes; the plan has about 50,000
POSSIBLE_YEARS = range(2000, 2101)
GOALS = range(1, 18)


def read_plan(source: Path, *, counties: Path) -> Plan:
    """Return what the YAML file `source` says; `counties` is the CSV list of the 47 counties.

    Raises PlanFileError, whose message names file, line and field, for whatever cannot be used.
    """
    root = _root(source)
    head = _head(root.need("plan"))
    sdgs = _sdgs(root.need("sdgs"))
    areas = read_key_focus_areas(root, frozenset(goal.number for goal in sdgs))
    budget = read_budget(root, head.window, [area.code for area in areas])
    county_records = read_county_list(counties)
    check_counties(root, county_records)
    offices = read_offices(root, county_records)
    return Plan(
        head=head,
        key_focus_areas=areas,
        budget_lines=budget.lines,
        printed_sums=budget.sums,
        texts=read_texts(root, offices),
        sdgs=sdgs,
        offices=offices,
        organisations=read_organisations(root, vocabularies.codes("organisation_type")),
        counties=county_records,
    )


def _root(source: Path) -> Cursor:
    """Return the whole file as a cursor. Raises PlanFileError when it is no readable YAML file."""
    try:
        node = yaml.compose(_text(source), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanFileError(f"{source.name}, line {line}: is not YAML: {error.problem}") from None
    except yaml.YAMLError:
        raise PlanFileError(
            f"{source.name}: is not YAML: it holds characters no text has"
        ) from None
    if node is None:
        raise PlanFileError(f"{source.name}: is empty")
    return Cursor(source.name, "", node)


def _text(source: Path) -> str:
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise PlanFileError(f"{source.name}: is larger than {LARGEST_FILE} bytes")
        return source.read_text(encoding="utf-8")
    except OSError as error:
        raise PlanFileError(f"{source.name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise PlanFileError(f"{source.name}: is not UTF-8 text") from None


def _head(plan: Cursor) -> PlanHead:
    window = PlanWindow(
        baseline_year=plan.need("baseline_year").within(POSSIBLE_YEARS),
        first_year=plan.need("first_year").within(POSSIBLE_YEARS),
        last_year=plan.need("last_year").within(POSSIBLE_YEARS),
    )
    if window.last_year < window.first_year:
        plan.need("last_year").fail(f"{window.last_year} comes before first_year")
    if window.baseline_year != window.first_year - 1:
        plan.need("baseline_year").fail("must be the year before first_year")
    return PlanHead(
        title=plan.need("title").text(longest=120),
        window=window,
        estimated_cost_kes=plan.need("estimated_cost_kes").whole(),
        currency=plan.need("currency").one_of(["KES"]),
    )


def _sdgs(goals: Cursor) -> tuple[SdgRecord, ...]:
    records = tuple(_sdg(goal) for goal in goals.items())
    numbers = [record.number for record in records]
    if len(set(numbers)) < len(numbers):
        goals.fail("a goal is named twice")
    return records


def _sdg(goal: Cursor) -> SdgRecord:
    """A goal stands in the file as its number alone or with the plan's words for it."""
    if goal.is_scalar:
        return SdgRecord(goal.within(GOALS), "", "")
    return SdgRecord(
        number=goal.need("number").within(GOALS),
        name=goal.need("name").text(),
        name_sw=goal.need("name_sw").text(),
    )
