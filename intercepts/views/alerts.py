"""Pages of what cannot wait: alerts, taking one, calls that are owed and what came out of them."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercepts import alerts as lists
from intercepts.actions import alerts
from intercepts.tabs import tabs_for
from intercepts.vetting_forms import CallBackForm
from intercepts.vetting_page import CALL_PHONE, CALL_WORDS, may_know
from intercepts.views.intercepts import GET_POST, trail_to
from tracekenya.pages.facts import fact
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

TABBED = "intercepts/office_list.html"


@requires(Permission.INTERCEPT_RESPOND)
@require_safe
def alert_list(request):
    return list_response(
        request, lists.ALERTS, lists.visible_alerts(request.user), template=TABBED,
        **tabs_for(request.user, "alert_list"),
    )  # fmt: skip


@requires(Permission.INTERCEPT_RESPOND)
@require_POST
def alert_take(request, pk):
    alert = lists.get_alert_for(request.user, pk)
    done = _("It is yours. Nobody is told again.")
    return press_response(request, alerts.take, alert=alert, goes_to=alert, done=done)


@requires(Permission.INTERCEPT_RESPOND)
@require_safe
def call_back_list(request):
    return list_response(
        request, lists.CALLS, lists.visible_calls(request.user), template=TABBED,
        **tabs_for(request.user, "call_back_list"),
    )  # fmt: skip


@requires(Permission.INTERCEPT_RESPOND)
@require_http_methods(GET_POST)
def call_back_answer(request, pk):
    """Show the call and take its result; whoever may not open the number calls nobody, and only reads."""
    call = lists.get_call_back_for(request.user, pk)
    intercepted, user = call.intercepted_person, request.user
    intercepted.person.call_back = call
    common = {
        "title": _("Call: %(code)s") % {"code": intercepted.person.code},
        "trail": [(_("Calls to make"), reverse("intercepts:call_back_list")), *trail_to(intercepted.intercept)[1:]],
        "facts": [
            fact(_("State"), lists.state_of_call(call).text), fact(_("Call on"), call.due_on),
            fact(_("Calls so far"), str(call.attempts)),
            fact(_("Last call"), call.last_by.staff_code if call.last_by else ""),
        ],
    }  # fmt: skip
    if not may_know(user, call):
        if request.method == "POST":
            raise PermissionDenied(Permission.PERSON_REVEAL)
        return record_response(
            request, call, lead=_("A case manager calls: the number opens to who may know the person."),
            acts=CALL_WORDS.act_on(call, user), **common,
        )  # fmt: skip
    acts = [*CALL_PHONE.act_on(intercepted.person, user), *CALL_WORDS.act_on(call, user)]
    return form_response(
        request, CallBackForm(request.POST or None, initial={"version": call.version}),
        action=alerts.answer_call, given={"call": call}, done=_("Kept."),
        goes_to=reverse("intercepts:call_back_list"), template="intercepts/call_back_answer.html",
        submit_label=_("Keep the result"), is_over=call.state != "open",
        acts=[act for act in acts if user.can(act.permission)], **common,
    )  # fmt: skip
