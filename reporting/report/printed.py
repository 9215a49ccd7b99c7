"""A table in words, ready for the paper."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """The head of one column, or with `span` of several."""

    label: str
    is_numeric: bool = False
    span: int = 1


@dataclass(frozen=True)
class Row:
    """Words, one per column; `kind` is "", "total", or "group" for a single cell over all columns."""

    cells: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class Printed:
    """A table; `groups` is a second line of heads above `heads`, together as wide."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    groups: tuple[Head, ...] = ()

    def drawn_rows(self) -> Iterator[tuple[Row, list[tuple[Head, str]]]]:
        """Yield each row with its cells and their heads."""
        for row in self.rows:
            yield row, list(zip(self.heads, row.cells, strict=row.kind != "group"))


def numbers(*labels: str) -> tuple[Head, ...]:
    return tuple(Head(label, is_numeric=True) for label in labels)
