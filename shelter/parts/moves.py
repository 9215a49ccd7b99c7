"""What moves between houses add: asking on the page of a stay, its moves, the list of a house."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shelter import moves
from shelter.models import Admission, Shelter, ShelterTransfer
from shelter.registries import StayPart, house_acts, stay_parts
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission

ORDER = 60


def acts(stay: Admission, user) -> Iterator[Act]:
    if stay.is_in_house and _waiting(stay) is None:
        ask = address("shelter:transfer_ask", stay.pk)
        yield Act(_("Move to another shelter"), ask, "referral", Permission.STAY_TRANSFER)


def tags(stay: Admission, user) -> Iterator[Tag]:
    row = _waiting(stay)
    if row is not None and stay.is_in_house:
        yield Tag(_("Move to %(house)s asked for") % {"house": row.to_shelter}, "warning")


def panels(stay: Admission, user) -> Iterator[Panel]:
    rows = [(row, moves.state_of(row)) for row in moves.of_stay(stay)]
    if rows:
        context = {"rows": rows, "may_open": user.can(Permission.STAY_TRANSFER)}
        yield Panel("moves", _("Moves between shelters"), "shelter/_transfers.html", context)


def _waiting(stay: Admission) -> ShelterTransfer | None:
    """Return the move that nobody answered yet, as long as the person lives in a house."""
    return next((row for row in moves.of_stay(stay) if not row.verdict), None)


def acts_of_house(shelter: Shelter, user) -> Iterator[Act]:
    url = f"{plain_address('shelter:transfer_list')}?shelter={shelter.pk}"
    yield Act(_("Moves between shelters"), url, "referral", Permission.STAY_TRANSFER)


def register() -> None:
    stay_parts.append(StayPart(ORDER, acts, tags, panels))
    house_acts.append(acts_of_house)
