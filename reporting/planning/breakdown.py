"""One period in detail: how many keys stand under each word, and which record is behind each key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Greatest

from reporting.facts.expressions import Codes
from reporting.facts.people import SITE
from reporting.facts.source import Expression
from reporting.measures.specification import Counting, Mode, Part
from reporting.planning.database import rows_of
from reporting.planning.period import Period
from reporting.planning.scan import Scan, Sql, every_row, joined, with_marks

DIMENSIONS = ("sex", "age_band", "county", "nationality", "disability", SITE)
TYPE = "type"
TOTAL = "total"

# The first qualifying row of a key speaks for it; the other columns only make the choice repeatable.
ONCE = """
once AS MATERIALIZED (
  SELECT * FROM (
    SELECT DISTINCT ON (number, key) * FROM found
    ORDER BY number, key, day, rank, {ties}
  ) first WHERE counts_from IS NULL OR day >= counts_from
)"""
WORDS = """
WITH {marks}found AS MATERIALIZED ({found}), {once}
SELECT number, word.dimension, word.code, count(*)
FROM once CROSS JOIN LATERAL (VALUES {words}) word(dimension, code)
WHERE word.code IS NOT NULL GROUP BY 1, 2, 3
UNION ALL
SELECT number, 'type', code, count(*)
FROM once CROSS JOIN LATERAL unnest(kinds) code WHERE NOT is_multiple GROUP BY 1, 3
UNION ALL
SELECT number, 'type', code, count(DISTINCT key)
FROM found CROSS JOIN LATERAL unnest(kinds) code WHERE is_multiple GROUP BY 1, 3
"""
RECORDS = """
WITH {marks}found AS MATERIALIZED ({found}), {once}
SELECT record_kind, code, pk, day FROM once WHERE is_visible
ORDER BY day DESC, code, pk LIMIT %s OFFSET %s
"""
HOW_MANY = """
WITH {marks}found AS MATERIALIZED ({found}), {once}
SELECT count(*) FILTER (WHERE is_visible), count(*) FROM once
"""
ARM = "SELECT {columns} FROM {scan} WHERE {holds}"
IN_PERIOD = {
    Mode.EVENT: "{day} BETWEEN %s AND %s",
    Mode.OVERLAP: "{until} >= %s AND {day} <= %s",
    Mode.LEVEL: "{day} <= %s AND ({until} IS NULL OR {until} > %s)",
    Mode.STANDING: "{day} <= %s AND ({until} IS NULL OR {until} > %s)",
}


@dataclass(frozen=True, eq=False)
class Asked:
    """A counting to break down, and whether one key may stand under several types."""

    counting: Counting
    is_multiple: bool = False


Words = dict[str, dict[str, int]]  # dimension -> code -> keys; TOTAL -> "" -> keys


def words_of(asked: Sequence[Asked], period: Period) -> list[Words]:
    """Return the keys of each counting by sex, age band, county and so on; one statement.

    A dimension is given only where every source of the counting knows it.
    """
    answers: list[Words] = [{TOTAL: {"": 0}} for _ in asked]
    arms = _Arms(period)
    for number, each in enumerate(asked):
        arms.add_words(number, each)
    if arms.pieces:
        for number, dimension, code, keys in rows_of(arms.words_statement()):
            words = answers[number].setdefault(dimension, {})
            words[code or ""] = words.get(code or "", 0) + keys
    return answers


def records_of(
    parts: Sequence[tuple[Part, Expression]], period: Period, *, limit: int, offset: int
) -> tuple[list[tuple[Any, ...]], int, int]:
    """Return (kind, code, id, day) of the first record of each key that counts, latest first.

    parts: each with the expression that says whether its record may be seen. With the rows come how
    many may be seen and how many there are; two statements.
    """
    arms = _Arms(period)
    for part, is_visible in parts:
        arms.add_records(part, is_visible)
    visible, everything = rows_of(arms.statement(HOW_MANY, "code, pk"))[0]
    sql, params = arms.statement(RECORDS, "code, pk")
    return rows_of((sql, (*params, limit, offset))), visible, everything


def known_dimensions(counting: Counting) -> list[str]:
    """Return the breakdowns that all sources of a counting know."""
    known = [set(part.source.dimensions(part.source.day)) for part in counting.parts]
    return [name for name in DIMENSIONS if known and all(name in each for each in known)]


class _Arms:
    """Collects one arm a part: the rows that qualify in the period, with the columns asked for."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.scans: list[Scan] = []
        self.pieces: list[Sql] = []

    def add_words(self, number: int, asked: Asked) -> None:
        known = known_dimensions(asked.counting)
        for part in asked.counting.parts:
            words = part.source.dimensions(self._age_day(part))
            columns = {name: words[name] if name in known else None for name in DIMENSIONS}
            columns["kinds"] = Codes(Value(None)) if part.kind is None else part.kind
            self._add(
                part, columns, (("%s AS number", number), ("%s AS is_multiple", asked.is_multiple))
            )

    def add_records(self, part: Part, is_visible: Expression) -> None:
        record = part.source.record
        columns = {
            "code": record.code,
            "pk": Cast(record.pk, CharField()),
            "is_visible": is_visible,
        }
        self._add(part, columns, (("0 + %s AS number", 0), ("%s AS record_kind", record.kind)))

    def _add(self, part: Part, columns: Mapping[str, Expression], fixed) -> None:
        scan = Scan(part.source, len(self.scans))
        self.scans.append(scan)
        day = scan.column("day", part.source.day)
        names = [text for text, _ in fixed]
        names.append(f"{scan.column('key', part.counted_key)} AS key")
        names.append(f"{scan.column('counted', self._age_day(part))} AS day")
        names.append("%s::date AS counts_from")
        rank = "0" if part.rank is None else scan.column("rank", part.rank)
        names.append(f"{rank} AS rank")
        for name, asked in columns.items():
            column = "NULL::varchar" if asked is None else scan.column(name, asked)
            names.append(f"{column} AS {name}")
        holds, limits = self._in_period(scan, part, day)
        flag = scan.flag(part, day)
        narrowed = scan.within(self.period, day) if part.mode is Mode.EVENT else every_row
        item, params = scan.sql(narrowed)
        sql = ARM.format(columns=", ".join(names), scan=item, holds=f"{flag} AND {holds}")
        first = tuple(value for _, value in fixed)
        self.pieces.append((sql, (*first, self._counts_from(part), *params, *limits)))

    def _age_day(self, part: Part) -> Expression:
        """Return the day on which the age is asked: of a stay that began earlier, the first day."""
        if part.mode is Mode.OVERLAP:
            return Greatest(part.source.day, Value(self.period.first))
        return part.source.day

    def _counts_from(self, part: Part):
        return None if part.mode is Mode.LEVEL else self.period.first

    def _in_period(self, scan: Scan, part: Part, day: str) -> Sql:
        text = IN_PERIOD[part.mode]
        look = self.period.ends
        until = "" if part.source.until is None else scan.column("until", part.source.until)
        limits = (self.period.first, look)
        if part.mode in (Mode.LEVEL, Mode.STANDING):
            limits = (look, look)
        return text.format(day=day, until=until), limits

    def words_statement(self) -> Sql:
        words = ", ".join(f"('{name}', {name})" for name in DIMENSIONS) + f", ('{TOTAL}', '')"
        ties = ", ".join((*DIMENSIONS, "kinds"))
        return self.statement(WORDS, ties, words=words)

    def statement(self, text: str, ties: str, **more: str) -> Sql:
        marks, mark_params = with_marks(self.scans)
        found, params = joined(self.pieces, " UNION ALL ")
        sql = text.format(
            marks=f"{marks}, " if marks else "", found=found, once=ONCE.format(ties=ties), **more
        )
        return sql, (*mark_params, *params)
