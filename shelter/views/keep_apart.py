"""Who is kept apart from whom: listed, added from a case, read and corrected."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import get_case_for
from shelter import keep_apart_list as listed
from shelter.actions import keep_apart
from shelter.forms.keep_apart import KeepApartEditForm, KeepApartForm
from shelter.models import KeepApart
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import OutOfScope, requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.KEEP_APART_EDIT)
@require_safe
def keep_apart_list(request):
    above = [(_("Free beds"), plain_address("shelter:shelter_list"))]
    rows = listed.visible_rows(request.user)
    return list_response(request, listed.KEPT_APART, rows, trail=above)


@requires(Permission.KEEP_APART_EDIT)
@require_http_methods(GET_POST)
def keep_apart_add(request, pk):
    case = get_case_for(request.user, pk, Permission.KEEP_APART_EDIT, write=True)
    form = KeepApartForm(request.POST or None, suspects=listed.suspects_of(case))
    answer = form_response(
        request, form, title=_("Keep apart: %(code)s") % {"code": case.code},
        lead=_("From whom must this person be kept apart in our houses?"),
        action=keep_apart.add, given={"case": case}, done=_("Kept."), goes_to=None,
        cancel_url=case.get_absolute_url(), trail=[(case.code, case.get_absolute_url())],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and keep_apart.house_suits_no_more(case):
        messages.warning(
            request,
            _("The house where the person lives suits no more: plan a move to another one."),
        )
    return answer


@requires(Permission.KEEP_APART_EDIT)
@require_safe
def keep_apart_detail(request, pk):
    row = _row_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    return record_response(
        request, row, title=_title(row), trail=_above(), facts=listed.facts_about(row, request.user),
        tags=[listed.state_of(row)], acts=listed.acts_on(row),
    )  # fmt: skip


@requires(Permission.KEEP_APART_EDIT)
@require_http_methods(GET_POST)
def keep_apart_edit(request, pk):
    row = _row_for(request.user, pk)
    get_case_for(request.user, row.case_id, Permission.KEEP_APART_EDIT, write=True)
    form = KeepApartEditForm(request.POST or None, instance=row, initial={"version": row.version})
    return form_response(
        request, form, title=_("Change: %(what)s") % {"what": _title(row)},
        action=keep_apart.edit, given={"row": row}, done=_("Saved."),
        goes_to=row.get_absolute_url(), trail=[*_above(), (_title(row), row.get_absolute_url())],
    )  # fmt: skip


def _row_for(user, pk) -> KeepApart:
    row = listed.visible_rows(user).filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    return row


def _title(row: KeepApart) -> str:
    return _("%(code)s kept apart") % {"code": row.case.code}


def _above() -> list[tuple[str, str]]:
    return [(_("Kept apart"), plain_address("shelter:keep_apart_list"))]
