"""A stay: asking for a bed, arriving, changing beds, leaving."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_case_for
from shelter import occupancy, stay_page, stopped
from shelter.access import get_admission_for, shelters_to_admit
from shelter.actions import arrivals, beds, corrections, requests
from shelter.asking import Asking
from shelter.fit import NEEDS
from shelter.forms.door import AdmitForm
from shelter.forms.stays import MoveForm, StayEditForm, needs_in
from shelter.stay_facts import facts_of, open_stay_of
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.responses import edit_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform


@requires(Permission.STAY_REQUEST)
@require_http_methods(["GET", "POST"])
def hold_bed(request, pk):
    """Show which beds suit the person and what they need of one, and keep the chosen one.

    Asked for one `?now`, the nearest bed that suits without a second thought is kept; where there is none,
    somebody chooses here.
    """
    case = get_case_for(request.user, pk, Permission.STAY_REQUEST, write=True)
    is_now = request.method == "POST" and "now" in request.GET
    asking = Asking(case, None if is_now else request.POST or None, by=request.user)
    if is_now:
        asking = Asking(case, asking.nearest(), by=request.user)
        if not asking.form.is_bound:
            messages.warning(request, _("No bed suits as things stand. Look here what there is."))
    if asking.form.is_valid():
        given = {name: asking.form.cleaned_data[name] for name in ("bed", "needs")}
        held = perform(asking.form, beds.hold, case=case, by=request.user, **given)
        if held:
            messages.success(request, _("The bed is held. Bring the person before it expires."))
            return redirect(held.admission)
    context = {"case": case, "asking": asking, "form": asking.form, "offers": asking.offers}
    return render(request, "shelter/hold_bed.html", context)


@requires(Permission.STAY_REQUEST)
@require_http_methods(["GET", "POST"])
def ask_shelter(request, pk):
    """Ask a house in which no bed can be held; what it refuses is said on the page of the beds."""
    case = get_case_for(request.user, pk, Permission.STAY_REQUEST, write=True)
    if request.method == "GET":
        return redirect("shelter:hold_bed", case.pk)
    asking = Asking(case, request.POST, by=request.user, of_house=True)
    form = asking.ask_form
    if form.is_valid():
        admission = perform(form, requests.ask, case=case, by=request.user, **form.cleaned_data)
        if admission:
            messages.success(request, _("The shelter sees the request on its board."))
            return redirect(admission)
    context = {"case": case, "asking": asking, "form": asking.form, "offers": asking.offers}
    return render(request, "shelter/hold_bed.html", context)


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def admit(request, pk):
    case = get_case_for(request.user, pk, Permission.STAY_ADMIT, write=True)
    return _admission_page(request, case, shelters_to_admit(request.user))


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def admit_request(request, pk):
    asked = get_admission_for(request.user, pk, Permission.STAY_ADMIT)
    return _admission_page(request, asked.case, [asked.shelter], asked)


@requires(Permission.STAY_VIEW)
@require_safe
def admission_detail(request, pk):
    admission = get_admission_for(request.user, pk)
    record(AuditKind.VIEWED, by=request.user, target=admission)
    return record_response(
        request, admission, title=stay_page.title_of(admission), trail=stay_page.above(admission),
        facts=facts_of(admission, request.user),
        tags=stay_page.tags_of(admission, request.user),
        acts=stay_page.acts_of(admission, request.user),
        panels=stay_page.panels_of(admission, request.user),
        template="shelter/admission_detail.html", admission=admission,
        may_reveal=request.user.can(Permission.PERSON_REVEAL),
    )  # fmt: skip


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def stay_edit(request, pk):
    admission = get_admission_for(request.user, pk, Permission.STAY_ADMIT)
    return edit_response(
        request, StayEditForm, admission,
        title=_("Change: %(what)s") % {"what": stay_page.title_of(admission)},
        action=corrections.edit_stay, trail=stay_page.trail_of(admission),
    )  # fmt: skip


@requires(Permission.STAY_ADMIT)
@require_http_methods(["GET", "POST"])
def move_bed(request, pk):
    admission = get_admission_for(request.user, pk, Permission.STAY_ADMIT)
    offers = occupancy.offers(admission.case, [admission.shelter], admission.needs)
    mothers = occupancy.possible_mothers(admission.case, [admission.shelter])
    form = MoveForm(request.POST or None, offers=offers, mothers=mothers)
    if form.is_valid() and perform(
        form, beds.move, admission=admission, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("The person has another bed from now on."))
        return redirect(admission.shelter)
    context = {"admission": admission, "form": form, "offers": offers}
    return render(request, "shelter/move_bed.html", context)


def _admission_page(request, case, shelters, asked=None):
    """Draw and take the form of an arrival; sent twice, it leads to the stay already begun."""
    here = open_stay_of(case)
    if here is not None:
        messages.info(request, _("This person already has a bed."))
        return redirect(here)
    shelters = list(shelters)
    kept = asked.needs if asked else ()
    needs = needs_in(request.POST) if request.POST else tuple(n for n in NEEDS if n in kept)
    offers = occupancy.offers(case, shelters, needs)
    mothers = occupancy.possible_mothers(case, shelters)
    form = AdmitForm(request.POST or None, offers=offers, mothers=mothers, needs=needs)
    if form.is_valid():
        facts = {"case": case, "bed": form.cleaned_data["bed"], "arrival": form.arrival()}
        admission = perform(form, arrivals.admit, by=request.user, **facts)
        if admission:
            messages.success(request, _("Admitted. The shelter may open the case now."))
            return redirect(admission)
    context = {
        "case": case, "form": form, "offers": offers, "shelters": shelters, "asked": asked,
        "stopped": stopped.of(shelters, offers, request.user),
    }  # fmt: skip
    return render(request, "shelter/admit.html", context)
