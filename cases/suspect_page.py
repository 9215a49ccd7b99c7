"""What the page of a person suspected shows: by code; the identity stays sealed."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import registries
from cases.models import Case, CourtCase, Suspect
from tracekenya.lib import vocabularies
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

CODED = ("status", "sex", "nationality")


def trail(suspect: Suspect | None = None) -> list[tuple[str, str]]:
    """Return the pages above: the list, and for a form the person's page."""
    above = [(_("People suspected"), reverse("cases:suspect_list"))]
    return above if suspect is None else [*above, (suspect.code, suspect.get_absolute_url())]


def facts(suspect: Suspect) -> list[Fact]:
    return [fact(_("Code"), suspect.code), *facts_of(suspect, CODED, nationality=_("Nationality"))]


def panels(suspect: Suspect, user: Any) -> list[Panel]:
    """Return the cases and the charges, only those that `user` may see."""
    cases = Case.objects.visible_to(user)
    parts = suspect.case_suspects.filter(case__in=cases).select_related("case")
    rows = [
        (part.case, [vocabularies.label("perpetrator_role", code) for code in part.roles])
        for part in parts
    ]
    shown = [Panel("cases", _("Cases"), "cases/_suspect_cases.html", {"rows": rows})]
    if user.can(Permission.COURT_VIEW):
        court_cases = CourtCase.objects.visible_to(user)
        charges = suspect.charges.filter(court_case__in=court_cases)
        charges = charges.select_related("court_case", "offence").prefetch_related("outcomes")
        context = {"charges": charges}
        shown.append(Panel("charges", _("Charges"), "cases/_suspect_charges.html", context))
    more = [panel_of(suspect, user) for panel_of in registries.suspect_panels]
    return [*shown, *(panel for panel in more if panel is not None)]
