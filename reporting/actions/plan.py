"""Loading the strategic plan: the one act of reporting that also writes places and organisations.

The plan is where the status of counties, the offices, agencies and networks come from.
"""

from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from django.db import connection, transaction

from reporting.actions.matching import Tally, is_edited, match_rows, remove_others
from reporting.milestones import PlanWindow, straight_line
from reporting.models import (
    BudgetLine,
    Indicator,
    KeyFocusArea,
    Milestone,
    Outcome,
    PlanText,
    PrintedSum,
    Sdg,
    StrategicPlan,
)
from reporting.plan.records import IndicatorRecord, Plan
from tracekenya.accounts.models import User
from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.directory.models import Organisation
from tracekenya.places.models import County, Office

LOAD_LOCK = 2_022_2026  # any number that no other advisory lock uses


@dataclass(frozen=True)
class LoadResult:
    """What the database holds of the plan after a load, and what the load changed."""

    rows: dict[str, int]
    sums_that_do_not_add_up: int
    tally: Tally


@transaction.atomic
def load_plan(*, plan: Plan, by: User | None) -> LoadResult:
    """Make the database say what `plan` says, all of it or nothing; a second load changes nothing.

    Rows that people edited (version above 1) stay as they are. So do key focus areas, outcomes and
    indicators that the file no longer names, for values hang on them. by: None for the system.
    """
    _wait_for_other_loads()
    tally = Tally()
    head = _load_head(plan, tally)
    _load_framework(plan, tally)
    _load_printed(plan, tally)
    _load_places(plan, tally)
    _load_organisations(plan, tally)
    if tally.changes:
        trail.record(AuditKind.PLAN_LOADED, target=head, by=by, fields=tally.changes)
    return LoadResult(
        rows=_rows_of_plan(),
        sums_that_do_not_add_up=sum(not one.adds_up for one in plan.printed_sums),
        tally=tally,
    )


