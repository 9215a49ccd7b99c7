"""Restricting a case to named people, letting one of them in, and who is too near to its person."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.access import get_case_for
from cases.actions import protection
from cases.conflict_list import CONFLICTS, all_conflicts, codes_of, get_conflict, state_of
from cases.forms.protection import ConflictForm, LetInForm
from cases.forms.reasons import ReasonForm
from cases.views.common import case_form_page, perform_plainly
from tracekenya.pages.cells import words
from tracekenya.pages.facts import fact
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import form_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

GET_POST = ["GET", "POST"]


@requires(Permission.CASE_RESTRICT)
@require_http_methods(GET_POST)
def case_restrict(request, pk):
    """Restrict the case, or lift the restriction: the form says which."""
    case = get_case_for(request.user, pk, Permission.CASE_RESTRICT)
    act = protection.lift if case.is_restricted else protection.restrict
    return case_form_page(
        request, case, ReasonForm(request.POST or None), action=_with_reason(act),
        title=_("Lift the restriction") if case.is_restricted else _("Restrict this case"),
        lead=_("Roles and offices reach it again.") if case.is_restricted else _(
            "From then on only people with a grant of their own reach it, you among them."
            " Everybody else finds nothing."
        ),
        done=_("The restriction is lifted.") if case.is_restricted else _("The case is restricted."),
        submit_label=_("Lift it") if case.is_restricted else _("Restrict"),
    )  # fmt: skip


@requires(Permission.CASE_RESTRICT)
@require_http_methods(GET_POST)
def case_let_in(request, pk):
    case = get_case_for(request.user, pk, Permission.CASE_RESTRICT)
    return case_form_page(
        request, case, LetInForm(request.POST or None), title=_("Let somebody in"),
        action=protection.let_in, done=_("The colleague may open this case now."),
    )  # fmt: skip


@requires(Permission.CONFLICT_DECLARE)
@require_http_methods(GET_POST)
def conflict_declare(request, pk):
    case = get_case_for(request.user, pk)
    for_others = request.user.scope(Permission.CONFLICT_DECLARE) is Scope.ORGANISATION
    sent = request.POST if request.method == "POST" else None  # for oneself nothing is asked
    return form_response(
        request, ConflictForm(sent, for_others=for_others),
        title=_("Too near to the person"), action=protection.declare_conflict,
        lead=_(
            "Whoever knows the person privately does not work on their cases. All cases of the person"
            " close to that colleague at once. Nothing else is asked."
        ),
        given={"case": case}, done=_("Kept. These cases are closed to that colleague now."),
        goes_to=reverse("cases:case_list"), cancel_url=case.get_absolute_url(),
        submit_label=_("Declare"), trail=[(case.code, case.get_absolute_url())],
    )  # fmt: skip


@requires(Permission.CASE_RESTRICT)
@require_safe
def conflict_list(request):
    above = [(_("Cases"), reverse("cases:case_list"))]
    return list_response(request, CONFLICTS, all_conflicts(request.user), trail=above)


@requires(Permission.CASE_RESTRICT)
@require_safe
def conflict_detail(request, pk):
    conflict = get_conflict(request.user, pk)
    end = Act(_("End it"), reverse("cases:conflict_end", args=[pk]), "leave", is_post=True)
    person = conflict.person
    return record_response(
        request, conflict, title=_("Too near to %(code)s") % {"code": person.code},
        trail=[(str(CONFLICTS.title), reverse("cases:conflict_list"))], tags=[state_of(conflict)],
        facts=[
            fact(_("Colleague"), f"{conflict.user} · {conflict.user.role_title}"),
            fact(_("Person"), codes_of(person), url=person.get_absolute_url()),
            fact(_("Declared by"), conflict.recorded_by),
            fact(_("Declared"), words(conflict.recorded_at)),
            *([fact(_("Ended by"), conflict.ended_by), fact(_("Ended"), words(conflict.ended_at))]
              if conflict.ended_at else []),
        ],
        acts=[] if conflict.ended_at else [end],
    )  # fmt: skip


@requires(Permission.CASE_RESTRICT)
@require_POST
def conflict_end(request, pk):
    conflict = get_conflict(request.user, pk)
    perform_plainly(request, protection.end_conflict, conflict=conflict, by=request.user)
    return redirect(conflict)


def _with_reason(act):
    """Return the action with what the form of a reason cleaned."""

    def run(*, case, kind, text, by):
        return act(case=case, reason=protection.Reason(kind, text), by=by)

    return run
