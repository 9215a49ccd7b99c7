"""The budget table of a plan file, with its sums as printed and as they would add up."""

from dataclasses import dataclass
from itertools import groupby

from reporting.milestones import PlanWindow
from reporting.plan.cursor import Cursor
from reporting.plan.records import BudgetLineRecord, PrintedSumRecord

TOTAL = "TOTAL"


@dataclass(frozen=True)
class Budget:
    """lines: every cell of the table. sums: every printed sub-total and total, the totals last."""

    lines: tuple[BudgetLineRecord, ...]
    sums: tuple[PrintedSumRecord, ...]


def read_budget(root: Cursor, window: PlanWindow, known_areas: list[str]) -> Budget:
    """Return the budget in whole shillings, the baseline year included.

    Raises PlanFileError for an unknown key focus area, a year outside the plan, a cell that is
    missing, and a sum that neither adds up nor is noted as printed so.
    """
    table = root.need("budget_kes")
    areas = _areas(table.need("by_key_focus_area"), known_areas)
    lines = [line for code, area in areas for line in _lines(code, area, window)]
    subtotals = [one for code, area in areas for one in _subtotals(code, area, window, lines)]
    sums = (*subtotals, *_totals(table.need("printed_total"), window, subtotals))
    _check_noted(table.need("printed_figures_that_do_not_add_up"), sums)
    return Budget(tuple(lines), sums)


def _areas(table: Cursor, known_areas: list[str]) -> list[tuple[str, Cursor]]:
    areas = table.fields()
    for code, area in areas.items():
        if code not in known_areas:
            area.fail(f"{code} is not one of the key focus areas of this file")
    return [(code, table.need(code)) for code in known_areas]


def _lines(code: str, area: Cursor, window: PlanWindow) -> list[BudgetLineRecord]:
    return [
        BudgetLineRecord(code, name, year, amount)
        for name, line in area.need("lines").fields().items()
        for year, amount in _amounts(line, window).items()
    ]


def _amounts(row: Cursor, window: PlanWindow) -> dict[int, int | None]:
    """Return the row's cell of each year of the plan; None where the plan leaves it empty."""
    for year in row.fields():
        _check_year(row, year, window)
    cells = {year: row.expect(str(year)) for year in window.years_with_baseline}
    return {year: None if cell.is_empty else cell.whole() for year, cell in cells.items()}


def _check_year(row: Cursor, year: str, window: PlanWindow) -> None:
    if year not in map(str, window.years_with_baseline):
        row.fields()[year].fail(f"the year lies outside {window.baseline_year}-{window.last_year}")


def _subtotals(
    code: str, area: Cursor, window: PlanWindow, lines: list[BudgetLineRecord]
) -> list[PrintedSumRecord]:
    printed = _amounts(area.need("printed_subtotal"), window)
    own = [line for line in lines if line.kfa == code]
    return [
        PrintedSumRecord(
            code, year, amount, sum(line.amount_kes or 0 for line in own if line.year == year)
        )
        for year, amount in printed.items()
        if amount is not None
    ]


def _totals(
    row: Cursor, window: PlanWindow, subtotals: list[PrintedSumRecord]
) -> list[PrintedSumRecord]:
    by_year = groupby(sorted(subtotals, key=lambda one: one.year), key=lambda one: one.year)
    parts = {year: sum(one.printed_kes for one in group) for year, group in by_year}
    return [
        PrintedSumRecord(None, year, amount, parts.get(year, 0))
        for year, amount in _amounts(row, window).items()
        if amount is not None
    ]


def _check_noted(noted: Cursor, sums: tuple[PrintedSumRecord, ...]) -> None:
    """The file names exactly the sums that do not add up, so a slip of typing is not one more."""
    wrong = {_place(one): one for one in sums if not one.adds_up}
    for note in noted.items():
        where = note.need("where")
        found = wrong.pop(where.text(), None) or where.fail("adds up, or is noted twice")
        parts = note.get("sum_of_lines") or note.need("sum_of_subtotals")
        for cursor, amount in (
            (note.need("printed"), found.printed_kes),
            (parts, found.sum_of_parts_kes),
        ):
            if cursor.whole() != amount:
                cursor.fail(f"the table gives {amount}")
    for place, one in wrong.items():
        noted.fail(
            f"{place} is printed as {one.printed_kes} but its parts add up to"
            f" {one.sum_of_parts_kes}; mend the table or note it here"
        )


def _place(one: PrintedSumRecord) -> str:
    return f"{one.kfa or TOTAL} {one.year}"
