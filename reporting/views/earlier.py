"""One value from earlier records: write it, read it, approve it, send it back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reporting.access import get_indicator, get_manual_value_for
from reporting.actions import earlier
from reporting.forms.earlier import (
    DecisionForm,
    EditManualValueForm,
    ManualValueForm,
    SendBackForm,
)
from reporting.pages.earlier import acts_on, facts_of_value, may_decide, papers_panel, state_of
from reporting.pages.trails import trail_of, trail_of_value
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
def manual_value_add(request: HttpRequest, code: str) -> HttpResponse:
    indicator = get_indicator(code)
    form = ManualValueForm(
        request.POST or None, indicator=indicator, initial={"year": request.GET.get("year")}
    )
    return form_response(
        request, form, title=_("Add a value from earlier records: %(code)s") % {"code": code},
        action=earlier.add, given={"indicator": indicator}, done=_("Kept. It waits for approval."),
        goes_to=None, trail=trail_of(indicator), cancel_url=indicator.get_absolute_url(),
        lead=indicator.short_name,
    )  # fmt: skip


@requires(Permission.INDICATOR_VIEW)
@require_safe
def manual_value_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    value = get_manual_value_for(request.user, pk)
    return record_response(
        request, value, title=_("%(value)s, from earlier records") % {"value": value},
        trail=trail_of(value.indicator), facts=facts_of_value(value), tags=[state_of(value)],
        acts=acts_on(value, request.user), panels=papers_panel(value, request.user),
        template="reporting/manual_value_detail.html",
        may_approve=may_decide(value, request.user) and not value.is_approved,
    )  # fmt: skip


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
def manual_value_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    value = get_manual_value_for(request.user, pk)
    form = EditManualValueForm(request.POST or None, instance=value)
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": value}, action=earlier.edit,
        given={"row": value}, done=_("Saved. It waits for approval."), goes_to=value,
        trail=trail_of_value(value), template="reporting/manual_value_edit.html", value=value,
        lead=value.indicator.short_name,
    )  # fmt: skip


@requires(Permission.INDICATOR_APPROVE)
@require_POST
def manual_value_approve(request: HttpRequest, pk: UUID) -> HttpResponse:
    value = get_manual_value_for(request.user, pk)
    form = DecisionForm(request.POST)
    try:
        version = form.cleaned_data["version"] if form.is_valid() else 0
        earlier.approve(row=value, version=version, by=request.user)
        messages.success(request, _("Approved."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(value)


@requires(Permission.INDICATOR_APPROVE)
@require_http_methods(["GET", "POST"])
def manual_value_send_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    value = get_manual_value_for(request.user, pk)
    form = SendBackForm(request.POST or None, version=value.version)
    return form_response(
        request, form, title=_("Send back: %(what)s") % {"what": value}, action=earlier.send_back,
        given={"row": value}, done=_("Sent back."), goes_to=value, trail=trail_of_value(value),
        submit_label=_("Send back"),
        lead=_("The value is not shown or printed until it is approved."),
    )  # fmt: skip
