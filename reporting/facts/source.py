"""What a fact source is: one table, its day, what is counted once, and the words to break it down by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

Expression = Any  # anything that a queryset can annotate: F, Case, Coalesce, Func


def nothing_known(day: Expression) -> Mapping[str, Expression]:
    """Return no breakdown at all, as a register of things has none of persons."""
    return {}


@dataclass(frozen=True)
class RecordPath:
    """The record that staff may open behind a row. `kind` says whose access rule applies."""

    kind: str
    code: Expression
    pk: str


@dataclass(frozen=True, eq=False)
class Source:
    """One scan of one table.

    rows: the rows that may count at all. key: what is counted once, a UUID. day: when it happened.
    until: for spans, the first day on which it no longer holds (levels) or the last day (stays).
    dimensions: for the day on which the age is asked, name of a breakdown -> code of the row in it.
    starts: the rows whose earliest day says since when there are records at all, and its field;
    `rows` and `day` unless a cheaper table answers it.
    """

    name: str
    rows: Callable[[], QuerySet]
    key: Expression
    day: Expression
    record: RecordPath
    until: Expression = None
    dimensions: Callable[[Expression], Mapping[str, Expression]] = nothing_known
    starts: tuple[Callable[[], QuerySet], Expression] | None = None

    @property
    def earliest(self) -> tuple[Callable[[], QuerySet], Expression]:
        return self.starts or (self.rows, self.day)


def expression(path: Expression) -> Expression:
    """Return `path` as an expression; names become columns."""
    return F(path) if isinstance(path, str) else path
