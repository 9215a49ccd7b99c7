"""Who is suspected, on the page of an intercept; and the intercepts that name a person, on that one's page."""

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Suspect
from intercepts.models import Intercept, InterceptSuspect
from tracekenya.lib import vocabularies
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission


def suspects_of(intercept: Intercept, user: Any) -> list[Panel]:
    """Return the panel with whom the intercept names, by code; none for who sees no suspects."""
    if not user.can(Permission.SUSPECT_VIEW):
        return []
    parts = InterceptSuspect.objects.filter(
        intercept=intercept, suspect__in=Suspect.objects.visible_to(user)
    )
    rows = [(part.suspect, _roles(part)) for part in parts.select_related("suspect").order_by("pk")]
    context = {"rows": rows}
    title = _("People suspected")
    return [Panel("suspects", title, "intercepts/_suspects.html", context)] if rows else []


def named_in(suspect: Suspect, user: Any) -> Panel | None:
    """Return the panel with the intercepts in reach that name the suspect; None without any."""
    if not user.can(Permission.INTERCEPT_VIEW):
        return None
    parts = suspect.intercept_parts.filter(intercept__in=Intercept.objects.visible_to(user))
    rows = [
        (part.intercept, _roles(part))
        for part in parts.select_related("intercept").order_by("-intercept__happened_on")
    ]
    title = _("Intercepts")
    return Panel("intercepts", title, "intercepts/_suspects.html", {"rows": rows}) if rows else None


def _roles(part: InterceptSuspect) -> list[str]:
    return [vocabularies.label("perpetrator_role", code) for code in part.roles]
