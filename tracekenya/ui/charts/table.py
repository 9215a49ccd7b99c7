"""The table twin: the numbers of a chart for those who cannot or do not want to see it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ChartTable:
    """Ready words. rows: one per mark, the first word is the row's head, as many words as headers."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
