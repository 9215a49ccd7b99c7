"""Where the work was: a map of one indicator, and the counties with several of them side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reporting.pages.breakdowns import Breakdown, breakdown_of
from reporting.report.reach import COLUMNS
from reporting.results import Cell as TableCell
from reporting.results import Table as BreakdownTable
from reporting.results import tables_for
from tracekenya.places.models import County
from tracekenya.ui.tables import Column, Table


@dataclass(frozen=True)
class CountiesPage:
    """The map of `code`, links to the other maps, and the table of all of them."""

    code: str
    map: Breakdown | None
    tabs: list[dict]
    table: Table


def counties_page(code: str, year: int, *, true_numbers: bool) -> CountiesPage:
    """Return the page with the map of indicator `code`, one of `map_words()` (3 statements)."""
    found = tables_for(list(COLUMNS), year, true_numbers=true_numbers)
    tables = {one: _county_table(found.get(one, [])) for one in COLUMNS}
    counties = list(County.objects.all())
    names = {county.code: county.name for county in counties}
    words = map_words()
    return CountiesPage(
        code=code,
        map=_map(tables[code], f"{code} {words[code]}", names),
        tabs=[
            {
                "label": f"{one} {label}",
                "url": f"?year={year}&indicator={one}",
                "current": one == code,
            }
            for one, label in words.items()
        ],
        table=_table(counties, {one: _by_county(table) for one, table in tables.items()}, year),
    )


def map_words() -> dict[str, str]:
    """Return the indicators that have a map, with short words for them."""
    return {
        "3.1": _("Intercepts"),
        "1.2": _("Children kept from trafficking"),
        "1.5": _("Children served"),
        "3.3": _("Migrant workers assisted"),
    }


def _map(
    table: BreakdownTable | None, title: str, county_names: Mapping[str, str]
) -> Breakdown | None:
    return breakdown_of(table, county_names=county_names, title=title) if table else None


def _county_table(tables: list[BreakdownTable]) -> BreakdownTable | None:
    return next((table for table in tables if table.dimension == "county"), None)


def _by_county(table: BreakdownTable | None) -> dict[str, TableCell]:
    return {cell.code: cell for cell in table.cells} if table else {}


def _table(
    counties: list[County], columns: Mapping[str, Mapping[str, TableCell]], year: int
) -> Table:
    """Return one row per county that has a record or is named by the plan."""
    words = map_words()
    heads = [Column(f"{code} {words[code]}", is_numeric=True) for code in COLUMNS]
    return Table(
        caption=_("Counties in %(year)d") % {"year": year},
        columns=(Column(_("County")), Column(_("In the plan")), *heads),
        rows=[
            (
                county.name,
                _standing(county),
                *(_shown(columns[code].get(county.code)) for code in COLUMNS),
            )
            for county in counties
            if county.plan_status != "other" or _has_record(county, columns)
        ],
    )


def _standing(county: County) -> str:
    words = {
        "traditional": _("from the start"),
        "expansion_coast": _("expansion, coast"),
        "expansion_source": _("expansion, source"),
        "other": _("not named"),
    }
    return words[county.plan_status]


def _has_record(county: County, columns: Mapping[str, Mapping[str, TableCell]]) -> bool:
    cells = [column.get(county.code) for column in columns.values()]
    return any(cell and (cell.is_hidden or cell.count) for cell in cells)


def _shown(cell: TableCell | None) -> str:
    return "\N{EN DASH}" if cell is None else str(cell.text)
