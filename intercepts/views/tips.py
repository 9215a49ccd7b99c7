"""Pages around tips: one from a crew, the intercept that followed, letters of thanks."""

import datetime as dt

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from intercepts.access import get_crew_member_for, get_operator_for
from intercepts.actions import tips
from intercepts.registers.operators import OPERATORS
from intercepts.registers.tips import TIPS
from intercepts.views.intercepts import GET_POST
from tracekenya.pages.forms import NewRowForm
from tracekenya.pages.responses import form_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.forms import PageFormHelper

A_YEAR = dt.timedelta(days=365)
FEWEST_TOLD = 5  # a smaller number could point at one of the crew


class JoinForm(forms.Form):
    code = forms.CharField(
        label=_lazy("Code of the intercept"), max_length=tips.MOST_CODE,
        help_text=_lazy("As it stands in the list of intercepts, for example INT-MTWAPA-2026-0001."),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.helper = PageFormHelper(self)


@requires(Permission.TIP_KEEP)
@require_http_methods(GET_POST)
def crew_tip_add(request, pk):
    member = get_crew_member_for(request.user, pk)
    form = TIPS.form(NewRowForm)(request.POST or None)
    for name in ("operator", "source"):  # known from who told us
        del form.fields[name]
    operator = member.organisation.transport_operator
    return form_response(
        request, form, title=_("Write down a tip of this crew"), action=tips.add,
        given={"crew_member": member}, done=_("Kept."), goes_to=None,
        cancel_url=member.get_absolute_url(),
        lead=_("Who told us is opened only by those who work with crews."),
        trail=[*_to(operator), (str(member), member.get_absolute_url())],
    )  # fmt: skip


@requires(Permission.TIP_KEEP)
@require_http_methods(GET_POST)
def tip_join(request, pk):
    tip = TIPS.get_for(request.user, pk)
    return form_response(
        request, JoinForm(request.POST or None), title=_("Join to an intercept"),
        action=tips.join, given={"tip": tip}, done=_("Joined."), goes_to=tip,
        trail=TIPS.trail(request.user, (tip.code, tip.get_absolute_url())),
    )  # fmt: skip


@requires(Permission.PROGRAMME_REGISTER_EDIT)
@require_http_methods(GET_POST)
def operator_thanks(request, pk):
    operator = get_operator_for(request.user, pk)
    told = tips.heard_since(operator, timezone.localdate() - A_YEAR)
    addressee = _("the management and crews of %(operator)s") % {"operator": operator}
    return _letter(
        request, operator, back=operator.get_absolute_url(), trail=_to(operator),
        letter={"addressee": addressee, "tips": told, "many_tips": told >= FEWEST_TOLD},
    )  # fmt: skip


@requires(Permission.CREW_VIEW)
@require_http_methods(GET_POST)
def crew_thanks(request, pk):
    member = get_crew_member_for(request.user, pk)
    operator = member.organisation.transport_operator
    back = member.get_absolute_url()
    return _letter(
        request, member, back=back, trail=[*_to(operator), (str(member), back)],
        letter={"addressee": str(member.names) or str(member)} if request.method == "POST" else {},
    )  # fmt: skip


def _letter(request, target, *, letter, back, trail):
    """Ask; or draw the letter, once that it is printed stands in the trail."""
    context = {"title": _("Letter of thanks"), "back": back}
    if request.method != "POST":
        lead = _("It names no survivor, no case and no intercept.")
        asking = context | {"trail": trail, "lead": lead}
        return render(request, "intercepts/thanks_ask.html", asking)
    tips.keep_letter(target=target, by=request.user)
    context |= {"printed_at": timezone.now(), **letter}
    return render(request, "intercepts/thanks_letter.html", context)


def _to(operator):
    return [
        (str(OPERATORS.listing.title), OPERATORS.url()),
        (str(operator), operator.get_absolute_url()),
    ]
