"""The audit trail, and each person's own part of it."""

from django.views.decorators.http import require_safe

from tracekenya.administration.trail import OWN_ACTS, TRAIL, acts_of, all_acts, standing
from tracekenya.administration.trails import ADMINISTRATION, above
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.pages.listing import list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.AUDIT_VIEW)
@require_safe
def trail_list(request):
    """Show the trail; whoever reads it leaves a row too."""
    record(AuditKind.VIEWED, by=request.user, fields={"list": TRAIL.name})
    return list_response(
        request, TRAIL, all_acts(), template="administration/trail_list.html",
        trail=above(ADMINISTRATION), standing=standing(),
    )  # fmt: skip


@requires(Permission.TRAIL_OWN)
@require_safe
def own_act_list(request):
    return list_response(request, OWN_ACTS, acts_of(request.user))
