"""Pages of the event: the list, recording, counting, its page, correcting it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercepts import intercept_list as lists
from intercepts import intercept_page
from intercepts.access import get_intercept_for, may_correct, require_correcting, sees_codes_only
from intercepts.actions import corrections, intercepts
from intercepts.edit_forms import EventEditForm
from intercepts.forms import EventForm, PersonForm, TallyForm
from intercepts.photo_page import photos_of
from intercepts.suspect_panel import suspects_of
from intercepts.tabs import tabs_for
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]


@requires(Permission.INTERCEPT_VIEW)
@require_safe
def intercept_list(request):
    user = request.user
    page = lists.OWN_INTERCEPTS if sees_codes_only(user) else lists.INTERCEPTS
    may_record = Permission.INTERCEPT_RECORD
    acts = [
        Act(_("New intercept"), reverse("intercepts:intercept_record"), "plus", may_record),
        Act(_("Count people without signs"), reverse("intercepts:tally_add"), "people", may_record),
        Act(_("My last 50"), reverse("intercepts:my_last"), "report", may_record),
    ]
    return list_response(
        request, page, lists.visible_intercepts(user), acts=acts,
        template="intercepts/intercept_list.html", **tabs_for(user, "intercept_list"),
        tallies=[] if request.GET else lists.tallies_of(user),  # below the plain list only
    )  # fmt: skip


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
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
            return after_person(request, made)
    context = {"event": event, "person": person}
    return render(request, "intercepts/intercept_record.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
def tally_add(request):
    form = TallyForm(request.POST or None, user=request.user)
    if form.is_valid() and perform(
        form, intercepts.count_journey, by=request.user, **form.cleaned_data
    ):
        messages.success(request, _("Counted. No person is stored."))
        return redirect("intercepts:intercept_list")
    return render(request, "intercepts/tally_add.html", {"form": form})


@requires(Permission.INTERCEPT_VIEW)
@require_safe
def intercept_detail(request, pk):
    intercept = get_intercept_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=intercept)
    context = intercept_page.context_of(intercept, request.user)
    acts = [
        Act(
            _("Next person, same vehicle"), reverse("intercepts:person_add", args=[pk]), "plus",
            Permission.INTERCEPT_RECORD,
        ),
    ]  # fmt: skip
    acts += intercept_page.READ.act_on(intercept, request.user)
    acts += [
        Act(label, reverse(route, args=[pk]), icon, Permission.SUSPECT_EDIT)
        for label, route, icon in (
            (_("Name a person suspected"), "intercepts:suspect_name", "person"),
            (_("Join a person suspected"), "intercepts:suspect_known", "person"),
        )
    ]
    if may_correct(request.user):
        acts.append(Act(_("Change"), reverse("intercepts:intercept_edit", args=[pk]), "edit"))
    return record_response(
        request, intercept, title=intercept.code, trail=trail_to(),
        facts=intercept_page.facts_of_event(intercept, request.user),
        tags=[lists.state_of([person.row for person in context["people"]])], acts=acts,
        panels=[
            *suspects_of(intercept, request.user),
            *intercept_page.follow_ups_of(intercept, request.user),
            *photos_of(intercept, request.user),
        ],
        template="intercepts/intercept_detail.html", **context,
    )  # fmt: skip


@requires(Permission.INTERCEPT_RECORD)
@require_http_methods(GET_POST)
def intercept_edit(request, pk):
    intercept = get_intercept_for(request.user, pk)
    require_correcting(request.user)
    form = EventEditForm(
        request.POST or None, instance=intercept, initial={"version": intercept.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": intercept.code},
        action=corrections.correct_event, given={"intercept": intercept}, done=_("Saved."),
        goes_to=intercept, trail=trail_to(intercept),
    )  # fmt: skip


def trail_to(intercept=None):
    """Return the way to the list, or to the page of an intercept."""
    trail = [(_("Intercepts"), reverse("intercepts:intercept_list"))]
    return [*trail, (intercept.code, intercept.get_absolute_url())] if intercept else trail


def after_person(request, intercept):
    """Go on to the next person of the same vehicle, or show what to do for those recorded."""
    messages.success(request, _("Received as %(code)s.") % {"code": intercept.code})
    if request.POST.get("next") == "person":
        return redirect("intercepts:person_add", intercept.pk)
    return redirect(intercept)
