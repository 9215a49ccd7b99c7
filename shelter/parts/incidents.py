"""What incidents add: the panel of a stay, the way to write one, and records about one person alone."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cases import registries as of_cases
from shelter import incidents, registries
from shelter.models import Admission, Shelter
from tracekenya.lib.addresses import address
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 40


def register() -> None:
    registries.stay_parts.append(registries.StayPart(ORDER, panels=panels_of))
    registries.house_acts.append(acts_of_house)
    of_cases.kept_about.append(incidents.kept_about)


def panels_of(stay: Admission, user) -> Iterator[Panel]:
    if not user.can(Permission.INCIDENT_VIEW):
        return
    rows = incidents.of_stay(stay, user)
    if rows:
        shown = [(row, incidents.state_of(row), incidents.severity_of(row)) for row in rows]
        yield Panel("incidents", _("Incidents"), "shelter/_incidents.html", {"rows": shown})


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    add = address("shelter:incident_add", shelter.pk)
    yield Act(_("Incident"), add, "warning", Permission.INCIDENT_REPORT)
    found = f"{incidents.LIST()}?shelter={shelter.pk}"
    yield Act(_("Incidents"), found, "warning", Permission.INCIDENT_VIEW)
