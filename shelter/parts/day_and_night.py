"""What the day and the night add: acts and panels of a stay, acts of a house, what is due."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import absences, goings_list
from shelter.models import Absence, Admission
from shelter.registries import StayPart, due_sources, stay_parts
from tracekenya.lib.addresses import address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

MOST_ROWS = 10  # of one panel; the list holds all


def acts(stay: Admission, user) -> Iterator[Act]:
    keep = Permission.HOUSE_KEEP
    if not stay.is_in_house:
        return
    out = absences.open_of([stay.pk]).get(stay.pk)
    if out is not None:
        yield Act(_("Came back"), address("shelter:absence_back", out.pk), "check", keep)
    else:
        yield Act(_("Going out"), address("shelter:absence_add", stay.pk), "leave", keep)


def tags(stay: Admission, user) -> Iterator[Tag]:
    out = absences.open_of([stay.pk]).get(stay.pk) if stay.is_in_house else None
    if out is not None:
        yield goings_list.state_of(out)


def panels(stay: Admission, user) -> Iterator[Panel]:
    if user.can(Permission.HOUSE_READ):
        rows = list(Absence.objects.filter(admission=stay).defer("escort", "with_whom")[:MOST_ROWS])
        if rows:
            found = [(row, goings_list.state_of(row)) for row in rows]
            yield Panel(
                "absences", _("Out of the house"), "shelter/_absences.html", {"rows": found}
            )


def register() -> None:
    stay_parts.append(StayPart(30, acts, tags, panels))
    due_sources.append(absences.due_of)
