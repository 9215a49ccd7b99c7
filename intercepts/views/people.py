"""Pages of one person in an intercept: adding, correcting, classing, and the case that follows."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.case_page import ways_to
from intercepts.access import get_intercept_for, get_intercepted_for, require_correcting
from intercepts.actions import classes, corrections, intercepts, vetting
from intercepts.edit_forms import PersonEditForm
from intercepts.explanation import because
from intercepts.forms import ClassifyForm, OpenCaseForm, PersonForm
from intercepts.intercept_page import ASK_FOR_BED, may_ask_for_bed
from intercepts.prefill import case_facts
from intercepts.views.intercepts import GET_POST, after_person, trail_to
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
def person_add(request, pk):
    intercept = get_intercept_for(request.user, pk)
    person = PersonForm(request.POST or None)
    if person.is_valid() and perform(
        person, intercepts.add_person, intercept=intercept, screened=person.screened(),
        by=request.user, submission=person.cleaned_data["submission"],
    ):  # fmt: skip
        return after_person(request, intercept)
    context = {"intercept": intercept, "person": person}
    return render(request, "intercepts/person_add.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
def person_edit(request, pk):
    intercepted = get_intercepted_for(request.user, pk)
    require_correcting(request.user)
    form = PersonEditForm(
        request.POST or None, instance=intercepted, initial={"version": intercepted.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": intercepted.person.code},
        lead=because(intercepted), action=corrections.correct_person,
        given={"intercepted": intercepted}, done=_("Saved."), goes_to=intercepted.intercept,
        trail=trail_to(intercepted.intercept),
    )  # fmt: skip


@requires(Permission.INTERCEPT_CLASSIFY)
@require_http_methods(GET_POST)
def person_classify(request, pk):
    intercepted = get_intercepted_for(request.user, pk)
    start = intercepted.final_class or intercepted.reported_class
    form = ClassifyForm(request.POST or None, initial={"final_class": start})
    if form.is_valid() and perform(
        form, vetting.override, intercepted=intercepted, by=request.user,
        final_class=form.cleaned_data["final_class"], reason=form.cleaned_data["class_reason"],
        why=form.cleaned_data["why"],
    ):  # fmt: skip
        messages.success(request, _("Classed. The indicators count it from now on."))
        return redirect(intercepted.intercept)
    context = {"intercepted": intercepted, "form": form, "because": because(intercepted)}
    return render(request, "intercepts/person_classify.html", context)


@requires(Permission.CASE_OPEN)
@require_http_methods(GET_POST)
def person_open_case(request, pk):
    """Open the case of somebody met; with `then` it leads straight on to asking for a bed."""
    intercepted = get_intercepted_for(request.user, pk)
    if intercepted.case is not None:
        return redirect(_after_opening(request, intercepted.case))
    form = OpenCaseForm(request.POST or None, initial=case_facts(intercepted))
    if form.is_valid():
        facts = {"intercepted": intercepted, "by": request.user} | form.cleaned_data
        case = perform(form, classes.open_case, **facts)
        if case:
            return redirect(_after_opening(request, case))
    context = {
        "intercepted": intercepted, "form": form, "because": because(intercepted),
        "may_ask_for_bed": may_ask_for_bed(request.user), "then": ASK_FOR_BED,
    }  # fmt: skip
    return render(request, "intercepts/person_open_case.html", context)


@requires(Permission.CASE_OPEN)
@require_POST
def person_case_now(request, pk):
    """Open the case in one click with what the intercept says; where that does not do, ask."""
    intercepted = get_intercepted_for(request.user, pk)
    facts = case_facts(intercepted)
    try:
        case = classes.open_case(intercepted=intercepted, by=request.user, **facts)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("intercepts:person_open_case", pk)
    messages.success(request, _("The case is open, filled in from the intercept."))
    return redirect(_after_opening(request, case))


def _after_opening(request, case):
    """Return where somebody goes with the new case: to the step they asked for, else to its page."""
    ways = ways_to(request.POST.get("then", ""), [case], request.user)
    return ways.get(case.pk, case.get_absolute_url())
