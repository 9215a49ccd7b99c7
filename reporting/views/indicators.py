"""One indicator: how its number came about, and the records behind it."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.access import CODE
from reporting.pages.earlier import earlier_panel
from reporting.pages.indicator import indicator_page
from reporting.pages.records import page_number, record_list
from reporting.pages.settings import history_of
from reporting.pages.years import YearChoice, chosen_year
from reporting.results import Result, UnknownIndicator, indicator, tables_of
from reporting.views.plan import needs_plan
from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
def indicator_detail(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    result = _result_or_404(code)
    choice = _choice(request, result)
    true_numbers = request.user.can(Permission.INDICATOR_TRUE_NUMBERS)
    # Years and their sum side by side would let small cells be computed: the sum is for staff only.
    since_start = true_numbers and _asks_since_start(request)
    tables = tables_of(code, choice.year, true_numbers=true_numbers, since_plan_began=since_start)
    context = {
        "choice": choice,
        "tabs": choice.tabs(),
        "page": indicator_page(result, choice.year, tables=tables, today=today),
        "true_numbers": true_numbers,
        "since_start": since_start,
        "may_see_records": request.user.can(Permission.INDICATOR_RECORDS),
        "may_edit": request.user.can(Permission.INDICATOR_EDIT),
        "earlier": earlier_panel(result.indicator, request.user),
        "changes": history_of(result.indicator),
    }
    return render(request, "reporting/indicator_detail.html", context, status=choice.status_code)


@requires(Permission.INDICATOR_RECORDS)
@require_safe
@needs_plan
def indicator_records(request: HttpRequest, code: str) -> HttpResponse:
    result = _result_or_404(code)
    choice = _choice(request, result)
    since_start = _asks_since_start(request)
    page = page_number(request.GET.get("page"))
    with transaction.atomic():
        records = record_list(
            code, choice.year, page=page, user=request.user, since_start=since_start
        )
        trail.record(
            AuditKind.VIEWED,
            by=request.user,
            target=result.indicator,
            fields={"year": choice.year, "page": page},
        )
    context = {
        "choice": choice,
        "tabs": choice.tabs(),
        "indicator": result.indicator,
        "records": records,
        "since_start": since_start,
    }
    return render(request, "reporting/indicator_records.html", context, status=choice.status_code)


def _result_or_404(code: str) -> Result:
    if not CODE.fullmatch(code):
        raise Http404
    try:
        return indicator(code, today=timezone.localdate())
    except UnknownIndicator as unknown:
        raise Http404 from unknown


def _choice(request: HttpRequest, result: Result) -> YearChoice:
    years = [one.year for one in result.trend]
    return chosen_year(request.GET.get("year"), years=years, today=timezone.localdate())


def _asks_since_start(request: HttpRequest) -> bool:
    return request.GET.get("since") == "start"
