"""Opening one case in an emergency, reading it for an hour, and the review of it."""

import math

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import emergency_page
from cases.actions import emergencies
from cases.forms.protection import EmergencyForm, ReviewForm
from tracekenya.accounts import fresh
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

GET_POST = ["GET", "POST"]
FILE_WORDS = {"export", "format", "print", "pdf"}  # by which other pages give files


@requires(Permission.BREAK_GLASS_OPEN)
@require_http_methods(GET_POST)
def emergency_open(request):
    form = EmergencyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        page = fresh.ask(request, fresh.Act.BREAK_GLASS)
        if page is not None:
            return page
        opening = perform(form, emergencies.open_case, by=request.user, **form.cleaned_data)
        if opening is not None:
            return redirect("cases:emergency_case", opening.pk)
    context = {
        "form": form, "title": _("Open a case in an emergency"), "trail": [],
        "submit_label": _("Open for 60 minutes"), "cancel_url": reverse("home"),
        "running": emergency_page.running_of(request.user),
    }  # fmt: skip
    return render(request, "cases/emergency_open.html", context)


@requires(Permission.BREAK_GLASS_OPEN)
@require_safe
def emergency_case(request, pk):
    """Show the case by code while the hour lasts; the page asks for itself again when it is over."""
    _refuse_files(request)
    opening = emergency_page.get_live_opening_for(request.user, pk)
    fields = {"emergency": opening.kind}
    record(AuditKind.VIEWED, by=request.user, target=opening.case, fields=fields)
    return _page(request, opening, emergency_page.open_facts(opening, request.user))


@requires(Permission.BREAK_GLASS_OPEN)
@require_POST
def emergency_reveal(request, pk):
    """Show identity and texts in the answer to the POST alone."""
    _refuse_files(request)
    opening = emergency_page.get_live_opening_for(request.user, pk)
    names = emergency_page.sealed_names(opening, request.user)
    emergencies.read(opening=opening, fields=names, by=request.user)
    facts = emergency_page.sealed_facts(opening, request.user)
    return _page(request, opening, facts, is_open=True)


@requires(Permission.BREAK_GLASS_REVIEW)
@require_safe
def emergency_list(request):
    return list_response(
        request, emergency_page.EMERGENCIES, emergency_page.openings_for(request.user)
    )


@requires(Permission.BREAK_GLASS_REVIEW)
@require_safe
def emergency_review(request, pk):
    opening = emergency_page.get_opening_for(request.user, pk)
    record(AuditKind.VIEWED, by=request.user, target=opening)
    decide = Act(_("Decide"), reverse("cases:emergency_decide", args=[pk]), "check")
    return record_response(
        request, opening, title=_("Emergency opening of %(code)s") % {"code": opening.case.code},
        trail=_trail(), facts=emergency_page.review_facts(opening, request.user),
        tags=[emergency_page.state_of(opening)], acts=[] if opening.reviewed_at else [decide],
    )  # fmt: skip


@requires(Permission.BREAK_GLASS_REVIEW)
@require_http_methods(GET_POST)
def emergency_decide(request, pk):
    opening = emergency_page.get_opening_for(request.user, pk)
    if opening.reviewed_at is not None and request.method == "GET":
        return redirect(opening)
    return form_response(
        request, ReviewForm(request.POST or None), action=emergencies.review,
        title=_("Review of %(code)s") % {"code": opening.case.code}, given={"opening": opening},
        done=_("The review is kept."), goes_to=opening.get_absolute_url(),
        trail=[*_trail(), (opening.case.code, opening.get_absolute_url())],
    )  # fmt: skip


def _refuse_files(request):
    """Refuse, with a row in the trail, to give what an emergency shows as a file or for printing."""
    if set(request.GET) & FILE_WORDS or set(request.POST) & FILE_WORDS:
        raise PermissionDenied(Permission.LIST_EXPORT)


def _trail():
    return [(str(emergency_page.EMERGENCIES.title), reverse("cases:emergency_list"))]


def _page(request, opening, facts, *, is_open=False):
    left = (opening.until_at - timezone.now()).total_seconds()
    context = {
        "opening": opening, "case": opening.case, "facts": facts, "is_open": is_open,
        "minutes": max(1, math.ceil(left / 60)),
    }  # fmt: skip
    response = render(request, "cases/emergency_case.html", context)
    url = reverse("cases:emergency_case", args=[opening.pk])
    response.headers["Refresh"] = f"{max(1, math.ceil(left) + 1)}; url={url}"
    return response
