"""The annual report: what was made, order one, follow the work, take the file."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reporting.access import get_report_for, reports_for
from reporting.forms import OrderReportForm
from reporting.report import kind
from reporting.report.list import report_facts, report_table, report_title
from reporting.views.plan import needs_plan
from tracekenya.audit import trail
from tracekenya.jobs import actions as jobs
from tracekenya.jobs import files
from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job, JobState
from tracekenya.jobs.page import progress_of
from tracekenya.lib.errors import DomainError
from tracekenya.pages.responses import press_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform
from tracekenya.ui.progress import JobProgress

MOST_LISTED = 50


@requires(Permission.REPORT_VIEW)
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    reports = reports_for(request.user)[:MOST_LISTED]
    context = {
        "table": report_table(reports),
        "may_order": request.user.can(Permission.REPORT_ORDER),
    }
    return render(request, "reporting/report_list.html", context)


@requires(Permission.REPORT_ORDER)
@require_http_methods(["GET", "POST"])
@needs_plan
def report_order(request: HttpRequest) -> HttpResponse:
    form = OrderReportForm(request.POST or None, this_year=timezone.localdate().year)
    if form.is_valid():
        job = perform(form, kind.order, **form.cleaned_data, by=request.user)
        if job:
            return redirect("reporting:report_detail", pk=job.pk)
    return render(request, "reporting/report_order.html", {"form": form})


@requires(Permission.REPORT_VIEW)
@require_safe
def report_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = get_report_for(request.user, pk)
    context = {
        "title": report_title(report),
        "job": _progress(request, report),
        "facts": report_facts(report),
    }
    page = "reporting/_report_job.html" if request.htmx else "reporting/report_detail.html"
    return render(request, page, context)


@requires(Permission.REPORT_ORDER)
@require_POST
def report_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = get_report_for(request.user, pk)
    page = reverse("reporting:report_detail", args=[pk])
    return press_response(request, jobs.cancel, job=report, goes_to=page)


@requires(Permission.REPORT_ORDER)
@require_POST
def report_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    report = get_report_for(request.user, pk)
    try:
        report = jobs.retry(job=report, by=request.user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("reporting:report_detail", pk=report.pk)


@requires(Permission.REPORT_VIEW)
@require_safe
def report_download(request: HttpRequest, pk: UUID) -> FileResponse:
    report = get_report_for(request.user, pk)
    if report.state != JobState.DONE:
        raise Http404
    try:
        content = files.open_kept(report)
    except FileNotFoundError:
        raise Http404 from None
    trail.record(
        kind_of(report.kind).opened_as, by=request.user, target=report, fields=dict(report.params)
    )
    return FileResponse(
        content,
        as_attachment=True,
        filename=kind.file_name(report),
        content_type="application/pdf",
    )


def _progress(request: HttpRequest, report: Job) -> JobProgress:
    """Return the report's job in words, with the buttons that this person may press now."""

    def address(name: str) -> str:
        return reverse(f"reporting:{name}", args=[report.pk])

    may_order = request.user.can(Permission.REPORT_ORDER)
    is_broken = report.state in {JobState.FAILED, JobState.CANCELLED}
    return progress_of(
        report,
        title=_("Making of the report"),
        fragment_url=address("report_detail"),
        cancel_url=address("report_cancel") if may_order and not report.is_finished else "",
        retry_url=address("report_retry") if may_order and is_broken else "",
        result_url=address("report_download") if report.state == JobState.DONE else "",
        result_label=_("Download the PDF"),
    )
