"""Pages over all indicators: are we on track, where was the work, money against the plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.models import PrintedSum
from reporting.pages.budget import budget_page
from reporting.pages.counties import counties_page, map_words
from reporting.pages.dashboard import dashboard_of
from reporting.pages.remarks import LABELS
from reporting.pages.years import chosen_year
from reporting.results import indicators, plan_years
from reporting.views.plan import needs_plan
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
def dashboard(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    results = indicators(today=today)
    years = [one.year for one in results[0].trend]
    choice = chosen_year(request.GET.get("year"), years=years, today=today)
    context = {
        "choice": choice,
        "tabs": choice.tabs(),
        "page": dashboard_of(results, choice.year, today=today),
        "labels": LABELS,
        "misprint_count": sum(not one.adds_up for one in PrintedSum.objects.all()),
        "may_see_budget": request.user.can(Permission.BUDGET_VIEW),
        "may_see_earlier": request.user.can(Permission.INDICATOR_TRUE_NUMBERS),
        "may_see_reports": request.user.can(Permission.REPORT_VIEW),
    }
    return render(request, "reporting/dashboard.html", context, status=choice.status_code)


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
def counties(request: HttpRequest) -> HttpResponse:
    choice = chosen_year(request.GET.get("year"), years=plan_years(), today=timezone.localdate())
    maps = map_words()
    code = request.GET.get("indicator", "")
    code = code if code in maps else next(iter(maps))
    true_numbers = request.user.can(Permission.INDICATOR_TRUE_NUMBERS)
    context = {
        "choice": choice,
        "tabs": choice.tabs(indicator=code),
        "page": counties_page(code, choice.year, true_numbers=true_numbers),
        "true_numbers": true_numbers,
    }
    return render(request, "reporting/counties.html", context, status=choice.status_code)


@requires(Permission.BUDGET_VIEW)
@require_safe
@needs_plan
def budget(request: HttpRequest) -> HttpResponse:
    choice = chosen_year(request.GET.get("year"), years=plan_years(), today=timezone.localdate())
    context = {"choice": choice, "tabs": choice.tabs(), "page": budget_page(choice.year)}
    return render(request, "reporting/budget.html", context, status=choice.status_code)
