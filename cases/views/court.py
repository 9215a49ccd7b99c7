"""Court cases: page, charges, plea, stage, hearings, outcomes."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_case_for, get_charge_for, get_court_case_for
from cases.actions import court, hearings
from cases.court_lists import court_cases_of
from cases.court_page import context_of, suspects_near
from cases.forms.court import (
    ChargeForm,
    CourtCaseForm,
    HearingForm,
    JoinCourtCaseForm,
    OutcomeForm,
    PleaForm,
    StageForm,
)
from cases.forms.editing import CourtCaseEditForm
from cases.views.common import case_form_page
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.COURT_VIEW)
@require_safe
def court_case_detail(request, pk):
    court_case = get_court_case_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=court_case)
    return render(request, "cases/court_case_detail.html", context_of(court_case, request.user))


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def court_case_add(request, pk):
    case = get_case_for(request.user, pk, Permission.COURT_EDIT, write=True)
    return case_form_page(
        request, case, CourtCaseForm(request.POST or None), title=_("Open a court case"),
        action=court.open_court_case, done=_("The court case is there."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def court_case_join(request, pk):
    case = get_case_for(request.user, pk, Permission.COURT_EDIT, write=True)
    others = court_cases_of(request.user).exclude(victims=case)
    return case_form_page(
        request, case, JoinCourtCaseForm(request.POST or None, court_cases=others),
        title=_("Join a court case"), action=court.link, done=_("The case is joined."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def court_case_edit(request, pk):
    court_case = get_court_case_for(request.user, pk)
    form = CourtCaseEditForm(
        request.POST or None, instance=court_case, initial={"version": court_case.version}
    )
    return _court_page(
        request, court_case, form, title=_("Basics of %(code)s") % {"code": court_case.code},
        action=court.edit, given={"row": court_case}, done=_("Saved."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def charge_add(request, pk):
    court_case = get_court_case_for(request.user, pk)
    form = ChargeForm(request.POST or None, suspects=suspects_near(court_case))
    lead = _("Accused can be the people suspected in the cases that are joined here.")
    return _court_page(
        request, court_case, form, title=_("Add a charge"), lead=lead, action=court.add_charge,
        done=_("The charge is added."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def plea_record(request, pk):
    court_case = get_court_case_for(request.user, pk)
    form = PleaForm(request.POST or None, instance=court_case)
    return _court_page(
        request, court_case, form, title=_("Record the plea"), action=court.record_plea,
        done=_("The plea is written down."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def stage_change(request, pk):
    court_case = get_court_case_for(request.user, pk)
    form = StageForm(request.POST or None, instance=court_case)
    return _court_page(
        request, court_case, form, title=_("Change the stage"), action=court.change_stage,
        done=_("The stage is changed."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def hearing_add(request, pk):
    court_case = get_court_case_for(request.user, pk)
    form = HearingForm(request.POST or None)
    return _court_page(
        request, court_case, form, title=_("Record a hearing"), action=hearings.record_hearing,
        done=_("The hearing is written down."),
    )  # fmt: skip


@requires(Permission.COURT_EDIT)
@require_http_methods(GET_POST)
def outcome_add(request, pk):
    charge = get_charge_for(request.user, pk)
    facts = {"accused": charge.suspect.code, "count": charge.count_number}
    return _court_page(
        request, charge.court_case, OutcomeForm(request.POST or None),
        title=_("Outcome for %(accused)s, count %(count)s") % facts,
        action=hearings.record_outcome, given={"charge": charge}, done=_("The outcome is kept."),
    )  # fmt: skip


def _court_page(request, court_case, form, **options):
    """Draw and answer a form on a court case; afterwards its page is shown."""
    options.setdefault("given", {"court_case": court_case})
    trail = [(court_case.code, court_case.get_absolute_url())]
    return form_response(request, form, goes_to=court_case, trail=trail, **options)
