"""Lost second factors that wait for the second person: a list, and one decision each."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_safe

from tracekenya.accounts.fresh import Act, needs_fresh
from tracekenya.administration.actions import resets
from tracekenya.administration.forms import ResetForm
from tracekenya.administration.resets import RESETS, facts_for_reset, waiting_resets
from tracekenya.administration.trails import ADMINISTRATION, above
from tracekenya.administration.users import user_for
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

LIST = (_lazy("Lost second factors"), "administration:reset_list")


@requires(Permission.USER_APPROVE)
@require_safe
def reset_list(request):
    return list_response(request, RESETS, waiting_resets(), trail=above(ADMINISTRATION))


@requires(Permission.USER_APPROVE)
@needs_fresh(Act.ROLE_CHANGE)
@require_http_methods(["GET", "POST"])
def reset_decide(request, pk):
    user = user_for(pk, waiting_resets())
    if request.method == "GET":
        record(AuditKind.VIEWED, by=request.user, target=user)
    lists = above(ADMINISTRATION, LIST)
    return form_response(
        request, ResetForm(request.POST or None),
        title=_("Second factor of %(code)s") % {"code": user.staff_code}, action=resets.decide,
        given={"user": user}, done=_("Your decision is kept."), goes_to=lists[-1][1], trail=lists,
        facts=facts_for_reset(user), submit_label=_("Keep the decision"),
        template="administration/approval_decide.html",
    )  # fmt: skip
