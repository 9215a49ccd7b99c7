"""Small cells: what a table may show outside the house (decision on small cells).

Cells of 1 to threshold - 1 are hidden. As the total is always known from the indicator itself, further
cells are hidden until nobody can compute a hidden one: neither as the rest of the total, nor because
only one number is possible. Zeros are shown. A table in which hiding cannot help is withheld whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Shown:
    """A table as it may be shown: None for a hidden cell; all of them hidden when it is withheld."""

    cells: Mapping[str, int | None]
    is_withheld: bool = False

    @property
    def has_hidden(self) -> bool:
        return None in self.cells.values()


def shown(
    cells: Mapping[str, int],
    *,
    total: int,
    adds_up: bool = True,
    threshold: int = settings.SMALL_CELL,
) -> Shown:
    """Return what may be shown of `cells` beside their known `total`.

    adds_up: False where one person may stand in several cells.
    """
    small = {code for code, count in cells.items() if 0 < count < threshold}
    hidden = set(small)
    while hidden and not _is_safe(cells, small, hidden, total, adds_up, threshold):
        spare = {code: count for code, count in cells.items() if count and code not in hidden}
        if not spare:
            return Shown(dict.fromkeys(cells), is_withheld=True)
        least = min(spare.values())
        hidden |= {code for code, count in spare.items() if count == least}
    return Shown({code: None if code in hidden else count for code, count in cells.items()})


def _is_safe(
    cells: Mapping[str, int],
    small: set[str],
    hidden: set[str],
    total: int,
    adds_up: bool,
    threshold: int,
) -> bool:
    """Return whether each hidden cell could be at least two numbers, even for somebody who knows
    which cells are small, which were hidden only to protect them, and that these are the least."""
    seen = [count for code, count in cells.items() if code not in hidden]
    rest = total - sum(seen)
    below = min((count for count in seen if count), default=total + 1)
    bounds = {
        code: (1, threshold - 1) if code in small else (threshold, below - 1) for code in hidden
    }
    return all(_is_open(code, bounds, rest, adds_up) for code in hidden)


def _is_open(code: str, bounds: Mapping[str, tuple[int, int]], rest: int, adds_up: bool) -> bool:
    least, most = bounds[code]
    others = [bound for other, bound in bounds.items() if other != code]
    lowest = max(least, rest - sum(upper for _, upper in others))
    highest = min(most, rest - sum(lower for lower, _ in others)) if adds_up else most
    return lowest < highest
