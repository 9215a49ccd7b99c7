"""Visitors of a house."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import visitors
from shelter.access import get_shelter_for
from shelter.actions import visits
from shelter.forms.visits import VisitEditForm, VisitForm
from shelter.house_records import get_of_house
from shelter.models import Shelter, Visit
from shelter.moments import moment_words
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import edit_response, form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.VISITOR_VIEW)
@require_safe
def visit_list(request):
    return list_response(request, visitors.VISITS, visitors.visible_visits(request.user))


@requires(Permission.VISITOR_KEEP)
@require_http_methods(GET_POST)
def visit_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.VISITOR_KEEP)
    return form_response(
        request, VisitForm(request.POST or None, shelter=shelter, user=request.user),
        title=_("Visitor at the door"), action=visits.receive, given={"shelter": shelter},
        done=_("Kept."), goes_to=None, cancel_url=shelter.get_absolute_url(), trail=_above(shelter),
    )  # fmt: skip


@requires(Permission.VISITOR_VIEW)
@require_safe
def visit_detail(request, pk):
    row = get_of_house(Visit, request.user, pk, Permission.VISITOR_VIEW)
    record_look(AuditKind.VIEWED, by=request.user, target=row)
    return record_response(
        request, row, title=_title(row), trail=_above(row.shelter),
        facts=visitors.facts(row, request.user), tags=visitors.tags_of(row, request.user),
        acts=visitors.acts_on(row),
    )  # fmt: skip


@requires(Permission.VISITOR_KEEP)
@require_POST
def visit_leave(request, pk):
    row = get_of_house(Visit, request.user, pk, Permission.VISITOR_KEEP)
    visits.leave(row=row, by=request.user)
    messages.success(request, _("The visitor has left."))
    return redirect(row)


@requires(Permission.VISITOR_KEEP)
@require_http_methods(GET_POST)
def visit_edit(request, pk):
    row = get_of_house(Visit, request.user, pk, Permission.VISITOR_KEEP)
    return edit_response(
        request, VisitEditForm, row, title=_("Change: %(what)s") % {"what": _title(row)},
        action=visits.edit_visit, form_options={"user": request.user},
        trail=[*_above(row.shelter), (_title(row), row.get_absolute_url())],
    )  # fmt: skip


def _title(row: Visit) -> str:
    return _("Visit of %(time)s") % {"time": moment_words(row.came_at)}


def _above(shelter: Shelter) -> list[tuple[str, str]]:
    lists = (_("Visitors"), plain_address("shelter:visit_list"))
    return [lists, (str(shelter), shelter.get_absolute_url())]
