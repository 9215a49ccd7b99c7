"""The tasks of a house: their list, one of them, and sharing them out."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import chores
from shelter.access import get_shelter_for
from shelter.actions import chores as acts
from shelter.forms.chores import ChoreEditForm, ChoreForm
from shelter.house_records import get_of_house
from shelter.models import Chore
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import edit_response, form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.HOUSE_READ)
@require_safe
def chore_list(request):
    house = chores.house_of(request.user, request.GET.get("shelter", ""))
    return list_response(
        request, chores.CHORES, chores.visible_chores(request.user),
        acts=chores.acts_of(house) if house else [],
    )  # fmt: skip


@requires(Permission.HOUSE_READ)
@require_safe
def chore_detail(request, pk):
    get_of_house(Chore, request.user, pk, Permission.HOUSE_READ)
    row = chores.visible_chores(request.user).get(pk=pk)
    return record_response(
        request, row, title=row.chore, trail=_above(row.shelter), facts=chores.facts_of(row),
        tags=[chores.state_of(row)], acts=chores.acts_on(row),
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def chore_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_KEEP)
    form = ChoreForm(request.POST or None, shelter=shelter, user=request.user)
    return form_response(
        request, form, title=_("Add a chore"), action=acts.add, given={"shelter": shelter},
        done=_("Kept."), goes_to=chores.list_of(shelter), trail=_above(shelter),
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def chore_edit(request, pk):
    row = get_of_house(Chore, request.user, pk, Permission.HOUSE_KEEP)
    return edit_response(
        request, ChoreEditForm, row, title=_("Change: %(what)s") % {"what": row.chore},
        action=acts.edit, goes_to=chores.list_of(row.shelter), form_options={"user": request.user},
        trail=[*_above(row.shelter), (row.chore, row.get_absolute_url())],
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_POST
def chore_done(request, pk):
    chore = get_of_house(Chore, request.user, pk, Permission.HOUSE_KEEP)
    acts.done(row=chore, by=request.user)
    return redirect(chores.list_of(chore.shelter))


@requires(Permission.HOUSE_KEEP)
@require_POST
def chores_share(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_KEEP)
    return press_response(
        request, acts.share, shelter=shelter, goes_to=chores.list_of(shelter),
        done=_("Shared out: each task goes to who comes next."),
    )  # fmt: skip


def _above(shelter):
    lists = (_("Chores"), plain_address("shelter:chore_list"))
    return [lists, (str(shelter), shelter.get_absolute_url())]
