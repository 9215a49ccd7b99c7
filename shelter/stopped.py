"""Houses that take nobody new for a time: what is said where a bed is asked for, and what can be done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shelter.models import Shelter
from shelter.occupancy import Offer
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission


@dataclass(frozen=True)
class Stopped:
    """The houses that take nobody new, for whom a bed is asked there, and the ways on."""

    houses: list[Shelter]
    ways: list[Act]


def of(shelters: Iterable[Shelter], offers: Iterable[Offer], user: Any) -> Stopped | None:
    """Return which of `shelters` take nobody new; None when each does, or has a bed for this person.

    offers: the beds as they are offered to the person: who has one held there still comes in.
    """
    welcome = {offer.bed.room.shelter_id for offer in offers if not offer.takes_nobody}
    houses = [row for row in shelters if not row.is_accepting and row.pk not in welcome]
    return Stopped(houses, _ways(houses, user)) if houses else None


def _ways(houses: Sequence[Shelter], user: Any) -> list[Act]:
    """Return what the reader can do instead: another house, the log, or opening the house again."""
    ways = [
        Act(_("Free beds"), plain_address("shelter:shelter_list"), "bed", Permission.SHELTER_VIEW),
        Act(
            _("Write down who was turned away"), plain_address("shelter:turn_away_add"), "edit",
            Permission.TURN_AWAY_RECORD,
        ),
    ]  # fmt: skip
    reached = Shelter.objects.visible_to(user, Permission.SHELTER_EDIT)
    own = reached.filter(pk__in=[house.pk for house in houses]).select_related("office")
    ways += [
        Act(
            _("Take people in again: %(house)s") % {"house": house},
            address("shelter:shelter_edit", house.pk), "home", Permission.SHELTER_EDIT,
        )
        for house in own
    ]  # fmt: skip
    return [way for way in ways if way.permission is None or user.can(way.permission)]
