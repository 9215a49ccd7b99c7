"""How much of what was recorded was no intercept: by station and by monitor, in numbers alone."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.enums import FinalClass
from intercepts.models import InterceptedPerson
from tracekenya.pages.cells import words

YEARS_BACK = 6
COUNTS = {
    "reported": Count("pk"),
    "vetted": Count("pk", filter=~Q(final_class="")),
    "invalid": Count("pk", filter=Q(final_class=FinalClass.NOT_INTERCEPT)),
}


@dataclass(frozen=True)
class Rates:
    """One table. rows: one a station or monitor, the highest share first; cells are words."""

    title: str
    head: list[str]
    rows: list[list[str]]


def year_of(asked: str) -> int:
    """Return the year asked for; this one for what is no year of ours."""
    this = timezone.localdate().year
    known = {str(year): year for year in range(this - YEARS_BACK, this + 1)}
    return known.get(asked, this)


def years(asked: str) -> list[dict[str, Any]]:
    """Return the years to choose from, as tabs, the latest first."""
    this, here = timezone.localdate().year, year_of(asked)
    return [
        {"label": str(year), "url": f"?year={year}", "current": year == here}
        for year in range(this, this - YEARS_BACK - 1, -1)
    ]


def tables_for(asked: str) -> list[Rates]:
    """Return the tables by station and by monitor for the people met in one year: two statements."""
    met = InterceptedPerson.objects.filter(intercept__happened_on__year=year_of(asked)).order_by()
    return [
        _table(_("By station"), _("Station"), met.annotate(name=F("intercept__station__name"))),
        _table(
            _("By monitor"), _("Monitor"), met.annotate(name=F("intercept__monitor__staff_code"))
        ),
    ]


def _table(title: str, first: str, met: Any) -> Rates:
    head = [first, _("People reported"), _("With a class"), _("Not an intercept"), _("Share")]
    found = list(met.values("name").annotate(**COUNTS))
    found.sort(key=lambda row: (-_share(row), str(row["name"])))
    return Rates(title, head, [_cells(row) for row in found])


def _share(row: dict[str, Any]) -> float:
    return row["invalid"] / row["vetted"] if row["vetted"] else -1.0


def _cells(row: dict[str, Any]) -> list[str]:
    """Return the cells; no share of nothing."""
    share = f"{round(100 * row['invalid'] / row['vetted'])} %" if row["vetted"] else "–"
    numbers = (row["reported"], row["vetted"], row["invalid"])
    return [str(row["name"] or _("Not known")), *map(words, numbers), share]
