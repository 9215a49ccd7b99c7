"""Beds out of use: taken out with a reason, corrected; a bed's page shows all such times."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shelter.access import get_bed_for, get_outage_for
from shelter.actions import outages
from shelter.forms.outages import OutageEditForm, OutageForm
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def outage_add(request, pk):
    bed = get_bed_for(request.user, pk, Permission.SHELTER_EDIT)
    return form_response(
        request, OutageForm(request.POST or None), title=_("Out of use: bed %(bed)s") % {"bed": bed},
        lead=_("From now on nobody can be given this bed."), action=outages.begin,
        given={"bed": bed}, done=_("The bed is out of use."),
        goes_to=bed.room.shelter.get_absolute_url(), trail=_of(bed),
        submit_label=_("Take out of use"),
    )  # fmt: skip


@requires(Permission.SHELTER_EDIT)
@require_http_methods(GET_POST)
def outage_edit(request, pk):
    row = get_outage_for(request.user, pk, Permission.SHELTER_EDIT)
    form = OutageEditForm(request.POST or None, instance=row, initial={"version": row.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": _("Bed %(bed)s") % {"bed": row.bed}},
        lead=_("Why the bed is out of use, and until when."), action=outages.edit,
        given={"row": row}, done=_("Saved."), goes_to=row.bed.get_absolute_url(),
        trail=_of(row.bed),
    )  # fmt: skip


def _of(bed) -> list[tuple[str, str]]:
    house = bed.room.shelter
    return [
        (_("Free beds"), plain_address("shelter:shelter_list")),
        (str(house), address("shelter:shelter_detail", house.pk)),
        (_("Bed %(bed)s") % {"bed": bed}, bed.get_absolute_url()),
    ]
