"""Roles that wait for the second person: a list, and one decision each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from tracekenya.accounts.actions import approvals
from tracekenya.accounts.fresh import Act, needs_fresh
from tracekenya.administration.approvals import APPROVALS, facts_for_decision
from tracekenya.administration.forms import DecisionForm
from tracekenya.administration.trails import ADMINISTRATION, above
from tracekenya.administration.users import user_for, waiting_users
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

LIST = (_lazy("Roles to approve"), "administration:approval_list")


@requires(Permission.USER_APPROVE)
@require_safe
def approval_list(request):
    trail = above(ADMINISTRATION)
    return list_response(request, APPROVALS, waiting_users(), trail=trail)


@requires(Permission.USER_APPROVE)
@needs_fresh(Act.ROLE_CHANGE)
@require_http_methods(["GET", "POST"])
def approval_decide(request, pk):
    user = user_for(pk, waiting_users())
    if request.method == "GET":
        record(AuditKind.VIEWED, by=request.user, target=user)
    form = DecisionForm(request.POST or None, initial={"role": user.pending_role})
    lists = above(ADMINISTRATION, LIST)
    return form_response(
        request, form, title=_("Role of %(code)s") % {"code": user.staff_code},
        action=approvals.decide, given={"user": user}, done=_("Your decision is kept."),
        goes_to=lists[-1][1], trail=lists, facts=facts_for_decision(user),
        submit_label=_("Keep the decision"), template="administration/approval_decide.html",
    )  # fmt: skip
