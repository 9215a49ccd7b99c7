"""The sheet of earlier years: type or paste many values, approve many at once."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reporting.actions import earlier
from reporting.actions.sheet import save_sheet
from reporting.forms.sheet import PasteForm, SheetForm
from reporting.pages.sheet import (
    Span,
    all_results,
    chosen_span,
    saved_values,
    sheet_areas,
    waiting_values,
)
from reporting.pages.trails import trail_of_area
from reporting.views.plan import needs_plan
from tracekenya.lib.errors import DomainError
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform


@requires(Permission.INDICATOR_TRUE_NUMBERS)
@require_http_methods(["GET", "POST"])
@needs_plan
def earlier_years(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and not request.user.can(Permission.INDICATOR_EDIT):
        raise PermissionDenied(Permission.INDICATOR_EDIT)
    span, results = chosen_span(request.GET.get("years")), all_results()
    form = _form(request, span, results, data=request.POST or None)
    if form.is_valid():
        source = form.cleaned_data["source"]
        saved = perform(form, save_sheet, cells=form.changed, source=source, by=request.user)
        if saved:
            words = ngettext("%(n)d value is kept.", "%(n)d values are kept.", saved)
            messages.success(request, words % {"n": saved})
            return redirect(_url(span))
    return _page(request, span, results, form)


@requires(Permission.INDICATOR_EDIT)
@require_http_methods(["GET", "POST"])
@needs_plan
def earlier_years_paste(request: HttpRequest) -> HttpResponse:
    span, results = chosen_span(request.GET.get("years")), all_results()
    paste = _paste_form(span, results, request.POST or None)
    if paste.is_valid():
        form = _form(request, span, results, filled=paste.cells())
        messages.info(
            request, _("Nothing is saved yet. Look through the sheet, name the source, save.")
        )
        return _page(request, span, results, form, paste)
    context = {
        "paste": paste,
        "trail": [*trail_of_area(), (_("Earlier years"), _url(span))],
        "span": span,
    }
    return render(request, "reporting/earlier_years_paste.html", context)


@requires(Permission.INDICATOR_APPROVE)
@require_POST
@needs_plan
def earlier_years_approve(request: HttpRequest) -> HttpResponse:
    span = chosen_span(request.GET.get("years"))
    try:
        done = earlier.approve_many(picked=_picked(request), by=request.user)
        words = ngettext("%(n)d value is approved.", "%(n)d values are approved.", done)
        messages.success(request, words % {"n": done})
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(_url(span))


def _page(
    request: HttpRequest, span: Span, results: list, form: SheetForm, paste: PasteForm | None = None
) -> HttpResponse:
    may_write = request.user.can(Permission.INDICATOR_EDIT)
    context = {
        "span": span,
        "form": form,
        "areas": sheet_areas(form, results, span, may_write=may_write),
        "may_write": may_write,
        "waiting": waiting_values(request.user, span),
        "trail": trail_of_area(),
        "is_preview": paste is not None,
    }
    return render(request, "reporting/earlier_years.html", context)


def _form(request: HttpRequest, span: Span, results: list, **options) -> SheetForm:
    rows = [result.indicator for result in results]
    saved = saved_values(request.user, span)
    return SheetForm(indicators=rows, years=span.years, saved=saved, **options)


def _paste_form(span: Span, results: list, data) -> PasteForm:
    rows = [result.indicator for result in results]
    return PasteForm(data, indicators=rows, years=span.years)


def _picked(request: HttpRequest) -> list[tuple[UUID, int]]:
    """Return key and version of each ticked value. Raises DomainError for what is no key."""
    try:
        pairs = [text.split(":") for text in request.POST.getlist("picked")]
        return [(UUID(key), int(version)) for key, version in pairs]
    except ValueError:
        raise DomainError(_("Choose the values that you approve.")) from None


def _url(span: Span) -> str:
    return f"{reverse('reporting:earlier_years')}?years={span.name}"
