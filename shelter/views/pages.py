"""Pages and corrections of a house, its rooms and its beds."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import house_page
from shelter.access import get_bed_for, get_room_for, get_shelter_for
from shelter.actions import corrections
from shelter.forms.house import BedEditForm, NewAddressForm, RoomEditForm, ShelterEditForm
from shelter.models import Bed, Shelter
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.responses import Panel, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.SHELTER_VIEW)
@require_safe
def shelter_detail(request, pk):
    shelter = get_shelter_for(request.user, pk)
    rooms = {
        "rooms": house_page.rooms_of(shelter),
        "may_edit": request.user.can(Permission.SHELTER_EDIT),
    }
    return record_response(
        request, shelter, title=str(shelter), trail=_above(), facts=house_page.house_facts(shelter),
        tags=house_page.house_tags(shelter), acts=house_page.house_acts(shelter),
        panels=[Panel("rooms", _("Rooms and beds"), "shelter/_rooms.html", rooms)],
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def shelter_edit(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.SHELTER_EDIT)
    form = ShelterEditForm(
        request.POST or None, instance=shelter, initial={"version": shelter.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": shelter},
        action=corrections.edit_shelter, given={"row": shelter}, done=_("Saved."),
        goes_to=_page(shelter), trail=_of(shelter),
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def address_edit(request, pk):
    """Replace the sealed address; the present one is not read for it."""
    shelter = get_shelter_for(request.user, pk, Permission.SHELTER_EDIT)
    get_shelter_for(request.user, pk, Permission.SHELTER_ADDRESS)
    form = NewAddressForm(request.POST or None, version=shelter.version)
    return form_response(
        request, form, title=_("New address of the shelter"), action=corrections.set_address,
        given={"row": shelter}, done=_("The new address is sealed."), goes_to=_page(shelter),
        trail=_of(shelter), submit_label=_("Seal it"),
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def room_edit(request, pk):
    room = get_room_for(request.user, pk, Permission.SHELTER_EDIT)
    form = RoomEditForm(request.POST or None, instance=room, initial={"version": room.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": room}, action=corrections.edit_room,
        given={"row": room}, done=_("Saved."), goes_to=_page(room.shelter),
        trail=_of(room.shelter),
    )  # fmt: skip


@requires(Permission.SHELTER_VIEW)
@require_safe
def bed_detail(request, pk):
    bed = get_bed_for(request.user, pk)
    uses = house_page.uses_of(bed, request.user)
    return record_response(
        request, bed, title=_("Bed %(bed)s") % {"bed": bed}, trail=_of(bed.room.shelter),
        facts=house_page.bed_facts(bed), tags=house_page.bed_tags(bed, uses),
        acts=house_page.bed_acts(bed, uses),
        panels=[
            Panel("uses", _("Used by"), "shelter/_bed_uses.html", {"uses": uses}),
            *_outages_of(bed, request.user),
        ],
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def bed_edit(request, pk):
    bed = get_bed_for(request.user, pk, Permission.SHELTER_EDIT)
    form = BedEditForm(request.POST or None, instance=bed, initial={"version": bed.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": _("Bed %(bed)s") % {"bed": bed}},
        action=corrections.edit_bed, given={"row": bed}, done=_("Saved."),
        goes_to=bed.get_absolute_url(), trail=[*_of(bed.room.shelter), _bed_crumb(bed)],
    )  # fmt: skip


def _outages_of(bed: Bed, user) -> list[Panel]:
    found = house_page.outages_of(bed)
    context = {"outages": found, "may_edit": user.can(Permission.SHELTER_EDIT)}
    return [Panel("outages", _("Out of use"), "shelter/_outages.html", context)] if found else []


def _page(shelter: Shelter) -> str:
    return address("shelter:shelter_detail", shelter.pk)


def _above() -> list[tuple[str, str]]:
    return [(_("Free beds"), plain_address("shelter:shelter_list"))]


def _of(shelter: Shelter) -> list[tuple[str, str]]:
    return [*_above(), (str(shelter), _page(shelter))]


def _bed_crumb(bed: Bed) -> tuple[str, str]:
    return (_("Bed %(bed)s") % {"bed": bed}, bed.get_absolute_url())
