"""The words in which a measure says what counts: parts, sums, readings and types."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Q

from reporting.enums import Accumulation
from reporting.facts.source import Expression, Source

Words = Any  # a sentence, translated when it is read


class Mode(StrEnum):
    """In which years a row counts."""

    EVENT = "event"  # the year of its day
    OVERLAP = "overlap"  # every year that it touches
    LEVEL = "level"  # the years at whose end it holds
    STANDING = "standing"  # the year of the first day of those that still hold at that year's end


@dataclass(frozen=True, eq=False)
class Mark:
    """A list made once and joined to a scan.

    rows: gives `mark_id` and what `holds` asks for. on: the column of the scan that holds the id. holds: SQL over
    {mark} and {day} that must be true for a row to count; fixed text, never a value.
    """

    name: str
    rows: Callable[[], Any]
    on: Expression
    holds: str


@dataclass(frozen=True, eq=False)
class Part:
    """Rows of one source that count: each distinct `key` once.

    kind: list of its codes in the table by type. rank: of several rows of a key on one day, the
    lowest speaks for it in the tables.
    """

    source: Source
    where: Q
    mode: Mode = Mode.EVENT
    key: Expression = None
    kind: Expression = None
    mark: Mark | None = None
    rank: Expression = None

    @property
    def counted_key(self) -> Expression:
        return self.source.key if self.key is None else self.key


@dataclass(frozen=True, eq=False)
class Sum:
    """An amount added up over the rows of one source in a year, and what it is a share of, if any."""

    source: Source
    where: Q
    amount: Expression
    out_of: Expression = None


@dataclass(frozen=True)
class Tally:
    """What one counting found in one period: distinct keys and added amounts."""

    distinct: int = 0
    amount: Decimal = Decimal(0)
    out_of: Decimal = Decimal(0)


def plain(tally: Tally) -> Decimal:
    """Return distinct keys plus head counts."""
    return Decimal(tally.distinct) + tally.amount


@dataclass(frozen=True, eq=False)
class Counting:
    """One way to count. `accumulation` replaces the framework's own where the reading asks for it.

    leaves_baseline: the printed baseline counts something else, so it is never added.
    """

    parts: tuple[Part, ...] = ()
    sums: tuple[Sum, ...] = ()
    figure: Callable[[Tally], Decimal | None] = plain
    accumulation: Accumulation | None = None
    leaves_baseline: bool = False

    @property
    def sources(self) -> list[Source]:
        counted = [part.source for part in self.parts] + [each.source for each in self.sums]
        return list(dict.fromkeys(counted))


@dataclass(frozen=True, eq=False)
class Reading:
    """Another way to read the indicator, shown beside its value and open to choice."""

    name: str
    label: Words
    counting: Counting


@dataclass(frozen=True, eq=False)
class Types:
    """The table by type. `is_multiple`: one key may stand under several types, cells do not add up."""

    title: Words
    vocabulary: str
    is_multiple: bool = False


@dataclass(frozen=True, eq=False)
class Specification:
    """One indicator: its rule and source in words, how it is counted, and what stands beside it.

    people: the counting whose persons fill the tables by sex, age and so on, where the unit of the
    indicator is not the person.
    """

    rule: Words
    source: Words
    counting: Counting
    types: Types | None = None
    people: Counting | None = None
    readings: tuple[Reading, ...] = field(default=())
