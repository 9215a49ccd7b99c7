"""The roll-call of a house."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import rollcall
from shelter.access import get_shelter_for
from shelter.actions import rollcall as acts
from shelter.forms.rollcall import RollCallForm
from shelter.house_records import get_of_house
from shelter.models import RollCall
from shelter.moments import moment_words
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record_look
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.facts import facts_of
from tracekenya.pages.listing import list_response
from tracekenya.pages.responses import Panel, record_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import perform

FIELDS = ("called_at", "shift", "expected", "counted", "differs_words")


@requires(Permission.HOUSE_READ)
@require_safe
def roll_call_list(request):
    return list_response(request, rollcall.ROLL_CALLS, rollcall.visible_rolls(request.user))


@requires(Permission.HOUSE_KEEP)
@require_http_methods(["GET", "POST"])
def roll_call_add(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_KEEP)
    residents = rollcall.expected_in(shelter, timezone.now())
    shown, hidden = rollcall.seen_by(request.user, residents)
    form = RollCallForm(request.POST or None, residents=shown)
    if form.is_valid():
        given = {"counted": form.cleaned_data["counted"], "states": form.states}
        given |= {name: form.cleaned_data[name] for name in ("differs_words", "submission")}
        roll = perform(form, acts.call, shelter=shelter, by=request.user, **given)
        if roll:
            messages.success(request, _("The roll-call is kept."))
            return redirect(roll)
    here = sum(each.state == "present" for each in residents)
    context = {
        "form": form, "title": _("Roll-call: %(shelter)s") % {"shelter": shelter},
        "trail": [(str(shelter), shelter.get_absolute_url())], "cancel_url": shelter.get_absolute_url(),
        "here": here, "all": len(residents), "hidden": len(hidden), "submit_label": _("Keep the count"),
    }  # fmt: skip
    return render(request, "shelter/roll_call_add.html", context)


@requires(Permission.HOUSE_READ)
@require_safe
def roll_call_detail(request, pk):
    roll = get_of_house(RollCall, request.user, pk, Permission.HOUSE_READ)
    answers = rollcall.answers_of(roll, request.user)
    roll.who = sum(each.state == "unexplained" for each in answers)
    record_look(AuditKind.VIEWED, by=request.user, target=roll)
    found = [
        (each, rollcall.state_tag(each.state), [a for a in rollcall.acts_on(each) if request.user.can(a.permission)])
        for each in answers
    ]  # fmt: skip
    return record_response(
        request, roll, title=_("Roll-call of %(time)s") % {"time": moment_words(roll.called_at)},
        trail=[(_("Roll-calls"), plain_address("shelter:roll_call_list")), (str(roll.shelter), roll.shelter.get_absolute_url())],
        facts=facts_of(roll, FIELDS, reader=request.user), tags=[rollcall.result_of(roll)],
        panels=[Panel("answers", _("Residents"), "shelter/_roll_answers.html", {"rows": found})] if found else [],
    )  # fmt: skip
