"""What the pages of a house and of a bed say: facts, rooms, and who used a bed when."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from shelter.board import places_of
from shelter.enums import BedStatus, BedUse
from shelter.models import Admission, Bed, BedAssignment, BedOutage, Room, Shelter
from shelter.registries import acts_of_house
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission

MOST_USES = 50  # of one bed, the latest; the trail and the stays hold all

# The routes of what is done on the board at any hour, in that order; the rest is folded.
AT_ONCE = ("at_the_door", "roll_call_add", "medicine_round", "tonight_print")


@dataclass(frozen=True)
class Use:
    """One time in which a bed was held or slept in. code, url: "" unless the reader may see the stay."""

    row: BedAssignment
    words: str
    code: str
    url: str


def house_facts(shelter: Shelter) -> list[Fact]:
    (places,) = places_of([shelter])
    return [
        *facts_of(shelter, ["opened_on"]),
        fact(_("Closed on"), date_format(shelter.closed_on) if shelter.closed_on else ""),
        *facts_of(shelter, ["is_place_of_safety", "is_accepting"]),
        fact(_("Beds"), places.states.total()),
        fact(_("Free"), places.free),
        fact(_("Held"), places.held),
        fact(_("Occupied"), places.occupied),
        fact(_("Out of use"), places.out_of_use),
    ]


def house_acts(shelter: Shelter) -> list[Act]:
    """Return what changes the house itself; what happens in it is done from the board."""
    edit, seal = Permission.SHELTER_EDIT, Permission.SHELTER_ADDRESS
    return [
        Act(_("Bed board"), shelter.get_absolute_url(), "bed"),
        Act(_("Change"), address("shelter:shelter_edit", shelter.pk), "edit", edit),
        Act(_("Address"), address("shelter:shelter_address", shelter.pk), "lock", seal),
        Act(_("Add a room"), address("shelter:room_add", shelter.pk), "plus", edit),
    ]


def board_acts(shelter: Shelter, user) -> tuple[list[Act], list[Act]]:
    """Return what is done on the board at any hour, and everything else that the house offers."""
    at_once = [address(f"shelter:{name}", shelter.pk) for name in AT_ONCE]
    acts = acts_of_house(shelter, user)
    first = [act for url in at_once for act in acts if act.url == url]
    return first, [act for act in acts if act.url not in at_once]


def house_tags(shelter: Shelter) -> list[Tag]:
    if shelter.closed_on:
        return [Tag(_("Closed"), "warning")]
    stopped = [] if shelter.is_accepting else [Tag(_("Takes nobody new"), "warning")]
    return [Tag(_("Open"), "success"), *stopped]


def rooms_of(shelter: Shelter) -> list[Room]:
    """Return the rooms by name, each with its beds; two queries."""
    return list(shelter.rooms.prefetch_related("beds"))


def bed_facts(bed: Bed) -> list[Fact]:
    room = bed.room
    return [
        fact(
            _("Shelter"), str(room.shelter), url=address("shelter:shelter_detail", room.shelter_id)
        ),
        fact(_("Room"), room.name),
        fact(_("For whom"), label("room_kind", room.kind)),
        *facts_of(bed, ["status"]),
    ]


def bed_acts(bed: Bed, uses: list[Use]) -> list[Act]:
    """Return what may be done with the bed; only one that nobody has is taken out of use."""
    edit = Permission.SHELTER_EDIT
    change = Act(_("Change"), address("shelter:bed_edit", bed.pk), "edit", edit)
    if bed.status != BedStatus.USABLE:
        state = address("shelter:bed_state", bed.pk)
        return [Act(_("Put back in use"), state, "check", edit, is_post=True), change]
    if any(use.row.is_now for use in uses):
        return [change]
    out = address("shelter:outage_add", bed.pk)
    return [Act(_("Take out of use"), out, "lock", edit), change]


def outages_of(bed: Bed) -> list[BedOutage]:
    """Return when the bed was out of use, the latest first."""
    return list(bed.outages.select_related("recorded_by", "ended_by")[:MOST_USES])


def bed_tags(bed: Bed, uses: list[Use]) -> list[Tag]:
    """Return what the bed is now: held, occupied, free or out of use."""
    now = next((use for use in uses if use.row.is_now), None)
    if now is not None:
        return [Tag(_("Occupied") if now.row.use == BedUse.STAY else _("Held"), "info")]
    usable = bed.status == BedStatus.USABLE
    return [Tag(_("Free"), "success") if usable else Tag(_("Out of use"), "warning")]


def uses_of(bed: Bed, user) -> list[Use]:
    """Return who used the bed when, the latest first; codes of stays that `user` may see."""
    rows = bed.assignments.select_related("case").order_by("-period")[:MOST_USES]
    stays = [row.admission_id for row in rows]
    seen = set(Admission.objects.visible_to(user).filter(pk__in=stays).values_list("pk", flat=True))
    return [_use(row, is_seen=row.admission_id in seen) for row in rows]


def _use(row: BedAssignment, *, is_seen: bool) -> Use:
    if row.cancelled_at is not None:
        words = _("Hold given up")
    else:
        words = _("Slept here") if row.use == BedUse.STAY else _("Held")
    url = address("shelter:admission_detail", row.admission_id) if is_seen else ""
    return Use(row, words, row.case.code if is_seen else "", url)
