"""The case: its page, editing, status, who may open it, closing."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import case_page, workflow
from cases.access import get_case_for
from cases.actions import cases, grants, people
from cases.forms.cases import (
    AssignForm,
    CaseEditForm,
    CloseForm,
    EndAccessForm,
    ReopenForm,
    RiskForm,
    StatusForm,
    TraffickingStatusForm,
)
from cases.views.common import case_form_page
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.CASE_VIEW)
@require_safe
def case_detail(request, pk):
    case = get_case_for(request.user, pk)
    record(AuditKind.VIEWED, by=request.user, target=case)
    return render(request, "cases/case_detail.html", case_page.context_of(case, request.user))


@requires(Permission.PERSON_REVEAL)
@require_POST
def identity_reveal(request, pk):
    """Show the identity in the answer to the POST alone; nothing of it is kept."""
    case = get_case_for(request.user, pk, Permission.PERSON_REVEAL)
    identity = people.reveal(case=case, by=request.user)
    facts = case_page.identity_facts(case.person, identity)
    return render(request, "cases/identity_reveal.html", {"case": case, "facts": facts})


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def case_edit(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    form = CaseEditForm(request.POST or None, instance=case, initial={"version": case.version})
    return case_form_page(
        request, case, form, title=_("Basics of %(code)s") % {"code": case.code},
        action=cases.edit, done=_("Saved."),
    )  # fmt: skip


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def case_risk(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    return case_form_page(
        request, case, RiskForm(request.POST or None, instance=case), title=_("Risk"),
        action=cases.assess_risk, done=_("The risk is set."),
    )  # fmt: skip


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def case_trafficking_status(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    return case_form_page(
        request, case, TraffickingStatusForm(request.POST or None),
        title=_("Status as a victim of trafficking"), action=cases.decide_trafficking_status,
        done=_("The decision is kept."),
    )  # fmt: skip


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def case_status(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    steps = workflow.steps_for(case, request.user)
    return case_form_page(
        request, case, StatusForm(request.POST or None, steps=steps), title=_("Change the status"),
        lead=_("Now: %(status)s") % {"status": case.get_status_display()},
        action=cases.change_status, done=_("The status is changed."),
    )  # fmt: skip


@requires(Permission.CASE_ASSIGN)
@require_http_methods(GET_POST)
def case_assign(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_ASSIGN, write=True)
    return case_form_page(
        request, case, AssignForm(request.POST or None), title=_("Assign the case"),
        action=cases.assign, done=_("The case is assigned."),
    )  # fmt: skip


@requires(Permission.CASE_ASSIGN)
@require_http_methods(GET_POST)
def grant_end(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_ASSIGN, write=True)
    form = EndAccessForm(request.POST or None, grants=case_page.grants_of(case))
    return case_form_page(
        request, case, form, title=_("End somebody's access"), action=grants.take_back,
        done=_("The access has ended."), submit_label=_("End access"),
    )  # fmt: skip


@requires(Permission.CASE_CLOSE)
@require_http_methods(GET_POST)
def case_close(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_CLOSE, write=True)
    return case_form_page(
        request, case, CloseForm(request.POST or None), title=_("Close the case"),
        action=cases.close, done=_("The case is closed."), submit_label=_("Close the case"),
    )  # fmt: skip


@requires(Permission.CASE_CLOSE)
@require_http_methods(GET_POST)
def case_reopen(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_CLOSE, write=True)
    if case.is_open:
        return redirect(case)
    return case_form_page(
        request, case, ReopenForm(request.POST or None), title=_("Open the case again"),
        action=cases.reopen, done=_("The case is open again."), submit_label=_("Open again"),
    )  # fmt: skip
