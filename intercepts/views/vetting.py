"""Pages of vetting: the queue, one judgement, and how much of what was recorded was no intercept."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from intercepts import rates, vetting
from intercepts.access import get_intercepted_for
from intercepts.actions import vetting as acts
from intercepts.explanation import because
from intercepts.tabs import tabs_for
from intercepts.vetting_forms import VerdictForm
from intercepts.vetting_page import standings
from intercepts.views.intercepts import GET_POST, trail_to
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.INTERCEPT_VET)
@require_safe
def vetting_list(request):
    user = request.user
    return list_response(
        request, vetting.queue_for(user), vetting.unvetted(user),
        template="intercepts/office_list.html", **tabs_for(user, "vetting_list"),
    )  # fmt: skip


@requires(Permission.INTERCEPT_VET)
@require_http_methods(GET_POST)
def vetting_judge(request, pk):
    intercepted = get_intercepted_for(request.user, pk)
    standing = standings([intercepted], request.user)[intercepted.pk]
    return form_response(
        request, VerdictForm(request.POST or None), action=acts.judge,
        title=_("Judge: %(code)s") % {"code": intercepted.person.code},
        lead=_("Judge by yourself. What others say is shown when the class is set, to you and to them."),
        given={"intercepted": intercepted}, done=_("Kept. Nobody sees it before the class is set."),
        goes_to=intercepted.intercept, trail=trail_to(intercepted.intercept),
        submit_label=_("Give my verdict"), template="intercepts/vetting_judge.html",
        intercepted=intercepted, because=because(intercepted), standing=standing,
    )  # fmt: skip


@requires(Permission.INDICATOR_TRUE_NUMBERS)
@require_safe
def vetting_rates(request):
    context = {
        **tabs_for(request.user, "vetting_rates"),
        "tables": rates.tables_for(request.GET.get("year", "")),
        "years": rates.years(request.GET.get("year", "")),
    }
    return render(request, "intercepts/vetting_rates.html", context)
