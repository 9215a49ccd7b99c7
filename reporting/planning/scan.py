"""One scan of one source: the columns that its parts need, compiled by the ORM."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet, Value

from reporting.facts.source import Expression, Source, expression
from reporting.measures.specification import Mark, Part
from reporting.planning.period import Period

Sql = tuple[str, tuple[Any, ...]]
Narrowing = Callable[[QuerySet], QuerySet]

# Unnested from an array: a lateral VALUES list would have its expressions prepared anew for every row.
HELD = """(
  SELECT unnest(array_remove(ARRAY[{holding}], NULL)) AS number, {columns} FROM {scan}
) {name}"""


def every_row(rows: QuerySet) -> QuerySet:
    return rows


def compiled(queryset: QuerySet) -> Sql:
    """Return the SQL of a queryset and its parameters."""
    sql, params = queryset.query.sql_with_params()
    return sql, tuple(params)


def condition(where: Q) -> Expression:
    """Return `where` as a column; no condition at all is true."""
    return ExpressionWrapper(where, output_field=BooleanField()) if where else Value(True)


@dataclass
class Scan:
    """Collects columns over one source; the same expression is computed once."""

    source: Source
    number: int
    columns: dict[str, Expression] = field(default_factory=dict)
    marks: dict[Mark, str] = field(default_factory=dict)
    _names: dict[Any, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"scan_{self.number}"

    def column(self, letter: str, asked: Expression) -> str:
        """Return the qualified name of the column that holds `asked`, adding it when it is new."""
        known = _known_as(asked)
        if known not in self._names:
            name = f"{letter}_{len(self.columns)}"
            self._names[known] = name
            self.columns[name] = expression(asked)
        return f"{self.name}.{self._names[known]}"

    def flag(self, part: Part, day: str) -> str:
        """Return SQL that is true where a row counts for `part`."""
        name = self.column("flag", condition(part.where))
        if part.mark is None:
            return name
        self.marks[part.mark] = self.column("mark", part.mark.on)
        return f"({name} AND {part.mark.holds.format(mark=part.mark.name, day=day)})"

    def sql(self, narrowed: Narrowing = every_row) -> Sql:
        """Return the scan as a FROM item with the marks joined to it."""
        rows = narrowed(self.source.rows().annotate(**self.columns))
        sql, params = compiled(rows.order_by().values(*self.columns))
        joins = "".join(
            f" LEFT JOIN {mark.name} ON {mark.name}.mark_id = {column}"
            for mark, column in self.marks.items()
        )
        return f"({sql}) {self.name}{joins}", params

    def within(self, period: Period, day: str) -> Narrowing:
        """Return a narrowing to rows whose `day` lies in the period and has come; an index serves."""
        column = day.removeprefix(f"{self.name}.")
        return lambda rows: rows.filter(**{f"{column}__range": (period.first, period.ends)})


def held_claims(
    scan: Scan, flags: Sequence[tuple[int, str]], narrowed: Narrowing = every_row
) -> Sql:
    """Return a FROM item with one line per row and claim that holds: `number` and the scan's columns.

    flags: the number of each claim and the SQL that is true where a row counts for it.
    """
    item, params = scan.sql(narrowed)
    holding = [f"CASE WHEN {flag} THEN {number} END" for number, flag in flags]
    kept = [f"{scan.name}.{name}" for name in scan.columns if not name.startswith("flag")]
    sql = HELD.format(
        holding=", ".join(holding), columns=", ".join(kept), scan=item, name=scan.name
    )
    return sql, params


def by_number(columns: Mapping[int, str]) -> str:
    """Return SQL for the column that belongs to the claim `number`; numbers are ours, not values."""
    if len(set(columns.values())) == 1:
        return next(iter(columns.values()))
    cases = " ".join(f"WHEN {number} THEN {column}" for number, column in columns.items())
    return f"CASE number {cases} END"


def with_marks(scans: Iterable[Scan]) -> Sql:
    """Return the WITH list of all lists that the scans join, each once; empty when there is none."""
    marks = {mark: None for scan in scans for mark in scan.marks}
    parts: list[str] = []
    params: tuple[Any, ...] = ()
    for mark in marks:
        sql, more = compiled(mark.rows())
        parts.append(f"{mark.name} AS MATERIALIZED ({sql})")
        params += more
    return ", ".join(parts), params


def joined(pieces: Sequence[Sql], separator: str) -> Sql:
    """Return pieces of SQL put together with their parameters in order."""
    return separator.join(sql for sql, _ in pieces), tuple(
        value for _, params in pieces for value in params
    )


def _known_as(asked: Expression) -> Any:
    """Return what two requests for one column have in common: its name, or the very same object."""
    if isinstance(asked, F):
        return asked.name
    return asked if isinstance(asked, str) else id(asked)
