"""Closing an office; its other pages come from the register."""

from django import forms
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tracekenya.administration.actions import offices
from tracekenya.administration.offices import OFFICES
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import OutOfScope, requires
from tracekenya.roles.permissions import Permission


@requires(Permission.OFFICE_EDIT)
@require_http_methods(["GET", "POST"])
def office_close(request, pk):
    office = OFFICES.get_for(request.user, pk)
    if office.is_closed:
        raise OutOfScope(str(pk))
    return form_response(
        request, forms.Form(request.POST if request.method == "POST" else None),
        title=_("Close: %(what)s") % {"what": office}, action=offices.close,
        given={"office": office}, done=_("The office is closed."), goes_to=OFFICES.url("detail", office),
        trail=OFFICES.trail(request.user, (str(office), OFFICES.url("detail", office))),
        lead=_("Forms for new accounts offer it no more; what was recorded there stays."),
        submit_label=_("Close the office"),
    )  # fmt: skip
