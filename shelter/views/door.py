"""The door: somebody who came without a request, a request that gets no place, somebody who is back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shelter import occupancy, stay_page, stopped
from shelter.access import get_admission_for, get_shelter_for
from shelter.actions import arrivals, returns
from shelter.door import Visitor
from shelter.forms.returns import ReturnForm
from shelter.forms.turn_away import DeclineForm
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def at_the_door(request, pk):
    """Let somebody in who came without a case; people who may be the same are shown first."""
    shelter = get_shelter_for(request.user, pk, Permission.STAY_ADMIT)
    if not request.user.can(Permission.CASE_OPEN):
        raise PermissionDenied(Permission.CASE_OPEN)
    visitor = Visitor(shelter, request.POST or None, by=request.user)
    admission = visitor.perform()
    if admission is not None:
        messages.success(request, _("Admitted. The list below says what comes next."))
        return redirect(admission)
    return render(request, "shelter/at_the_door.html", {"shelter": shelter, "visitor": visitor})


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def decline_request(request, pk):
    """Ask why there is no place and where the person is sent; a bare press of the button asks first."""
    asked = get_admission_for(request.user, pk, Permission.STAY_ADMIT)
    is_child = occupancy.guest_of(asked.case).is_child
    answered = request.POST if "reason" in request.POST else None
    form = DeclineForm(answered, asks_if_sure=is_child and asked.shelter.is_place_of_safety)
    if form.is_valid():
        given = {"facts": form.facts(), "is_sure": form.cleaned_data.get("is_sure", False)}
        if perform(form, arrivals.decline, admission=asked, by=request.user, **given):
            messages.success(request, _("The request is declined. Tell the person who asked."))
            return redirect(asked.shelter)
    context = {
        "form": form, "title": _("Decline the request: %(code)s") % {"code": asked.case.code},
        "lead": _("Why there is no place, and where the person is sent instead."),
        "trail": stay_page.trail_of(asked), "submit_label": _("Decline"),
        "cancel_url": asked.get_absolute_url(),
    }  # fmt: skip
    return render(request, "pages/form_page.html", context)


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def stay_resume(request, pk):
    """Go on with the stay of somebody who left without notice and is back."""
    admission = get_admission_for(request.user, pk, Permission.STAY_ADMIT)
    if not returns.may_resume(admission):
        messages.info(request, _("This stay cannot go on: admit the person anew."))
        return redirect(admission)
    offers = occupancy.offers(admission.case, [admission.shelter], admission.needs)
    mothers = occupancy.possible_mothers(admission.case, [admission.shelter])
    form = ReturnForm(request.POST or None, offers=offers, mothers=mothers)
    if form.is_valid() and perform(
        form, returns.resume, admission=admission, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The person is back, and the stay goes on."))
        return redirect(admission)
    context = {
        "form": form, "title": _("Back in the house: %(code)s") % {"code": admission.case.code},
        "lead": _("Who is back within three days goes on with the same stay."),
        "trail": stay_page.trail_of(admission), "submit_label": _("The person is back"),
        "cancel_url": admission.get_absolute_url(), "offers": offers,
        "stopped": stopped.of([admission.shelter], offers, request.user),
    }  # fmt: skip
    return render(request, "shelter/stay_resume.html", context)
