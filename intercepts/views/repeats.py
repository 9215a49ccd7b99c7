"""Pages of what was met again."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from intercepts import repeat_list as lists
from intercepts.actions import repeats
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.REPEAT_HANDLE)
@require_safe
def repeat_list(request):
    trail = [(_("Intercepts"), reverse("intercepts:intercept_list"))]
    return list_response(request, lists.REPEATS, lists.rows_for(request.user), trail=trail)


@requires(Permission.REPEAT_HANDLE)
@require_safe
def repeat_detail(request, pk):
    alert = lists.get_repeat_for(request.user, pk)
    record_look(AuditKind.VIEWED, by=request.user, target=alert)
    take = Act(
        _("I look into it"), reverse("intercepts:repeat_take", args=[pk]), "check", is_post=True
    )
    return record_response(
        request, alert, title=_("Matches our register: %(code)s") % {"code": alert.code},
        lead=str(lists.REPEATS.lead), facts=lists.facts(alert, request.user),
        tags=[lists.state_of(alert)], acts=[] if alert.taken_at else [take],
        trail=[(str(lists.REPEATS.title), reverse("intercepts:repeat_list"))],
    )  # fmt: skip


@requires(Permission.REPEAT_HANDLE)
@require_POST
def repeat_take(request, pk):
    alert = lists.get_repeat_for(request.user, pk)
    repeats.take(alert=alert, by=request.user)
    messages.success(request, _("Kept that you look into it."))
    return redirect(alert)
