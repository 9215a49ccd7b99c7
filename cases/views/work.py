"""The daily work on a case, one form each."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.access import get_case_for, get_note_for, get_part_for
from cases.actions import profiles, reintegration, work
from cases.forms.profile import ProfileForm, RouteForm
from cases.forms.work import (
    ConsentForm,
    NoteCorrectionForm,
    NoteForm,
    PreventionForm,
    ReintegrationForm,
    ServiceForm,
    VisitForm,
    WithdrawConsentForm,
)
from cases.models import ConsentRecord, FollowUpVisit, TraffickingProfile
from cases.views.common import case_form_page, perform_plainly
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.SERVICE_RECORD)
@require_http_methods(GET_POST)
def service_add(request, pk):
    case = get_case_for(request.user, pk, Permission.SERVICE_RECORD, write=True)
    return case_form_page(
        request, case, ServiceForm(request.POST or None), title=_("Record a service"),
        action=work.record_service, done=_("The service is written down."),
    )  # fmt: skip


@requires(Permission.CONSENT_RECORD)
@require_http_methods(GET_POST)
def consent_add(request, pk):
    case = get_case_for(request.user, pk, Permission.CONSENT_RECORD, write=True)
    return case_form_page(
        request, case, ConsentForm(request.POST or None), title=_("Record consent"),
        action=work.record_consent, done=_("The answer is kept."),
    )  # fmt: skip


@requires(Permission.CONSENT_RECORD)
@require_http_methods(GET_POST)
def consent_withdraw(request, pk):
    consent = get_part_for(request.user, ConsentRecord, pk, Permission.CONSENT_RECORD, write=True)
    return case_form_page(
        request, consent.case, WithdrawConsentForm(request.POST or None, instance=consent),
        title=_("Withdraw: %(scope)s") % {"scope": consent.get_scope_display()},
        lead=_("From that day on nothing is shared on the strength of this consent."),
        action=work.withdraw_consent, given={"consent": consent},
        done=_("The consent is withdrawn."), submit_label=_("Withdraw"),
    )  # fmt: skip


@requires(Permission.NOTE_ADD)
@require_http_methods(GET_POST)
def note_add(request, pk):
    case = get_case_for(request.user, pk, Permission.NOTE_ADD, write=True)
    may_counsel = request.user.can(Permission.COUNSELLING_ADD)
    return case_form_page(
        request, case, NoteForm(request.POST or None, may_counsel=may_counsel),
        title=_("Write a note"), action=work.add_note, done=_("The note is kept."),
    )  # fmt: skip


@requires(Permission.PREVENTION_RECORD)
@require_http_methods(GET_POST)
def prevention_add(request, pk):
    case = get_case_for(request.user, pk, Permission.PREVENTION_RECORD, write=True)
    return case_form_page(
        request, case, PreventionForm(request.POST or None), title=_("Record harm prevented"),
        action=work.record_prevention, given={"case": case, "person": case.person},
        done=_("It is written down."),
    )  # fmt: skip


@requires(Permission.REINTEGRATION_RECORD)
@require_http_methods(GET_POST)
def reintegration_add(request, pk):
    case = get_case_for(request.user, pk, Permission.REINTEGRATION_RECORD, write=True)
    return case_form_page(
        request, case, ReintegrationForm(request.POST or None), title=_("Record going home"),
        action=reintegration.record_return, done=_("It is written down and the visits are planned."),
    )  # fmt: skip


@requires(Permission.REINTEGRATION_RECORD)
@require_http_methods(GET_POST)
def visit_done(request, pk):
    visit = get_part_for(
        request.user, FollowUpVisit, pk, Permission.REINTEGRATION_RECORD, write=True
    )
    return case_form_page(
        request, visit.reintegration.case, VisitForm(request.POST or None),
        title=_("Follow-up visit: %(visit)s") % {"visit": visit.get_milestone_display()},
        action=reintegration.complete_visit, given={"visit": visit},
        done=_("The visit is written down."),
    )  # fmt: skip


@requires(Permission.NOTE_ADD)
@require_POST
def note_share(request, pk):
    """Let the other case workers of the case read a counselling note, or no longer."""
    note = get_note_for(request.user, pk, Permission.NOTE_ADD, write=True)
    shared = perform_plainly(request, work.share_note, note=note, by=request.user)
    if shared is not None:
        words = _("Shared.") if shared.is_shared else _("Read by you alone from now on.")
        messages.success(request, words)
    return redirect(note)


@requires(Permission.NOTE_ADD)
@require_http_methods(GET_POST)
def note_correct(request, pk):
    """A wrong note stays; a new one names it and says what is right."""
    wrong = get_note_for(request.user, pk, Permission.NOTE_ADD, write=True)
    if request.method == "GET":
        record(AuditKind.VIEWED, by=request.user, target=wrong)
    return case_form_page(
        request, wrong.case, NoteCorrectionForm(request.POST or None), title=_("Correct a note"),
        lead=_("The wrong note stays readable; yours is shown as its correction."),
        action=work.add_note, given={"case": wrong.case, "kind": wrong.kind, "corrects": wrong},
        done=_("The correction is kept."), template="cases/note_correct.html", wrong=wrong,
    )  # fmt: skip


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def profile_describe(request, pk):
    """Write the trafficking profile; the one that is there is corrected instead."""
    case = get_case_for(request.user, pk, Permission.CASE_EDIT, write=True)
    if request.method == "GET" and hasattr(case, "profile"):
        return redirect("cases:profile_edit", case.profile.pk)
    return case_form_page(
        request, case, ProfileForm(request.POST or None), title=_("Describe the trafficking"),
        lead=_("What was done to the person, by what means, for what. Leave open what is not known."),
        action=profiles.describe, done=_("It is written down."),
    )  # fmt: skip


@requires(Permission.CASE_EDIT)
@require_http_methods(GET_POST)
def route_edit(request, pk):
    profile = get_part_for(request.user, TraffickingProfile, pk, Permission.CASE_EDIT, write=True)
    form = RouteForm(
        request.POST or None, legs=list(profile.case.route_legs.all()),
        version=profile.version,
    )  # fmt: skip
    return form_response(
        request, form, title=_("The journey"), action=profiles.set_route, given={"row": profile},
        lead=_("Each leg from one place to the next. Empty a leg to take it out."),
        done=_("Saved."), goes_to=profile.get_absolute_url(),
        trail=[(profile.case.code, profile.case.get_absolute_url())],
    )  # fmt: skip
