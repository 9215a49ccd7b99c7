"""The way out: the checklist of the gate, who takes over, the home, and the two decisions."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shelter import exit_page, release, stay_page
from shelter.access import get_admission_for
from shelter.actions import homes, receivers
from shelter.decisions import DECISIONS, visible_decisions
from shelter.forms.release import (
    ConfirmForm,
    DirectorForm,
    GateForm,
    HomeForm,
    OfficerForm,
    ReceiverEditForm,
    ReceiverForm,
    SecondForm,
    title_of,
)
from shelter.house_records import get_of_stay
from shelter.models import ExitDecision, HomeAssessment, Receiver
from shelter.sealed_release import DECISION, HOME, RECEIVER
from shelter.stay_facts import moment
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.facts import fact
from tracekenya.pages.listing import Act, list_response
from tracekenya.pages.responses import edit_response, form_response, press_response, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission


@requires(Permission.RELEASE_CHECK)
@require_safe
def exit_gate(request, pk):
    stay = get_admission_for(request.user, pk, Permission.RELEASE_CHECK)
    people = list(stay.receivers.all())
    usual = {"kind": "reunified_family", "receiver": people[0].pk if people else None}
    form = GateForm(request.GET if "kind" in request.GET else usual, receivers=stay.receivers.all())
    form.full_clean()
    kind = form.cleaned_data.get("kind") or usual["kind"]
    refusals = exit_page.refusals_of(stay, kind, form.cleaned_data.get("receiver"))
    questions = [
        (row, exit_page.tags_of_decision(row), DECISION.act_on(row, request.user))
        for row in exit_page.decisions_of(stay)
    ]
    context = {
        "stay": stay, "form": form, "refusals": refusals, "questions": questions,
        "receivers": exit_page.receivers_of(stay), "assessments": exit_page.assessments_of(stay),
        "trail": stay_page.trail_of(stay), "title": _("The way out of %(code)s") % {"code": stay.case.code},
        "may_exit": request.user.can(Permission.STAY_EXIT), "may_ask": exit_page.may_ask(stay),
    }  # fmt: skip
    return render(request, "shelter/exit_gate.html", context)


@requires(Permission.RELEASE_CHECK)
@require_http_methods(["GET", "POST"])
def receiver_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.RELEASE_CHECK)
    return form_response(
        request, ReceiverForm(request.POST or None), title=_("Who takes over"),
        lead=_("Write the person down first. Checks come next, each with the name of who did it."),
        action=receivers.add, given={"admission": stay}, done=_("Kept. Now check this person."),
        goes_to=None, cancel_url=_gate(stay), trail=_trail(stay),
    )  # fmt: skip


@requires(Permission.RELEASE_CHECK)
@require_safe
def receiver_detail(request, pk):
    row = get_of_stay(Receiver, request.user, pk, Permission.RELEASE_CHECK)
    acts = exit_page.acts_of_receiver(row, request.user, RECEIVER.act_on(row, request.user))
    return record_response(
        request, row, title=title_of(row), trail=_trail(row.admission),
        facts=exit_page.facts_of_receiver(row), tags=[exit_page.state_of_receiver(row)], acts=acts,
    )  # fmt: skip


@requires(Permission.RELEASE_CHECK)
@require_http_methods(["GET", "POST"])
def receiver_edit(request, pk):
    row = get_of_stay(Receiver, request.user, pk, Permission.RELEASE_CHECK)
    return edit_response(
        request, ReceiverEditForm, row, title=_("Who takes over"), action=receivers.edit,
        lead=_("After a change here every check is done anew."), trail=_trail_of(row),
    )  # fmt: skip


@requires(Permission.RELEASE_CHECK)
@require_http_methods(["GET", "POST"])
def receiver_check(request, pk):
    row = get_of_stay(Receiver, request.user, pk, Permission.RELEASE_CHECK)
    form = ConfirmForm(
        request.POST or None, done=release.checks_of(row), initial={"version": row.version}
    )
    return form_response(
        request, form, title=_("Check who takes over"),
        action=receivers.confirm, given={"row": row}, done=_("Kept with your name."),
        goes_to=row.get_absolute_url(), trail=_trail_of(row),
    )  # fmt: skip


@requires(Permission.RELEASE_SECOND)
@require_http_methods(["GET", "POST"])
def receiver_second(request, pk):
    row = get_of_stay(Receiver, request.user, pk, Permission.RELEASE_SECOND)
    if request.method == "GET" and (why := exit_page.why_no_second(row, request.user)):
        messages.info(request, why)
        return redirect(row)
    form = SecondForm(
        request.POST or None, is_likely=release.match_of(row).likely,
        initial={"version": row.version},
    )  # fmt: skip
    return form_response(
        request, form, title=_("Second look"), submit_label=_("I confirm it"),
        lead=_("Compare with the papers what the first colleague wrote down."),
        template="shelter/receiver_second.html", facts=exit_page.facts_of_receiver(row),
        action=receivers.second, given={"row": row}, done=_("Kept with your name."),
        goes_to=row.get_absolute_url(), trail=_trail_of(row),
    )  # fmt: skip


@requires(Permission.HOME_ASSESS)
@require_http_methods(["GET", "POST"])
def home_assessment_add(request, pk):
    stay = get_admission_for(request.user, pk, Permission.HOME_ASSESS)
    return form_response(
        request, HomeForm(request.POST or None), title=_("Home assessment"),
        lead=_("It is not changed later: who knows more writes another one. Alarms stay."),
        action=homes.assess, given={"admission": stay}, done=_("Kept and sealed."),
        goes_to=None, cancel_url=_gate(stay), trail=_trail(stay),
    )  # fmt: skip


@requires(Permission.HOME_ASSESS)
@require_safe
def home_assessment_detail(request, pk):
    row = get_of_stay(HomeAssessment, request.user, pk, Permission.HOME_ASSESS)
    who = row.recorded_by.staff_code if row.recorded_by else ""
    return record_response(
        request, row, title=_("Home assessment"), trail=_trail(row.admission),
        lead=_("The answers are sealed."),
        facts=[fact(_("Recorded"), moment(row.recorded_at)), fact(_("Written by"), who)],
        acts=HOME.act_on(row, request.user),
    )  # fmt: skip


@requires(Permission.HOME_ASSESS)
@require_POST
def decision_ask(request, pk):
    stay = get_admission_for(request.user, pk, Permission.HOME_ASSESS)
    return press_response(
        request, homes.ask, admission=stay, goes_to=_gate(stay),
        done=_("The director is told. Write down what the children officer says."),
    )  # fmt: skip


@requires(Permission.HOME_ASSESS)
@require_http_methods(["GET", "POST"])
def officer_decision(request, pk):
    row = get_of_stay(ExitDecision, request.user, pk, Permission.HOME_ASSESS)
    return form_response(
        request, OfficerForm(request.POST or None), title=_("Decision of the children officer"),
        lead=_("Only what the officer wrote or said to you. It cannot be changed afterwards."),
        action=homes.keep_officers_word, given={"row": row}, done=_("Kept."),
        goes_to=_gate(row.admission), trail=_trail(row.admission),
    )  # fmt: skip


@requires(Permission.EXIT_DECIDE)
@require_safe
def decision_list(request):
    return list_response(request, DECISIONS, visible_decisions(request.user))


@requires(Permission.EXIT_DECIDE)
@require_safe
def decision_detail(request, pk):
    row = get_of_stay(ExitDecision, request.user, pk, Permission.EXIT_DECIDE)
    decide = Act(
        _("Decide"), address("shelter:decision_decide", row.pk), "check", Permission.EXIT_DECIDE
    )
    return record_response(
        request, row, title=_("Exit of %(code)s") % {"code": row.admission.case.code},
        trail=_list_of_decisions(), facts=exit_page.facts_of_decision(row),
        tags=exit_page.tags_of_decision(row), acts=[] if row.director_verdict else [decide],
        lead=_("You decide on code and facts; names and places are not needed for it."),
    )  # fmt: skip


@requires(Permission.EXIT_DECIDE)
@require_http_methods(["GET", "POST"])
def decision_decide(request, pk):
    row = get_of_stay(ExitDecision, request.user, pk, Permission.EXIT_DECIDE)
    code = row.admission.case.code
    return form_response(
        request, DirectorForm(request.POST or None), title=_("Exit of %(code)s") % {"code": code},
        lead=_("Alarms: %(alarms)s. It is said once; the child goes only if the children officer says yes too.")
        % {"alarms": exit_page.alarms_in_words(row)},
        submit_label=_("Decide"), action=homes.decide, given={"row": row}, done=_("Decided. The house sees it."),
        goes_to=row.get_absolute_url(), trail=[*_list_of_decisions(), (code, row.get_absolute_url())],
    )  # fmt: skip


def _gate(stay):
    return address("shelter:exit_gate", stay.pk)


def _trail(stay):
    return [*stay_page.trail_of(stay), (_("The way out"), _gate(stay))]


def _trail_of(row):
    return [*_trail(row.admission), (title_of(row), row.get_absolute_url())]


def _list_of_decisions():
    return [(_("Exits to decide"), plain_address("shelter:decision_list"))]
