"""The report's own counts under the small-cell rule."""

from collections.abc import Mapping

from reporting.report.contents import Tally
from tracekenya.lib.suppression import shown
from tracekenya.ui.numbers import HIDDEN


def hidden_parts(vocabulary: str, counts: Mapping[str, int]) -> Tally:
    """Return counts that add up to a known total: a second cell is hidden where it must be."""
    return _tally(vocabulary, counts, adds_up=True)


def hidden_singles(vocabulary: str, counts: Mapping[str, int]) -> Tally:
    """Return counts of persons who may stand under several codes: small ones are hidden."""
    return _tally(vocabulary, counts, adds_up=False)


def _tally(vocabulary: str, counts: Mapping[str, int], *, adds_up: bool) -> Tally:
    safe = shown(counts, total=sum(counts.values()), adds_up=adds_up)
    cells = tuple(
        (code, HIDDEN if count is None else count) for code, count in sorted(safe.cells.items())
    )
    return Tally(vocabulary, cells, is_multiple=not adds_up)
