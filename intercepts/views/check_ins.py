"""Pages of working alone: the list, starting, saying that all is well, ending."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intercepts import check_in_list as lists
from intercepts.actions import check_ins, signs_of_life
from intercepts.short_forms import StartForm
from intercepts.views.intercepts import GET_POST
from tracekenya.pages.facts import fact, facts_of
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.CHECK_IN_KEEP)
@require_safe
def check_in_list(request):
    acts = [Act(_("Check in"), reverse("intercepts:check_in_start"), "plus")]
    return list_response(
        request, lists.CHECK_INS, lists.rows_for(request.user), acts=acts, trail=[_to_intercepts()]
    )


@requires(Permission.CHECK_IN_KEEP)
@require_http_methods(GET_POST)
def check_in_start(request):
    return form_response(
        request, StartForm(request.POST or None), title=_("Check in"), action=check_ins.start,
        given={}, done=_("You are checked in. Say in time that all is well."), goes_to=None,
        cancel_url=reverse("intercepts:check_in_list"), trail=_trail(),
    )  # fmt: skip


@requires(Permission.CHECK_IN_KEEP)
@require_safe
def check_in_detail(request, pk):
    row = lists.get_check_in_for(request.user, pk)
    acts = []
    if row.is_calling:
        take = reverse("intercepts:check_in_take", args=[pk])
        acts = [Act(_("I send help"), take, "check", Permission.INTERCEPT_RESPOND, is_post=True)]
    if row.ended_at is None:
        acts += [
            Act(
                _("I need help"),
                reverse("intercepts:check_in_help", args=[pk]),
                "warning",
                is_post=True,
            ),
            Act(
                _("All is well"),
                reverse("intercepts:check_in_safe", args=[pk]),
                "check",
                is_post=True,
            ),
            Act(
                _("I stop now"),
                reverse("intercepts:check_in_end", args=[pk]),
                "leave",
                is_post=True,
            ),
        ]
    return record_response(
        request, row, title=_("Working alone: %(code)s") % {"code": row.code}, acts=acts,
        facts=[
            fact(_("Station"), f"{row.station}, {row.station.county}"),
            *facts_of(row, ("started_at", "every_minutes", "safe_at", "due_at", "ended_at")),
            *(facts_of(row, ("help_at", "help_taken_by", "help_taken_at")) if row.help_at else []),
        ],
        tags=[lists.state_of(row)], trail=_trail(),
    )  # fmt: skip


@requires(Permission.CHECK_IN_KEEP)
@require_POST
def check_in_safe(request, pk):
    row = lists.get_check_in_for(request.user, pk)
    done = _("Kept that all is well.")
    return press_response(request, check_ins.say_safe, check_in=row, goes_to=row, done=done)


@requires(Permission.CHECK_IN_KEEP)
@require_POST
def check_in_end(request, pk):
    row = lists.get_check_in_for(request.user, pk)
    done = _("Ended. Nobody waits for you any more.")
    return press_response(request, check_ins.end, check_in=row, goes_to=row, done=done)


@requires(Permission.CHECK_IN_KEEP)
@require_POST
def check_in_help(request, pk):
    row = lists.get_check_in_for(request.user, pk)
    done = _("Your supervisors are told. Call a number too, if you can.")
    return press_response(request, signs_of_life.call_help, check_in=row, goes_to=row, done=done)


@requires(Permission.INTERCEPT_RESPOND)
@require_POST
def check_in_take(request, pk):
    row = lists.get_check_in_for(request.user, pk)
    done = _("You send help: nobody else is told again.")
    return press_response(request, signs_of_life.take_help, check_in=row, goes_to=row, done=done)


def _trail():
    return [_to_intercepts(), (str(lists.CHECK_INS.title), reverse("intercepts:check_in_list"))]


def _to_intercepts():
    return (_("Intercepts"), reverse("intercepts:intercept_list"))
