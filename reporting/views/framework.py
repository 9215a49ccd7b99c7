"""The framework as one table: on the page, for a word processor, as a workbook."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reporting.pages.framework import framework_book, framework_results
from reporting.pages.framework import framework_table as table_of
from reporting.pages.trails import trail_of_area
from reporting.pages.years import YearChoice, chosen_year
from reporting.results import plan_years
from reporting.views.plan import needs_plan
from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.pages.export import TYPES
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
def framework(request: HttpRequest) -> HttpResponse:
    return _page(request, "reporting/framework.html")


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
def framework_table(request: HttpRequest) -> HttpResponse:
    return _page(request, "reporting/framework_table.html")


@requires(Permission.INDICATOR_VIEW)
@require_safe
@needs_plan
@transaction.atomic
def framework_xlsx(request: HttpRequest) -> HttpResponse:
    choice = _choice(request)
    content = framework_book(framework_results(), choice.year, request.user)
    trail.record(
        AuditKind.EXPORTED, by=request.user,
        fields={"list": "framework", "kind": "xlsx", "year": choice.year},
    )  # fmt: skip
    name = f"framework-{choice.year}-{timezone.localdate():%Y-%m-%d}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES["xlsx"], headers=headers)


def _page(request: HttpRequest, template: str) -> HttpResponse:
    choice = _choice(request)
    context = {
        "choice": choice,
        "tabs": choice.tabs(),
        "table": table_of(framework_results(), choice.year),
        "trail": trail_of_area(),
        "framework_word": _("Framework"),
    }
    return render(request, template, context, status=choice.status_code)


def _choice(request: HttpRequest) -> YearChoice:
    return chosen_year(request.GET.get("year"), years=plan_years(), today=timezone.localdate())
