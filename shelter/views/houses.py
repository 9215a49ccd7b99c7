"""The house: free beds over all shelters, rooms and beds."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter.access import get_bed_for, get_room_for, get_shelter_for, shelters_to_ask
from shelter.actions import houses, rooms
from shelter.board import places_of
from shelter.enums import BedStatus
from shelter.forms.house import BedForm, RoomForm, ShelterAddForm
from shelter.views.lists import tabs_for
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.responses import form_response, press_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.ui.forms import perform


@requires(Permission.SHELTER_VIEW)
@require_safe
def shelter_list(request):
    places = places_of(shelters_to_ask(request.user))
    context = {
        "places": places,
        "tabs": tabs_for(request.user, "shelter_list"),
        "may_add": _may_add(request.user),
    }
    return render(request, "shelter/shelter_list.html", context)


@requires(Permission.SHELTER_EDIT)
@require_http_methods(["GET", "POST"])
def shelter_add(request):
    """Open a house under its code name; for those who keep all houses, not the own one alone."""
    if not _may_add(request.user):
        raise PermissionDenied(Permission.SHELTER_EDIT)
    offices = houses.offices_without_house()
    form = ShelterAddForm(request.POST or None, offices=offices)
    list_url = plain_address("shelter:shelter_list")
    return form_response(
        request, form, title=_("Add a shelter"), action=houses.add_shelter, given={},
        done=_("The house is there. Now add its rooms, then their beds."), goes_to=None,
        trail=[(_("Free beds"), list_url)], cancel_url=list_url,
        lead="" if offices else _("First the administration adds an office of the kind “Shelter”."),
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(["GET", "POST"])
def room_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.SHELTER_EDIT)
    form = RoomForm(request.POST or None)
    if form.is_valid():
        room = perform(form, rooms.add_room, shelter=shelter, by=request.user, **form.cleaned_data)
        if room:
            messages.success(request, _("%(room)s is there. Now add its beds.") % {"room": room})
            return redirect("shelter:bed_add", room.pk)
    context = {"title": _("Add a room"), "form": form, "cancel_url": shelter.get_absolute_url()}
    return render(request, "shelter/house_form.html", context | {"shelter": shelter})


@requires(Permission.SHELTER_EDIT)
@require_http_methods(["GET", "POST"])
def bed_add(request, pk):
    room = get_room_for(request.user, pk, Permission.SHELTER_EDIT)
    form = BedForm(request.POST or None)
    if form.is_valid():
        bed = perform(form, rooms.add_bed, room=room, by=request.user, **form.cleaned_data)
        if bed:
            messages.success(request, _("Bed %(bed)s is on the board.") % {"bed": bed})
            return redirect(room.shelter)
    title = _("Add a bed to %(room)s") % {"room": room}
    context = {"title": title, "form": form, "cancel_url": room.shelter.get_absolute_url()}
    return render(request, "shelter/house_form.html", context | {"shelter": room.shelter})


@requires(Permission.SHELTER_EDIT)
@require_POST
def bed_state(request, pk):
    bed = get_bed_for(request.user, pk, Permission.SHELTER_EDIT)
    if bed.status == BedStatus.USABLE:  # the page asks why
        return redirect("shelter:outage_add", bed.pk)
    return press_response(
        request, rooms.set_bed_status, bed=bed, status=BedStatus.USABLE, goes_to=bed.room.shelter
    )


def _may_add(user) -> bool:
    return user.scope(Permission.SHELTER_EDIT) is Scope.ORGANISATION
