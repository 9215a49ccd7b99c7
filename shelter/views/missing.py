"""Residents who are missing: the report, who was told, and the end of the search."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import missing, stay_page
from shelter.access import get_admission_for
from shelter.actions import missing as acts
from shelter.forms.missing import EndForm, MissingForm, ToldForm
from shelter.house_records import get_of_stay
from shelter.models import MissingReport
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.facts import facts_of
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import edit_response, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.MISSING_REPORT)
@require_safe
def missing_list(request):
    return list_response(request, missing.MISSING, missing.visible_reports(request.user))


@requires(Permission.MISSING_REPORT)
@require_http_methods(GET_POST)
def missing_report(request, pk):
    stay = get_admission_for(request.user, pk, Permission.MISSING_REPORT)
    already = stay.missing_reports.filter(outcome="").first()
    if already is not None:
        return redirect(already)
    is_child = missing.is_child_now(stay)
    form = MissingForm(request.POST or None, is_child=is_child)
    return form_response(
        request, form, action=acts.report, given={"admission": stay},
        title=_("Missing: %(code)s") % {"code": stay.case.code}, done=_("The report is kept. Now tell those named here."),
        goes_to=None, cancel_url=stay.get_absolute_url(), trail=stay_page.trail_of(stay),
        submit_label=_("Report missing"),
        lead=_("Keep the report first; then tell the police and others. It waits for no call."),
    )  # fmt: skip


@requires(Permission.MISSING_REPORT)
@require_safe
def missing_detail(request, pk):
    row = get_of_stay(MissingReport, request.user, pk, Permission.MISSING_REPORT)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    return record_response(
        request, row, title=_title(row), trail=stay_page.trail_of(row.admission),
        facts=facts_of(row, missing.open_fields_of(row), reader=request.user), tags=missing.tags_of(row),
        acts=[*missing.acts_of(row), *missing.DETAIL.act_on(row, request.user)],
        template="shelter/missing_detail.html", duties=missing.duties_of(row),
        advice=missing.advice_of(row),
    )  # fmt: skip


@requires(Permission.MISSING_REPORT)
@require_http_methods(GET_POST)
def missing_told(request, pk):
    row = get_of_stay(MissingReport, request.user, pk, Permission.MISSING_REPORT)
    if row.outcome:
        return redirect(row)
    return edit_response(
        request, ToldForm, row, title=_("Who was told: %(code)s") % {"code": row.admission.case.code},
        action=acts.write_told, trail=_of(row),
    )  # fmt: skip


@requires(Permission.MISSING_CLOSE)
@require_http_methods(GET_POST)
def missing_close(request, pk):
    row = get_of_stay(MissingReport, request.user, pk, Permission.MISSING_CLOSE)
    if row.outcome:
        return redirect(row)
    form = EndForm(request.POST or None, initial={"version": row.version})
    return form_response(
        request, form, title=_("End of the search: %(code)s") % {"code": row.admission.case.code},
        action=acts.close, given={"row": row}, done=_("The search is over."),
        goes_to=row.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


def _title(row: MissingReport) -> str:
    return _("Missing: %(code)s") % {"code": row.admission.case.code}


def _of(row: MissingReport) -> list[tuple[str, str]]:
    return [*stay_page.trail_of(row.admission), (_title(row), row.get_absolute_url())]
