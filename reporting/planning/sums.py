"""What is added up a year: head counts, money, attendances; one statement for all of it."""

from collections.abc import Sequence
from typing import Any

from reporting.measures.specification import Counting, Sum
from reporting.planning.database import rows_of
from reporting.planning.period import Period
from reporting.planning.scan import Scan, Sql, condition, joined

ARM = """
SELECT claim.number, date_part('year', claim.day)::int, sum(claim.amount)::numeric,
  sum(claim.out_of)::numeric, max(claim.day)
FROM {scan} CROSS JOIN LATERAL (VALUES {claims}) claim(number, day, amount, out_of, holds)
WHERE claim.holds GROUP BY 1, 2"""


def sums_of(countings: Sequence[Counting], period: Period) -> list[tuple[Any, ...]]:
    """Return (number of the counting, year, amount, what it is a share of, last day); one statement."""
    groups: dict[Any, list[tuple[int, Sum]]] = {}
    for number, counting in enumerate(countings):
        for each in counting.sums:
            groups.setdefault(each.source, []).append((number, each))
    arms = [
        _arm(Scan(source, place), claims, period)
        for place, (source, claims) in enumerate(groups.items())
    ]
    return rows_of(joined(arms, " UNION ALL ")) if arms else []


def _arm(scan: Scan, claims: list[tuple[int, Sum]], period: Period) -> Sql:
    values, numbers = joined([_claim(scan, number, each) for number, each in claims], ", ")
    item, params = scan.sql(scan.within(period, scan.column("day", scan.source.day)))
    return ARM.format(scan=item, claims=values), (*params, *numbers)


def _claim(scan: Scan, number: int, each: Sum) -> Sql:
    day = scan.column("day", scan.source.day)
    amount = scan.column("amount", each.amount)
    out_of = "0" if each.out_of is None else scan.column("out_of", each.out_of)
    holds = scan.column("flag", condition(each.where))
    return f"(%s, {day}, {amount}, {out_of}, {holds})", (number,)
