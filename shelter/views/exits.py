"""Leaving: how a stay ends, and corrections of what was written about it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shelter import stay_page
from shelter.access import get_admission_for, get_exit_for
from shelter.actions import departures
from shelter.forms.exits import ExitEditForm, ExitForm
from tracekenya.pages.responses import edit_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform


@requires(Permission.STAY_EXIT)
@require_http_methods(["GET", "POST"])
def stay_exit(request, pk):
    admission = get_admission_for(request.user, pk, Permission.STAY_EXIT)
    if not admission.is_in_house:
        return redirect(admission)
    form = ExitForm(request.POST or None, receivers=admission.receivers.all())
    if form.is_valid() and perform(
        form, departures.leave, admission=admission, departure=form.departure(), by=request.user
    ):
        messages.success(request, _("The stay has ended and the bed is free."))
        return redirect(admission)
    may_check = request.user.can(Permission.RELEASE_CHECK)
    context = {"admission": admission, "form": form, "may_check": may_check}
    return render(request, "shelter/stay_exit.html", context)


@requires(Permission.STAY_EXIT)
@require_http_methods(["GET", "POST"])
def exit_edit(request, pk):
    exit_ = get_exit_for(request.user, pk, Permission.STAY_EXIT)
    stay = exit_.admission
    return edit_response(
        request, ExitEditForm, exit_,
        title=_("Correct the exit of %(code)s") % {"code": stay.case.code},
        action=departures.edit_exit, goes_to=stay, trail=stay_page.trail_of(stay),
    )  # fmt: skip
