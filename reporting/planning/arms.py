"""The arms of the counting statement: one a source, each giving (number, key, years, standing, day)."""

import datetime as dt
from collections.abc import Sequence

from reporting.facts.source import Source
from reporting.measures.specification import Counting, Mode, Part
from reporting.planning.period import Period
from reporting.planning.scan import Scan, Sql, joined, with_marks

Claim = tuple[int, Part]
BY_ROW = {Mode.EVENT, Mode.OVERLAP}

STATEMENT = """
WITH looks(bit, starts_on, looked_on) AS (VALUES {looks}){marks}
SELECT number, years, standing, count(*), max(last_day) FROM (
  SELECT number, key, bit_or(years) AS years, NULL::int AS standing, max(day) AS last_day
  FROM ({found}) found GROUP BY number, key
  {standing}
) once GROUP BY number, years, standing
"""
# A row counts in the year of its day.
EVENT = """
SELECT claim.number, claim.key, claim.day,
  1 << (date_part('year', claim.day)::int - %s) AS years
FROM {scan} CROSS JOIN LATERAL (VALUES {claims}) claim(number, key, day, until, holds)
WHERE claim.holds"""
# A row counts in every year from its day to the end of its span.
OVERLAP = """
SELECT claim.number, claim.key, claim.day,
  (2 << (date_part('year', LEAST(claim.until, %s))::int - %s))
  - (1 << (date_part('year', GREATEST(claim.day, %s))::int - %s)) AS years
FROM {scan} CROSS JOIN LATERAL (VALUES {claims}) claim(number, key, day, until, holds)
WHERE claim.holds AND claim.day <= %s AND claim.until >= %s"""
# A row counts in the years at whose look it is in force.
LEVEL = """
SELECT claim.number, claim.key, claim.day, looks.bit AS years
FROM {scan} CROSS JOIN LATERAL (VALUES {claims}) claim(number, key, day, until, holds)
JOIN looks ON claim.day <= looks.looked_on
  AND (claim.until IS NULL OR claim.until > looks.looked_on)
WHERE claim.holds"""
# Of a key's rows in force at a look the first one says in which year it counts.
STANDING = """
UNION ALL
SELECT number, key, bit_or(bit) FILTER (WHERE day >= starts_on),
  COALESCE(bit_or(bit) FILTER (WHERE day >= %s), 0), max(day)
FROM (
  SELECT claim.number, claim.key, looks.bit, looks.starts_on, min(claim.day) AS day
  FROM {scan} CROSS JOIN LATERAL (VALUES {claims}) claim(number, key, day, until, holds)
  JOIN looks ON claim.day <= looks.looked_on
    AND (claim.until IS NULL OR claim.until > looks.looked_on)
  WHERE claim.holds GROUP BY claim.number, claim.key, looks.bit, looks.starts_on
) first GROUP BY number, key"""


def counting_statement(
    countings: Sequence[Counting], period: Period, *, plan_starts: dt.date
) -> Sql | None:
    """Return the one statement that counts all parts; None when there is nothing to count.

    Its rows: number of the counting, bits of the years in which these keys count, bits of the years at
    whose end they count since the plan began (only where that is not simply ever since), how many
    keys, last day.
    """
    rows, levels, standing = _grouped(countings)
    scans: list[Scan] = []
    found = [_row_arm(_scan(scans, source), claims, period) for source, claims in rows.items()]
    found += [_plain_arm(LEVEL, _scan(scans, source), each) for source, each in levels.items()]
    first = [
        _plain_arm(STANDING, _scan(scans, source), each, plan_starts)
        for source, each in standing.items()
    ]
    if not found and not first:
        return None
    return _put_together(found or [NOTHING], first, scans, period)


NOTHING: Sql = (
    "SELECT 0 AS number, NULL::uuid AS key, NULL::date AS day, 0 AS years WHERE false",
    (),
)


def _grouped(countings: Sequence[Counting]) -> tuple[dict[Source, list[Claim]], ...]:
    rows: dict[Source, list[Claim]] = {}
    levels: dict[Source, list[Claim]] = {}
    standing: dict[Source, list[Claim]] = {}
    for number, counting in enumerate(countings):
        for part in counting.parts:
            group = rows if part.mode in BY_ROW else levels
            group = standing if part.mode is Mode.STANDING else group
            group.setdefault(part.source, []).append((number, part))
    return rows, levels, standing


def _scan(scans: list[Scan], source: Source) -> Scan:
    scans.append(Scan(source, len(scans)))
    return scans[-1]


def _row_arm(scan: Scan, claims: list[Claim], period: Period) -> Sql:
    values = _claims(scan, claims)
    base = period.first.year
    if all(part.mode is Mode.EVENT for _, part in claims):
        item = scan.sql(scan.within(period, scan.column("day", scan.source.day)))
        return _filled(EVENT, item, values, before=(base,))
    return _filled(
        OVERLAP,
        scan.sql(),
        values,
        before=(period.last, base, period.first, base),
        after=(period.last, period.first),
    )


def _plain_arm(text: str, scan: Scan, claims: list[Claim], *before) -> Sql:
    values = _claims(scan, claims)
    return _filled(text, scan.sql(), values, before=before)


def _claims(scan: Scan, claims: list[Claim]) -> Sql:
    """Return the VALUES list: number, key, day, until, and whether the row counts."""
    return joined([_claim(scan, number, part) for number, part in claims], ", ")


def _claim(scan: Scan, number: int, part: Part) -> Sql:
    key = scan.column("key", part.counted_key)
    day = scan.column("day", scan.source.day)
    until = day
    if part.mode is not Mode.EVENT and scan.source.until is not None:
        until = scan.column("until", scan.source.until)
    return f"(%s, {key}, {day}, {until}, {scan.flag(part, day)})", (number,)


def _filled(text: str, item: Sql, values: Sql, *, before: tuple = (), after: tuple = ()) -> Sql:
    sql = text.format(scan=item[0], claims=values[0])
    return sql, (*before, *item[1], *values[1], *after)


def _put_together(found: list[Sql], first: list[Sql], scans: list[Scan], period: Period) -> Sql:
    looks = [("(%s, %s::date, %s::date)", look) for look in period.bits()]
    marks, mark_params = with_marks(scans)
    look_sql, look_params = joined(looks, ", ")
    found_sql, found_params = joined(found, " UNION ALL ")
    first_sql, first_params = joined(first, "")
    sql = STATEMENT.format(
        looks=look_sql, marks=f", {marks}" if marks else "", found=found_sql, standing=first_sql
    )
    return sql, (*look_params, *mark_params, *found_params, *first_params)
