"""Lists of stays and of beds, with the tabs that join them to the overview of free beds."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shelter.lists import BEDS, STAYS, visible_beds, visible_stays
from tracekenya.pages.listing import list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.STAY_VIEW)
@require_safe
def stay_list(request):
    return list_response(
        request, STAYS, visible_stays(request.user), template="shelter/tabbed_list.html",
        tabs=tabs_for(request.user, "stay_list"),
    )  # fmt: skip


@requires(Permission.SHELTER_VIEW)
@require_safe
def bed_list(request):
    return list_response(
        request, BEDS, visible_beds(request.user), template="shelter/tabbed_list.html",
        tabs=tabs_for(request.user, "bed_list"),
    )  # fmt: skip


def tabs_for(user, here: str) -> list[dict]:
    """Return the sister pages that `user` may open; `here` is the route of this one."""
    pages = (
        ("shelter_list", _("Free beds"), Permission.SHELTER_VIEW),
        ("stay_list", _("Stays"), Permission.STAY_VIEW),
        ("bed_list", _("All beds"), Permission.SHELTER_VIEW),
    )
    return [
        {"label": label, "url": reverse(f"shelter:{route}"), "current": route == here}
        for route, label, permission in pages
        if user.can(permission)
    ]
