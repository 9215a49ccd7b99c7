"""Going out and coming back."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import goings_list, stay_page
from shelter.access import get_admission_for
from shelter.actions import absences
from shelter.forms.goings import AbsenceEditForm, BackForm, OutForm
from shelter.house_records import get_of_stay
from shelter.models import Absence
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.facts import facts_of
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import edit_response, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.HOUSE_READ)
@require_safe
def absence_list(request):
    return list_response(request, goings_list.ABSENCES, goings_list.visible_absences(request.user))


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def absence_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.HOUSE_KEEP)
    return form_response(
        request, OutForm(request.POST or None), title=_("Going out: %(code)s") % {"code": stay.case.code},
        action=absences.go_out, given={"admission": stay}, done=_("Kept."),
        goes_to=stay.get_absolute_url(), trail=stay_page.trail_of(stay),
    )  # fmt: skip


@requires(Permission.HOUSE_READ)
@require_safe
def absence_detail(request, pk):
    row = get_of_stay(Absence, request.user, pk, Permission.HOUSE_READ)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    return record_response(
        request, row, title=_title(row), trail=stay_page.trail_of(row.admission),
        facts=facts_of(row, goings_list.FIELDS, reader=request.user),
        tags=[goings_list.state_of(row)], acts=goings_list.acts_on(row),
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def absence_back(request, pk):
    row = get_of_stay(Absence, request.user, pk, Permission.HOUSE_KEEP)
    if row.back_at is not None:
        return redirect(row)
    form = BackForm(request.POST or None, initial={"version": row.version})
    return form_response(
        request, form, title=_("Back: %(code)s") % {"code": row.admission.case.code},
        action=absences.come_back, given={"row": row}, done=_("The person is back in the house."),
        goes_to=row.admission.get_absolute_url(), trail=_of(row),
    )  # fmt: skip


@requires(Permission.HOUSE_KEEP)
@require_http_methods(GET_POST)
def absence_edit(request, pk):
    row = get_of_stay(Absence, request.user, pk, Permission.HOUSE_KEEP)
    return edit_response(
        request, AbsenceEditForm, row, title=_("Change: %(what)s") % {"what": _title(row)},
        action=absences.edit_absence, trail=_of(row),
    )  # fmt: skip


def _title(row: Absence) -> str:
    return _("Out: %(code)s") % {"code": row.admission.case.code}


def _of(row: Absence) -> list[tuple[str, str]]:
    return [*stay_page.trail_of(row.admission), (_title(row), row.get_absolute_url())]
