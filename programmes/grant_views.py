"""Visits to the business that a grant started."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from programmes.access import get_grant_for, get_visit_for
from programmes.actions import grants
from programmes.forms import NewVisitForm, VisitEditForm
from programmes.registers.trust_fund import GRANTS
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]


@requires(Permission.GRANT_EDIT)
@require_http_methods(GET_POST)
def business_visit_add(request, pk):
    grant = get_grant_for(request.user, pk)
    return form_response(
        request, NewVisitForm(request.POST or None), title=_("Write down a visit"),
        lead=grant.case.code, action=grants.add_visit, given={"grant": grant},
        done=_("The visit is written down."), goes_to=grant, trail=_trail(request, grant),
    )  # fmt: skip


@requires(Permission.GRANT_EDIT)
@require_http_methods(GET_POST)
def business_visit_edit(request, pk):
    visit = get_visit_for(request.user, pk)
    form = VisitEditForm(request.POST or None, instance=visit, initial={"version": visit.version})
    return form_response(
        request, form, title=_("Correct a visit"), lead=visit.grant.case.code,
        action=grants.change_visit, given={"visit": visit}, done=_("Saved."),
        goes_to=visit.grant, trail=_trail(request, visit.grant),
    )  # fmt: skip


def _trail(request, grant):
    return GRANTS.trail(request.user, (grant.case.code, grant.get_absolute_url()))
