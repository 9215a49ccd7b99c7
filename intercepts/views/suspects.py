"""People suspected whom an intercept names: entering one, or joining one who is known by code."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.access import suspects_in_reach
from cases.forms.court import JoinSuspectForm, SuspectForm
from cases.suspect_list import PRESUMED
from intercepts.access import get_intercept_for
from intercepts.actions import suspects
from intercepts.views.intercepts import GET_POST, trail_to
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.SUSPECT_EDIT)
@require_http_methods(GET_POST)
def suspect_name(request, pk):
    intercept = get_intercept_for(request.user, pk)
    return form_response(
        request, SuspectForm(request.POST or None), title=_("Name a person suspected"),
        lead=PRESUMED, action=suspects.name, given={"intercept": intercept},
        done=_("The person is added by code."), goes_to=intercept, trail=trail_to(intercept),
    )  # fmt: skip


@requires(Permission.SUSPECT_EDIT)
@require_http_methods(GET_POST)
def suspect_known(request, pk):
    intercept = get_intercept_for(request.user, pk)
    form = JoinSuspectForm(request.POST or None, suspects=suspects_in_reach(request.user))
    return form_response(
        request, form, title=_("Join a person suspected"), lead=PRESUMED, action=suspects.join,
        given={"intercept": intercept}, done=_("The person is joined to this intercept."),
        goes_to=intercept, trail=trail_to(intercept),
    )  # fmt: skip
