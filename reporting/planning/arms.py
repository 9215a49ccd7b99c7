"""The arms of the counting statement: one a source, each giving (number, key, years, standing, day)."""

import datetime as dt
from collections.abc import Sequence

from reporting.facts.source import Source
from reporting.measures.specification import Counting, Mode, Part
from reporting.planning.period import Period
from reporting.planning.scan import (
    Narrowing,
    Scan,
    Sql,
    by_number,
    every_row,
    held_claims,
    joined,
    with_marks,
)

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
# One line per row and claim that holds.
CLAIMED = "(SELECT number, {key} AS key, {day} AS day, {until} AS until FROM {claims}) claim"
# A row counts in the year of its day.
EVENT = """
SELECT number, key, day, 1 << (date_part('year', day)::int - %s) AS years FROM {claimed}"""
# A row counts in every year from its day to the end of its span.
OVERLAP = """
SELECT number, key, day,
  (2 << (date_part('year', LEAST(until, %s))::int - %s))
  - (1 << (date_part('year', GREATEST(day, %s))::int - %s)) AS years
FROM {claimed} WHERE day <= %s AND until >= %s"""
# A row counts in the years at whose look it is in force.
LEVEL = """
SELECT number, key, day, looks.bit AS years
FROM {claimed} JOIN looks ON day <= looked_on AND (until IS NULL OR until > looked_on)"""
# Of a key's rows in force at a look the first one says in which year it counts.
STANDING = """
UNION ALL
SELECT number, key, bit_or(bit) FILTER (WHERE day >= starts_on),
  COALESCE(bit_or(bit) FILTER (WHERE day >= %s), 0), max(day)
FROM (
  SELECT number, key, bit, starts_on, min(day) AS day
  FROM {claimed} JOIN looks ON day <= looked_on AND (until IS NULL OR until > looked_on)
  GROUP BY number, key, bit, starts_on
) first GROUP BY number, key"""
NOTHING: Sql = (
    "SELECT 0 AS number, NULL::uuid AS key, NULL::date AS day, 0 AS years WHERE false",
    (),
)


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
    base = period.first.year
    if all(part.mode is Mode.EVENT for _, part in claims):
        narrowed = scan.within(period, scan.column("day", scan.source.day))
        sql, params = _claimed(scan, claims, narrowed)
        return EVENT.format(claimed=sql), (base, *params)
    sql, params = _claimed(scan, claims)
    clipped = (period.ends, base, period.first, base)
    return OVERLAP.format(claimed=sql), (*clipped, *params, period.ends, period.first)


def _plain_arm(text: str, scan: Scan, claims: list[Claim], *before: dt.date) -> Sql:
    sql, params = _claimed(scan, claims)
    return text.format(claimed=sql), (*before, *params)


def _claimed(scan: Scan, asked: list[Claim], narrowed: Narrowing = every_row) -> Sql:
    """Return the claims that hold on the rows of a scan: number, key, day, until."""
    day = scan.column("day", scan.source.day)
    flags = [(number, scan.flag(part, day)) for number, part in asked]
    key = by_number({number: scan.column("key", part.counted_key) for number, part in asked})
    until = by_number({number: _until(scan, part, day) for number, part in asked})
    item, params = held_claims(scan, flags, narrowed)
    return CLAIMED.format(key=key, day=day, until=until, claims=item), params


def _until(scan: Scan, part: Part, day: str) -> str:
    """Return the column that ends the span of a row; an event ends on its day."""
    if part.mode is Mode.EVENT:
        return day
    return scan.column("until", scan.source.until)


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
