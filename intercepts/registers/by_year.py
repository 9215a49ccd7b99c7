"""How many intercepts a reader may see at one place or with one operator, by year."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from intercepts.models import Intercept
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission


def panel_for(user: Any, name: str, key: Any) -> list[Panel]:
    """Return the panel of intercepts where `name` (station or operator) is `key`; none without the right.

    Its context: years (rows of year, events, url), the newest first, and url of the filtered list.
    """
    if not user.can(Permission.INTERCEPT_VIEW):
        return []
    seen = Intercept.objects.visible_to(user).filter(**{name: key}).order_by()
    years = seen.values(year=ExtractYear("happened_on")).annotate(events=Count("pk"))
    context = {
        "years": [
            {
                "year": str(row["year"]),
                "events": row["events"],
                "url": _listed(name, key, year=row["year"]),
            }
            for row in years.order_by("-year")
        ],
        "url": _listed(name, key),
    }
    return [Panel("intercepts", _("Intercepts"), "intercepts/_by_year.html", context)]


def _listed(name: str, key: Any, year: int | None = None) -> str:
    days = {"from_day": f"{year}-01-01", "to_day": f"{year}-12-31"} if year else {}
    return f"{plain_address('intercepts:intercept_list')}?{urlencode({name: key} | days)}"