def _wait_for_other_loads() -> None:
    """Two servers that start at once load one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def _load_head(plan: Plan, tally: Tally) -> StrategicPlan:
    head = plan.head
    values = {
        "title": head.title,
        **asdict(head.window),
        "estimated_cost_kes": head.estimated_cost_kes,
        "currency": head.currency,
    }
    return match_rows(StrategicPlan, [values], key=(), tally=tally)[0]


def _load_framework(plan: Plan, tally: Tally) -> None:
    goals = match_rows(Sdg, [asdict(goal) for goal in plan.sdgs], key=("number",), tally=tally)
    areas = match_rows(KeyFocusArea, _area_values(plan), key=("code",), tally=tally)
    outcomes = match_rows(Outcome, _outcome_values(plan, areas), key=("code",), tally=tally)
    indicators = match_rows(
        Indicator, _indicator_values(plan, outcomes), key=("code",), tally=tally
    )
    goal_of = {goal.number: goal for goal in goals}
    for row, record in zip(indicators, plan.indicators, strict=True):
        _match_many(row, "sdgs", [goal_of[number] for number in record.sdgs], tally)
    milestones = [one for row in indicators for one in _milestone_values(row, plan.head.window)]
    match_rows(Milestone, milestones, key=("indicator_id", "year"), tally=tally)


def _area_values(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "code": area.code,
            "name": area.name,
            "name_sw": area.name_sw,
            "framework_title": area.framework_title,
            "sort_order": place,
        }
        for place, area in enumerate(plan.key_focus_areas, start=1)
    ]


def _outcome_values(plan: Plan, areas: list[KeyFocusArea]) -> list[dict[str, Any]]:
    places = count(1)
    return [
        {
            "code": outcome.code,
            "kfa_id": area.pk,
            "name": outcome.name,
            "name_sw": outcome.name_sw,
            "sort_order": next(places),
        }
        for area, record in zip(areas, plan.key_focus_areas, strict=True)
        for outcome in record.outcomes
    ]


def _indicator_values(plan: Plan, outcomes: list[Outcome]) -> list[dict[str, Any]]:
    places = count(1)
    return [
        {**_columns(indicator), "outcome_id": outcome.pk, "sort_order": next(places)}
        for outcome, record in zip(outcomes, plan.outcomes, strict=True)
        for indicator in record.indicators
    ]


def _columns(indicator: IndicatorRecord) -> dict[str, Any]:
    values = asdict(indicator)
    del values["sdgs"]
    return {**values, "pillar": indicator.pillar or ""}


def _milestone_values(indicator: Indicator, window: PlanWindow) -> list[dict[str, Any]]:
    line = straight_line(baseline=indicator.baseline, target=indicator.target, window=window)
    return [
        {"indicator_id": indicator.pk, "year": year, "value": line[year]} for year in window.years
    ]


def _load_printed(plan: Plan, tally: Tally) -> None:
    """Budget and sentences hang on nothing else: what the file no longer says is removed."""
    areas = dict(KeyFocusArea.objects.values_list("code", "pk"))
    for model, values, key in (
        (BudgetLine, _budget_values(plan, areas), ("kfa_id", "name", "year")),
        (PrintedSum, _sum_values(plan, areas), ("kfa_id", "year")),
        (PlanText, _text_values(plan, areas), ("sort_order",)),
    ):
        rows = match_rows(model, values, key=key, tally=tally)
        remove_others(model, rows, tally=tally)


def _budget_values(plan: Plan, areas: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "kfa_id": areas[cell.kfa],
            "name": cell.line,
            "year": cell.year,
            "amount_kes": cell.amount_kes,
            "sort_order": place,
        }
        for place, cell in enumerate(plan.budget_lines, start=1)
    ]


def _sum_values(plan: Plan, areas: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "kfa_id": areas[one.kfa] if one.kfa else None,
            "year": one.year,
            "printed_kes": one.printed_kes,
            "sum_of_parts_kes": one.sum_of_parts_kes,
        }
        for one in plan.printed_sums
    ]


def _text_values(plan: Plan, areas: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "kfa_id": areas[one.kfa] if one.kfa else None,
            "text": one.text,
            "sort_order": place,
        }
        for place, one in enumerate(plan.texts, start=1)
    ]


def _load_places(plan: Plan, tally: Tally) -> None:
    counties = match_rows(
        County, [asdict(county) for county in plan.counties], key=("code",), tally=tally
    )
    county_of = {county.name: county for county in counties}
    values = [
        {name: getattr(office, name) for name in ("code", "name", "kind", "status", "reach")}
        for office in plan.offices
    ]
    offices = match_rows(Office, values, key=("code",), tally=tally)
    for row, record in zip(offices, plan.offices, strict=True):
        _match_many(row, "counties", [county_of[name] for name in record.counties], tally)


def _load_organisations(plan: Plan, tally: Tally) -> None:
    values = [{**asdict(one), "is_from_plan": True} for one in plan.organisations]
    match_rows(Organisation, values, key=("name",), tally=tally)


def _match_many(row: Any, name: str, wanted: list[Any], tally: Tally) -> None:
    """Link `row` to `wanted` and to nothing else, unless people edited it."""
    links = getattr(row, name)
    if not is_edited(row) and set(links.all()) != set(wanted):
        links.set(wanted)
        tally.add("linked")


def _rows_of_plan() -> dict[str, int]:
    counted = {
        "key focus areas": KeyFocusArea.objects.all(),
        "outcomes": Outcome.objects.all(),
        "indicators": Indicator.objects.all(),
        "milestones": Milestone.objects.all(),
        "budget amounts": BudgetLine.objects.all(),
        "printed sums": PrintedSum.objects.all(),
        "sentences": PlanText.objects.all(),
        "development goals": Sdg.objects.all(),
        "counties": County.objects.all(),
        "offices": Office.objects.all(),
        "organisations of the plan": Organisation.objects.filter(is_from_plan=True),
    }
    return {name: rows.count() for name, rows in counted.items()}
