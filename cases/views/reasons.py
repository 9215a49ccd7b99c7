"""Why people opened something sealed: for the data protection officer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import reasons
from cases.sealed import REASON
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.REASON_VIEW)
@require_safe
def reason_list(request):
    return list_response(request, reasons.REASONS, reasons.reasons_for(request.user))


@requires(Permission.REASON_VIEW)
@require_safe
def reason_detail(request, pk):
    """Show who opened what for which kind of reason, by codes; the words stay sealed."""
    reason = reasons.get_reason_for(request.user, pk)
    return record_response(
        request, reason, title=_("Why it was opened: %(kind)s") % {"kind": reason},
        trail=[(str(reasons.REASONS.title), reverse("cases:reason_list"))],
        facts=reasons.facts(reason), acts=REASON.act_on(reason, request.user),
    )  # fmt: skip
