"""What is added up a year: head counts, money, attendances; one statement for all of it."""

from collections.abc import Sequence
from typing import Any

from reporting.measures.specification import Counting, Sum
from reporting.planning.database import rows_of
from reporting.planning.period import Period
from reporting.planning.scan import Scan, Sql, by_number, condition, held_claims, joined

ARM = """
SELECT number, date_part('year', {day})::int, sum({amount})::numeric, sum({out_of})::numeric, max({day})
FROM {claims} GROUP BY 1, 2"""


def sums_of(countings: Sequence[Counting], period: Period) -> list[tuple[Any, ...]]:
    """Return (number of the counting, year, amount, what it is a share of, last day); one statement."""
    groups: dict[Any, list[tuple[int, Sum]]] = {}
    for number, counting in enumerate(countings):
        for each in counting.sums:
            groups.setdefault(each.source, []).append((number, each))
    arms = [
        _arm(Scan(source, place), asked, period)
        for place, (source, asked) in enumerate(groups.items())
    ]
    return rows_of(joined(arms, " UNION ALL ")) if arms else []


def _arm(scan: Scan, asked: list[tuple[int, Sum]], period: Period) -> Sql:
    day = scan.column("day", scan.source.day)
    amounts = {number: scan.column("amount", each.amount) for number, each in asked}
    wholes = {number: _out_of(scan, each) for number, each in asked}
    flags = [(number, scan.column("flag", condition(each.where))) for number, each in asked]
    item, params = held_claims(scan, flags, scan.within(period, day))
    return ARM.format(
        claims=item, day=day, amount=by_number(amounts), out_of=by_number(wholes)
    ), params


def _out_of(scan: Scan, each: Sum) -> str:
    return "0" if each.out_of is None else scan.column("out_of", each.out_of)
