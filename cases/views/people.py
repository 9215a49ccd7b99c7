"""People: searching by POST, opening a case for a new or known person, correcting details."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import person_page
from cases.access import get_case_for, get_person_for
from cases.actions import people
from cases.finding import Wanted
from cases.finding_sql import MOST_FOUND
from cases.forms.cases import OpenCaseForm
from cases.forms.people import PeopleSearchForm, PersonEditForm, PersonForm
from cases.opening import Opening
from cases.views.common import case_form_page
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.listing import Act
from tracekenya.pages.responses import record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.vault.errors import Erased
from tracekenya.vault.keys import is_erased

GET_POST = ["GET", "POST"]


@requires(Permission.PERSON_SEARCH)
@require_http_methods(GET_POST)
def people_search(request):
    """Answer in the response to the POST, so that no word reaches an address or a log."""
    form = PeopleSearchForm(request.POST or None)
    found = None
    if form.is_valid():
        found = people.search(wanted=Wanted(**form.cleaned_data), by=request.user)
    may_open = request.user.can(Permission.CASE_OPEN)
    context = {"form": form, "found": found, "may_open": may_open, "most": MOST_FOUND}
    return render(request, "cases/people_search.html", context)


@requires(Permission.CASE_OPEN)
@require_http_methods(GET_POST)
def case_open(request):
    """Open a case; people who may be the same are shown before a new one is entered."""
    forms = PersonForm(request.POST or None), OpenCaseForm(request.POST or None)
    opening = Opening(*forms, by=request.user, asked=request.POST)
    case = opening.perform()
    if case is not None:
        messages.success(request, _("The case is open: %(code)s.") % {"code": case.code})
        return redirect(case) if opening.may_show(case) else redirect("home")
    return render(request, "cases/case_open.html", {"opening": opening})


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def person_edit(request, pk):
    """Opening the sealed details for correction is itself an opening of the identity."""
    case = get_case_for(request.user, pk, Permission.PERSON_REVEAL)
    get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    person = case.person
    if is_erased(person.pk):  # no form: "erased" in its fields would look like a name
        messages.warning(request, Erased().message)
        return redirect(case)
    if request.method == "GET":
        people.reveal(case=case, by=request.user)
    form = PersonEditForm(
        request.POST or None, instance=person, initial={"version": person.version}
    )
    return case_form_page(
        request, case, form, title=_("Details of %(code)s") % {"code": person.code},
        action=people.edit, given={"person": person}, done=_("Saved."), keeps_opening=False,
    )  # fmt: skip


@requires(Permission.CASE_VIEW)
@require_safe
def person_detail(request, pk):
    """Show a person by code; the identity opens through a case, by POST, and that is kept."""
    person, user = get_person_for(request.user, pk), request.user
    record_look(AuditKind.VIEWED, by=user, target=person)
    cases = list(person_page.cases_of(person, user))
    acts = person_page.acts(cases, user)
    if cases:
        reveal = reverse("cases:identity_reveal", args=[cases[0].pk])
        words = _("Open identity")
        acts.append(Act(words, reveal, "lock", Permission.PERSON_REVEAL, is_post=True))
    return record_response(
        request, person, title=person.code, trail=[(_("People by code"), reverse("cases:person_list"))],
        facts=person_page.facts(person, user), acts=acts,
        panels=person_page.panels(person, cases, user),
    )  # fmt: skip
