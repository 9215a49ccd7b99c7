"""The menu: what a role may open. Entries that a role lacks are not drawn; views check for themselves."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tracekenya.roles.permissions import Permission


@dataclass(frozen=True)
class Entry:
    label: str
    icon: str
    route: str
    permission: Permission


ENTRIES = (
    Entry(_("Home"), "home", "home", Permission.HOME_VIEW),
    Entry(_("Beds"), "bed", "shelter:shelter_list", Permission.SHELTER_VIEW),
)


def menu_for(request: HttpRequest) -> list[dict]:
    """Return the entries that the signed-in person may open, each with url, label, icon, current."""
    if not request.user.is_authenticated:
        return []
    allowed = [entry for entry in ENTRIES if request.user.can(entry.permission)]
    rows = [{"label": e.label, "icon": e.icon, "url": reverse(e.route)} for e in allowed]
    return [row | {"current": _is_current(request.path, row["url"])} for row in rows]


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
