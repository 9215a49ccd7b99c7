"""The printed budget beside what came in and what was spent."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from programmes.models import Expenditure, FundingRecord
from reporting.models import BudgetLine, PrintedSum
from reporting.report.contents import Money, MoneyArea, MoneyLine
from tracekenya.lib.dates import year_bounds

Key = tuple[str, str]  # code of the key focus area, name of the line


def money_in(year: int) -> Money:
    """Return the plan's budget table with the money of `year` beside it (four statements)."""
    planned: dict[Key, dict[int, int | None]] = defaultdict(dict)
    for row in BudgetLine.objects.select_related("kfa"):
        planned[row.kfa.code, row.name][row.year] = row.amount_kes
    sums = list(PrintedSum.objects.select_related("kfa"))
    years = tuple(sorted({at for amounts in planned.values() for at in amounts}))
    spent = _spent_in(year)
    return Money(
        years=years,
        areas=_areas(planned, sums, years, spent),
        printed_totals=_printed(sums, None, years),
        received=_received(years),
        spent=sum(spent.values()) if spent else None,
        misprints=tuple(
            (one.kfa.code if one.kfa else "", one.year, one.printed_kes, one.sum_of_parts_kes)
            for one in sums
            if not one.adds_up
        ),
    )


def _areas(planned: Mapping[Key, Mapping], sums: list, years: tuple, spent: Mapping[Key, int]):
    codes = list(dict.fromkeys(code for code, _name in planned))
    return tuple(
        MoneyArea(
            code=code,
            lines=tuple(
                MoneyLine(name, tuple(amounts.get(at) for at in years), spent.get((code, name)))
                for (area, name), amounts in planned.items()
                if area == code
            ),
            printed=_printed(sums, code, years),
            spent=_total([amount for (area, _), amount in spent.items() if area == code]),
        )
        for code in codes
    )


def _printed(sums: list, code: str | None, years: tuple) -> tuple[int | None, ...]:
    of_area = {
        one.year: one.printed_kes for one in sums if (one.kfa.code if one.kfa else None) == code
    }
    return tuple(of_area.get(at) for at in years)


def _spent_in(year: int) -> dict[Key, int]:
    rows = Expenditure.objects.filter(spent_on__range=year_bounds(year)).order_by()
    return {
        (kfa, line): amount
        for kfa, line, amount in rows.values_list("kfa", "line").annotate(Sum("amount_kes"))
    }


def _received(years: tuple) -> tuple[int | None, ...]:
    rows = FundingRecord.objects.order_by().annotate(year=ExtractYear("received_on"))
    by_year = dict(rows.values_list("year").annotate(Sum("amount_kes")))
    return tuple(by_year.get(at) for at in years)


def _total(amounts: list[int]) -> int | None:
    return sum(amounts) if amounts else None
