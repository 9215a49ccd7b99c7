"""Pages of intercepts: recording, counting, the lists, classing, and the case that follows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intercepts.access import (
    get_intercept_for,
    get_intercepted_for,
    may_read_narrative,
    sees_codes_only,
)
from intercepts.actions import classes, intercepts
from intercepts.explanation import because
from intercepts.filters import InterceptFilter
from intercepts.forms import ClassifyForm, EventForm, OpenCaseForm, PersonForm, TallyForm
from intercepts.listing import (
    destination_of,
    main_type,
    people_of,
    status_of,
    tallies_of,
    visible_intercepts,
)
from intercepts.prefill import case_facts
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

PAGE = 25  # intercepts on one page of the list


@requires(Permission.INTERCEPT_VIEW)
def intercept_list(request):
    own = sees_codes_only(request.user)
    chosen = InterceptFilter(
        None if own else request.GET or None, queryset=visible_intercepts(request.user)
    )
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    rows = [{"row": i, "status": status_of(i.people.all()), "type": main_type(i)} for i in page]
    context = {
        "rows": rows,
        "page": page,
        "filter": None if own else chosen,
        "is_own": own,
        "tallies": tallies_of(request.user),
        "may_record": request.user.can(Permission.INTERCEPT_RECORD),
        "previous_url": _page_url(request, page.number - 1) if page.has_previous() else "",
        "next_url": _page_url(request, page.number + 1) if page.has_next() else "",
    }
    return render(request, "intercepts/intercept_list.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(["GET", "POST"])
def intercept_record(request):
    event = EventForm(request.POST or None, user=request.user)
    person = PersonForm(request.POST or None)
    if event.is_valid() & person.is_valid():
        made = perform(
            event, intercepts.record_intercept, also=(person,), event=event.event(),
            first=person.screened(), by=request.user, submission=event.cleaned_data["submission"],
            person_submission=person.cleaned_data["submission"],
        )  # fmt: skip
        if made:
            return _after_person(request, made)
    context = {"event": event, "person": person}
    return render(request, "intercepts/intercept_record.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(["GET", "POST"])
def person_add(request, pk):
    intercept = get_intercept_for(request.user, pk)
    person = PersonForm(request.POST or None)
    if person.is_valid() and perform(
        person, intercepts.add_person, intercept=intercept, screened=person.screened(),
        by=request.user, submission=person.cleaned_data["submission"],
    ):  # fmt: skip
        return _after_person(request, intercept)
    context = {"intercept": intercept, "person": person}
    return render(request, "intercepts/person_add.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(["GET", "POST"])
def tally_add(request):
    form = TallyForm(request.POST or None, user=request.user)
    if form.is_valid() and perform(
        form, intercepts.count_journey, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Counted. No person is stored."))
        return redirect("intercepts:intercept_list")
    return render(request, "intercepts/tally_add.html", {"form": form})


@requires(Permission.INTERCEPT_VIEW)
def intercept_detail(request, pk):
    intercept = get_intercept_for(request.user, pk)
    record(AuditKind.VIEWED, by=request.user, target=intercept)
    people = people_of(intercept)
    context = {
        "intercept": intercept,
        "people": people,
        "destination": destination_of(intercept),
        "status": status_of([person.row for person in people]),
        "is_receipt": sees_codes_only(request.user),
        "may_read_narrative": may_read_narrative(request.user),
        "may_add": request.user.can(Permission.INTERCEPT_RECORD),
        "may_classify": request.user.can(Permission.INTERCEPT_CLASSIFY),
        "may_open_case": request.user.can(Permission.CASE_OPEN),
    }
    return render(request, "intercepts/intercept_detail.html", context)


@requires(Permission.INTERCEPT_CLASSIFY)
@require_http_methods(["GET", "POST"])
def person_classify(request, pk):
    intercepted = get_intercepted_for(request.user, pk)
    start = intercepted.final_class or intercepted.reported_class
    form = ClassifyForm(request.POST or None, initial={"final_class": start})
    if form.is_valid() and perform(
        form, classes.classify, intercepted=intercepted, by=request.user,
        final_class=form.cleaned_data["final_class"], reason=form.cleaned_data["class_reason"],
    ):  # fmt: skip
        messages.success(request, _("Classed. The indicators count it from now on."))
        return redirect(intercepted.intercept)
    context = {"intercepted": intercepted, "form": form, "because": because(intercepted)}
    return render(request, "intercepts/person_classify.html", context)


@requires(Permission.CASE_OPEN)
@require_http_methods(["GET", "POST"])
def person_open_case(request, pk):
    intercepted = get_intercepted_for(request.user, pk)
    if intercepted.case is not None:
        return redirect(intercepted.case)
    form = OpenCaseForm(request.POST or None, initial=case_facts(intercepted))
    if form.is_valid():
        facts = {"intercepted": intercepted, "by": request.user} | form.cleaned_data
        case = perform(form, classes.open_case, **facts)
        if case:
            return redirect(case)
    context = {"intercepted": intercepted, "form": form, "because": because(intercepted)}
    return render(request, "intercepts/person_open_case.html", context)


def _after_person(request, intercept):
    """Go on to the next person of the same vehicle, or show what to do for those recorded."""
    messages.success(request, _("Received as %(code)s.") % {"code": intercept.code})
    if request.POST.get("next") == "person":
        return redirect("intercepts:person_add", intercept.pk)
    return redirect(intercept)


def _page_url(request, number: int) -> str:
    query = request.GET.copy()
    query["page"] = number
    return f"?{query.urlencode()}"
