"""Pages of referrals: list, page, draft, send, answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_case_for
from referrals.access import get_referral_for
from referrals.actions import referrals
from referrals.basis import bases_for, consent_for
from referrals.forms import AnswerForm, DraftForm, SendForm
from referrals.referral_page import context_of, table_of, visible_referrals
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform
from tracekenya.ui.paging import links_of

PAGE_ROWS = 25
GET_POST = ["GET", "POST"]


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral_list(request):
    page = Paginator(visible_referrals(request.user), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "table": table_of(page.object_list)} | links_of(page, request.GET)
    return render(request, "referrals/referral_list.html", context)


@requires(Permission.REFERRAL_VIEW)
@require_safe
def referral_detail(request, pk):
    referral = get_referral_for(request.user, pk)
    record(AuditKind.VIEWED, by=request.user, target=referral)
    return render(request, "referrals/referral_detail.html", context_of(referral, request.user))


@requires(Permission.REFERRAL_DRAFT)
@require_http_methods(GET_POST)
def referral_add(request, pk):
    case = get_case_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    form = DraftForm(request.POST or None)
    if form.is_valid():
        made = perform(form, referrals.draft, case=case, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, _("The draft is kept. Nothing has been sent yet."))
            return redirect(made)
    context = {"case": case, "form": form, "cancel_url": case.get_absolute_url()}
    return render(request, "referrals/referral_add.html", context)


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
    context = {"referral": referral, "form": form, "consent": consent}
    return render(request, "referrals/referral_send.html", context)


@requires(Permission.REFERRAL_DRAFT)
@require_http_methods(GET_POST)
def referral_answer(request, pk):
    referral = get_referral_for(request.user, pk, Permission.REFERRAL_DRAFT, write=True)
    form = AnswerForm(request.POST or None, referral=referral)
    if form.is_valid():
        given = {"referral": referral, "by": request.user}
        if perform(form, referrals.answer, **given, **form.cleaned_data):
            messages.success(request, _("The answer is written down."))
            return redirect(referral)
    return render(request, "referrals/referral_answer.html", {"referral": referral, "form": form})


def _strength_of(referral):
    """Return the consent that holds today, or None, and the legal bases that fit without one."""
    today = timezone.localdate()
    consent = consent_for(referral.case, referral.organisation, today)
    return consent, bases_for(referral.case, referral.organisation, today)
