"""Where the work was: indicators counted by county, side by side."""

from reporting.report.contents import CountyRow, Line, Reach
from tracekenya.places.models import County
from tracekenya.ui.numbers import HIDDEN, Cell

# Indicators whose county tables stand beside each other; each is hidden under its own table's rule.
COLUMNS = ("3.1", "1.2", "1.5", "3.3")


def reach_of(lines: list[Line]) -> Reach:
    """Return the counties with any count, hidden or shown, by code; abroad last, without a name."""
    by_code = {line.code: line for line in lines}
    columns = tuple(_by_county(by_code[code]) for code in COLUMNS)
    counties = {county.code: county for county in County.objects.all()}
    worked = sorted({code for column in columns for code in column})
    return Reach(
        columns=COLUMNS,
        rows=tuple(
            CountyRow(
                code,
                counties[code].name if code in counties else "",
                counties[code].plan_status if code in counties else "",
                tuple(column.get(code) for column in columns),
            )
            for code in worked
        ),
        names={code: county.name for code, county in counties.items()},
    )


def _by_county(line: Line) -> dict[str, Cell]:
    table = line.table("county")
    if table is None:
        return {}
    cells = ((cell.code, HIDDEN if cell.is_hidden else cell.count) for cell in table.cells)
    return {code: count for code, count in cells if count}
