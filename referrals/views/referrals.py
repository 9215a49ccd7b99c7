"""Pages of referrals: list, page, draft, change, send, answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import get_case_for
from referrals import referral_page
from referrals.access import get_referral_for
from referrals.actions import referrals
from referrals.authorities import CHILDREN
from referrals.basis import POLICE, bases_for, consent_for
from referrals.enums import ReferralStatus
from referrals.forms import AnswerForm, DraftEditForm, DraftForm, SendForm
from referrals.referral_list import REFERRALS, status_tag, urgency_tag, visible_referrals
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral_list(request):
    return list_response(
        request, REFERRALS, visible_referrals(request.user),
        template="referrals/referral_list.html", sisters=sisters_for(request.user),
    )  # fmt: skip


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral_detail(request, pk):
    user, referral = request.user, get_referral_for(request.user, pk)
    record(AuditKind.VIEWED, by=user, target=referral)
    return record_response(
        request, referral, title=referral.code, trail=trail_to(),
        facts=referral_page.facts_of_referral(referral, user),
        tags=[status_tag(referral), urgency_tag(referral)],
        acts=referral_page.acts_of(referral, user), template="referrals/referral_detail.html",
        **referral_page.context_of(referral, user),
    )  # fmt: skip


@requires(Permission.REFERRAL_DRAFT)
@require_http_methods(GET_POST)
def referral_add(request, pk):
    case = get_case_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    return form_response(
        request, DraftForm(request.POST or None), title=_("Draft a referral"),
        lead=_("Nothing is sent yet: sending is a step of its own."), action=referrals.draft,
        given={"case": case}, done=_("The draft is kept. Nothing has been sent yet."),
        goes_to=None, trail=[(case.code, case.get_absolute_url())],
        cancel_url=case.get_absolute_url(),
    )  # fmt: skip


@requires(Permission.REFERRAL_DRAFT)
@require_POST
def referral_police(request, pk):
    return _draft_to(request, pk, POLICE)


@requires(Permission.REFERRAL_DRAFT)
@require_POST
def referral_children(request, pk):
    return _draft_to(request, pk, CHILDREN)


def _draft_to(request, pk, kind):
    """Draft in one click, else ask to whom; sending stays a step of its own."""
    case = get_case_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    try:
        referral = referrals.draft_to_authority(case=case, kind=kind, by=request.user)
    except DomainError as refusal:
        messages.warning(request, refusal.message)
        return redirect("referrals:referral_add", pk) if case.is_open else redirect(case)
    messages.success(request, _("The draft is kept. Nothing has been sent yet."))
    return redirect(referral)


@requires(Permission.REFERRAL_DRAFT)
@require_http_methods(GET_POST)
def referral_edit(request, pk):
    referral = get_referral_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    if request.method == "GET" and referral.status != ReferralStatus.DRAFT:
        messages.error(request, _("Only a draft can be changed."))
        return redirect(referral)
    form = DraftEditForm(
        request.POST or None, instance=referral, initial={"version": referral.version}
    )
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": referral.code},
        action=referrals.edit_draft, given={"referral": referral}, done=_("Saved."),
        goes_to=referral, trail=trail_to(referral),
    )  # fmt: skip


@requires(Permission.REFERRAL_SEND)
@require_http_methods(GET_POST)
def referral_send(request, pk):
    referral = get_referral_for(request.user, pk, Permission.REFERRAL_SEND, write=True)
    consent, bases = _strength_of(referral)
    form = SendForm(
        request.POST if request.method == "POST" else None,
        bases=bases,
        has_consent=consent is not None,
    )
    if form.is_valid():
        given = {"referral": referral, "by": request.user}
        if perform(form, referrals.send, **given, **form.cleaned_data):
            messages.success(request, _("Marked as sent. Hand it over as you agreed."))
            return redirect(referral)
    context = {
        "referral": referral, "form": form, "consent": consent, "trail": trail_to(referral),
    }  # fmt: skip
    return render(request, "referrals/referral_send.html", context)


@requires(Permission.REFERRAL_DRAFT)
@require_http_methods(GET_POST)
def referral_answer(request, pk):
    referral = get_referral_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    is_draft = referral.status == ReferralStatus.DRAFT
    return form_response(
        request, AnswerForm(request.POST or None, referral=referral),
        title=_("Withdraw the draft") if is_draft else _("Record what came back"),
        action=referrals.answer, given={"referral": referral},
        done=_("Withdrawn. Nothing was sent.") if is_draft else _("The answer is written down."),
        goes_to=referral, trail=trail_to(referral),
    )  # fmt: skip


def sisters_for(user):
    """Return the lists beside that of referrals, as tabs."""
    beside = [
        (_("Referrals"), "referral_list", Permission.REFERRAL_VIEW),
        (_("Organisations"), "organisation_list", Permission.DIRECTORY_VIEW),
        (_("Hotlines"), "hotline_list", Permission.DIRECTORY_VIEW),
    ]
    return [
        {"label": label, "url": reverse(f"referrals:{name}"), "current": name == "referral_list"}
        for label, name, permission in beside
        if user.can(permission)
    ]


def trail_to(referral=None):
    """Return the way to the list, or to the page of a referral."""
    trail = [(_("Referrals"), reverse("referrals:referral_list"))]
    return [*trail, (referral.code, referral.get_absolute_url())] if referral else trail


def _strength_of(referral):
    """Return the consent that holds today, or None, and the legal bases that fit without one."""
    today = timezone.localdate()
    consent = consent_for(referral.case, referral.organisation, today)
    return consent, bases_for(referral.case, referral.organisation, today)
