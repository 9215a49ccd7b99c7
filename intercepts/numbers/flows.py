"""From where to where counted people were travelling."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intercepts.enums import COUNTED_CLASSES, country_name
from intercepts.models import InterceptedPerson, Station
from tracekenya.lib.suppression import shown
from tracekenya.places.models import County
from tracekenya.ui.charts import TileMap, tile_map
from tracekenya.ui.charts.county_grid import GRID
from tracekenya.ui.numbers import HIDDEN, Cell

OUTSIDE_THRESHOLD = (
    10  # year, origin and destination, or station and month and sign, are three dimensions
)
NOT_KNOWN = "?"


@dataclass(frozen=True)
class Flow:
    """People on the way from one place to another; `people` is None where it is hidden.

    `origin`: where the journey began; where nobody said so, the county in which they were met.
    """

    origin: str
    destination: str
    people: int | None


@dataclass(frozen=True)
class Flows:
    rows: list[Flow]
    total: int
    map: TileMap | None
    is_withheld: bool = False
    stations: list[str] = field(default_factory=list)  # "Mombasa: Likoni ferry, Mtwapa stage"


def flows_of(year: int, *, true_numbers: bool) -> Flows:
    """Return the flows of one year, the largest first; without the right, small ones are hidden."""
    people = InterceptedPerson.objects.filter(
        intercept__happened_on__year=year, final_class__in=list(COUNTED_CLASSES)
    ).values_list(
        "intercept__origin_county", "intercept__origin_country", "intercept__station__county",
        "intercept__destination_county", "intercept__destination_country",
    )  # fmt: skip
    counts = Counter(
        f"{began or abroad or met}>{county or country or NOT_KNOWN}"
        for began, abroad, met, county, country in people
    )
    total = sum(counts.values())
    names = dict(County.objects.values_list("pk", "name"))
    stand = sorted(f"{names[county]}: {where}" for county, where in _stations().items())
    if true_numbers:
        return Flows(_rows(counts, names), total, map_of(counts, names, year), stations=stand)
    safe = shown(counts, total=total, threshold=OUTSIDE_THRESHOLD)
    drawn = None if safe.is_withheld else map_of(safe.cells, names, year)
    return Flows(_rows(safe.cells, names), total, drawn, safe.is_withheld, stand)


def _rows(cells, names: dict[str, str]) -> list[Flow]:
    found = []
    for key, people in cells.items():
        origin, _arrow, bound = key.partition(">")
        found.append(Flow(_place(origin, names), _place(bound, names), people))
    return sorted(found, key=lambda flow: (-(flow.people or 0), flow.origin, flow.destination))


def _place(bound: str, names: dict[str, str]) -> str:
    if bound == NOT_KNOWN:
        return _("Not known")
    return names.get(bound) or country_name(bound)


def map_of(cells: Mapping[str, int | None], names: dict[str, str], year: int) -> TileMap | None:
    """Return the counties to which people were bound, and our stations; None while not all counties are loaded.

    It says no more than the rows: a county of which any row is hidden is hidden.
    """
    if not set(GRID) <= set(names):
        return None
    bound: dict[str, Cell] = {}
    for key, people in cells.items():
        code, before = key.partition(">")[2], bound.get(key.partition(">")[2], 0)
        is_hidden = people is None or isinstance(before, str)
        bound[code] = HIDDEN if is_hidden else (before or 0) + people
    values = {code: bound[code] for code in GRID if bound.get(code)}
    title = _("Counties where people were bound, %(year)d") % {"year": year}
    words = _("People were bound for %(n)d counties of Kenya.") % {"n": len(values)}
    return tile_map(
        title=title, words=words, names=names, values=values, marks=_stations(),
        marked_words=_("we stand there"),
    )  # fmt: skip


def _stations() -> dict[str, str]:
    """Return the names of the stations where we stand, by the code of their county."""
    found: dict[str, list[str]] = {}
    stand = Station.objects.filter(is_active=True).order_by("name")
    for county, name in stand.values_list("county", "name"):
        found.setdefault(county, []).append(name)
    return {county: ", ".join(names) for county, names in found.items()}
