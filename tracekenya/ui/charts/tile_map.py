"""Kenya's 47 counties as equal tiles in five shades of one hue."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from django.utils.translation import gettext as _

from tracekenya.ui.charts.county_grid import COLUMNS, GRID, ROWS
from tracekenya.ui.charts.palette import STEPS
from tracekenya.ui.charts.scales import chart_id
from tracekenya.ui.charts.table import ChartTable
from tracekenya.ui.numbers import HIDDEN, Cell, Number, show_number

SIDE, GAP = 40.0, 4.0


@dataclass(frozen=True)
class Tile:
    """One county; `step` is 1 to 5, 0 for no work here, -1 for hidden. `mark`: what stands in it, in words."""

    name: str
    short: str
    shown: str
    x: float
    y: float
    step: int
    fill: str
    ink: str
    mark: str = ""


@dataclass(frozen=True)
class Shade:
    """One entry of the legend."""

    step: int
    fill: str
    label: str


@dataclass(frozen=True)
class TileMap:
    """The drawn map with its legend and table twin; `side` is a tile's edge."""

    template: ClassVar[str] = "components/charts/tile_map.html"
    title: str
    words: str
    id: str
    width: float
    height: float
    side: float
    tiles: tuple[Tile, ...]
    shades: tuple[Shade, ...]
    hidden_words: str
    has_hidden: bool
    table: ChartTable
    marked_words: str = ""


def class_tops(values: list[Number]) -> list[Number]:
    """Return the upper ends of at most five classes that hold about equally many counties each."""
    ordered = sorted(values)
    picks = {ordered[-(-len(ordered) * part // len(STEPS)) - 1] for part in range(1, 6)}
    return sorted(picks)


def _step(value: Cell, tops: list[Number]) -> int:
    if isinstance(value, str):
        return -1
    if not value:
        return 0
    return next(number for number, top in enumerate(tops, start=1) if value <= top)


def _tile(code: str, name: str, value: Cell, tops: list[Number], unit: str, mark: str) -> Tile:
    short, column, row = GRID[code]
    step = _step(value, tops)
    fill, ink = STEPS[step - 1] if step > 0 else ("none", "")
    return Tile(
        name=name,
        short=short,
        shown=_("none here") if value is None else show_number(value, unit),
        x=column * (SIDE + GAP),
        y=row * (SIDE + GAP),
        step=step,
        fill=fill,
        ink=ink,
        mark=mark,
    )


def _shades(tops: list[Number], unit: str) -> tuple[Shade, ...]:
    shown = [show_number(top, unit) for top in tops]
    words = [_("up to %(high)s") % {"high": shown[0]}] if shown else []
    words += [
        _("over %(low)s to %(high)s") % {"low": low, "high": high} for low, high in pairwise(shown)
    ]
    return tuple(
        Shade(number, STEPS[number - 1][0], label) for number, label in enumerate(words, start=1)
    )


def tile_map(
    *,
    title: str,
    words: str,
    names: Mapping[str, str],
    values: Mapping[str, Cell],
    unit: str = "",
    marks: Mapping[str, str] | None = None,
    marked_words: str = "",
) -> TileMap:
    """Return the map; `names` and `values` go by county code ("001" to "047").

    `marks`: what else stands in a county, by code, in words; `marked_words` says in the legend what a dot is.
    A county without a value, with None or with 0 is hatched as "none here"; HIDDEN gets an asterisk.
    Raises KeyError for a county without a name or a code that is no county.
    """
    counted = [value for value in values.values() if value and not isinstance(value, str)]
    tops = class_tops(counted) if counted else []
    marks = marks or {}
    unknown = {*values, *marks} - set(GRID)
    if unknown:
        raise KeyError(f"no such county: {sorted(unknown)}")
    tiles = tuple(
        _tile(code, names[code], values.get(code), tops, unit, marks.get(code, ""))
        for code in sorted(GRID)
    )
    return TileMap(
        title=title,
        words=words,
        id=chart_id("map", title, sorted(values.items())),
        width=COLUMNS * (SIDE + GAP) - GAP,
        height=ROWS * (SIDE + GAP) - GAP,
        side=SIDE,
        tiles=tiles,
        shades=_shades(tops, unit),
        hidden_words=show_number(HIDDEN),
        has_hidden=any(value == HIDDEN for value in values.values()),
        table=ChartTable(
            title,
            (_("County"), _("Number")),
            tuple((tile.name, tile.shown) for tile in tiles),
        ),
        marked_words=marked_words if marks else "",
    )
