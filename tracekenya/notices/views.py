"""A person's own notices: the list, one of them, and "all read"."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracekenya.notices import actions
from tracekenya.notices.access import get_notice_for
from tracekenya.notices.models import Notice
from tracekenya.notices.notice_list import NOTICES, state_of
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.listing import Act, list_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.HOME_VIEW)
@require_safe
def notice_list(request):
    rows = Notice.objects.visible_to(request.user)
    all_read = Act(_("Mark all as read"), reverse("notices:notice_read_all"), "check", is_post=True)
    return list_response(
        request, NOTICES, rows, acts=[all_read] if request.user.new_notices else []
    )


@requires(Permission.HOME_VIEW)
@require_safe
def notice_detail(request, pk):
    """Show the notice; whoever has opened it has read it."""
    notice = get_notice_for(request.user, pk)
    tag = state_of(notice)
    actions.read(notice=notice, by=request.user)
    by = fact(_("By"), notice.by or _("The system"))
    context = {
        "notice": notice,
        "tag": tag,
        "facts": [*facts_of(notice, ["kind", "at"]), by],
        "trail": [(str(NOTICES.title), reverse("notices:notice_list"))],
    }
    return render(request, "notices/notice_detail.html", context)


@requires(Permission.HOME_VIEW)
@require_POST
def notice_read_all(request):
    count = actions.read_all(by=request.user)
    words = ngettext("%(count)s notice is read.", "%(count)s notices are read.", count)
    messages.success(request, words % {"count": count})
    return redirect("notices:notice_list")
