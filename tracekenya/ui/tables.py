"""What a table holds, apart from how it looks; `{% data_table table %}` draws it, as cards on a phone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One head. `sort_url` makes it a link; `sorted` is "ascending", "descending" or "".

    `is_whole` keeps its cells on one line.
    """

    label: str
    is_numeric: bool = False
    sort_url: str = ""
    sorted: str = ""
    is_whole: bool = False


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere; the text may be a day where the list writes days itself."""

    text: str | dt.date
    url: str


@dataclass(frozen=True)
class Table:
    """rows: one sequence of str or Link per row, as long as `columns`; the first cell is its head."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Link]]

    def drawn_rows(self) -> Iterator[list[tuple[Column, str | Link]]]:
        """Yield each row with its columns. Raises ValueError for a row of another length."""
        for row in self.rows:
            yield list(zip(self.columns, row, strict=True))
