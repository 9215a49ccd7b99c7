"""What the pages of referrals show."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases.case_page import ways_to
from cases.reveals import Reveal
from referrals.access import get_referral_for
from referrals.enums import NEXT_STEPS, ReferralStatus
from referrals.models import Referral
from tracekenya.lib import vocabularies
from tracekenya.lib.addresses import address
from tracekenya.pages.facts import Fact, fact
from tracekenya.pages.listing import Act
from tracekenya.roles.permissions import Permission

ASK_FOR_BED = "hold_bed"  # the next step of a case, as the house offers it
READ = Reveal(
    route="referrals:referral_read", folder="", act=Permission.REFERRAL_MESSAGE,
    get=lambda user, pk, act: get_referral_for(user, pk, act), fields=("message",),
    label=_lazy("Read the message"),
    title=lambda referral: _("Message of %(code)s") % {"code": referral.code},
)  # fmt: skip


def acts_of(referral: Referral, user) -> list[Act]:
    """Return the steps that the reader may take now."""
    acts, pk = READ.act_on(referral, user), referral.pk
    if may_send(referral, user):
        acts.append(Act(_("Send"), address("referrals:referral_send", pk), "referral"))
    if may_answer(referral, user):
        is_draft = referral.status == ReferralStatus.DRAFT
        words = _("Withdraw the draft") if is_draft else _("Record what came back")
        if is_draft:
            acts.append(Act(_("Change"), address("referrals:referral_edit", pk), "edit"))
        acts.append(Act(words, address("referrals:referral_answer", pk)))
    for url in ways_to(ASK_FOR_BED, [referral.case], user).values():
        acts.append(Act(_("Ask for a bed"), url, "bed"))
    return acts


def may_send(referral: Referral, user) -> bool:
    return is_open_draft(referral) and user.can(Permission.REFERRAL_SEND)


def may_answer(referral: Referral, user) -> bool:
    steps = NEXT_STEPS[ReferralStatus(referral.status)] if referral.case.is_open else ()
    return bool(steps) and user.can(Permission.REFERRAL_DRAFT)


def is_open_draft(referral: Referral) -> bool:
    return referral.status == ReferralStatus.DRAFT and referral.case.is_open


def context_of(referral: Referral, user) -> dict[str, Any]:
    """Return what `referrals/referral_detail.html` needs beside the facts."""
    return {
        "may_send": may_send(referral, user),
        "may_answer": may_answer(referral, user),
        "waits_for_sender": referral.status == ReferralStatus.DRAFT
        and not user.can(Permission.REFERRAL_SEND),
        "timeline": [
            {"at": step.at, "title": vocabularies.label("referral_status", step.to_status), "by": step.by}
            for step in referral.steps.all()
        ],
    }  # fmt: skip


def facts_of_referral(referral: Referral, user) -> list[Fact]:
    """Return what it is about; the message opens by a click."""
    organisation, case = referral.organisation, referral.case
    url = organisation.get_absolute_url() if user.can(Permission.DIRECTORY_VIEW) else ""
    facts = [
        fact(_("Case"), case.code, url=case.get_absolute_url()),
        fact(_("To whom"), organisation.name, url=url),
        fact(_("Kind"), referral.get_kind_display()),
        fact(_("Why"), referral.get_reason_display()),
        fact(_("How urgent"), referral.get_urgency_display()),
        fact(_("On what strength"), _strength(referral)),
        fact(_("Why declined"), referral.get_decline_reason_display()),
    ]
    days = [
        (_("Drafted"), referral.drafted_on),
        (_("Sent"), timezone.localdate(referral.sent_at) if referral.sent_at else None),
        (_("Accepted"), referral.accepted_on),
        (_("Completed"), referral.completed_on),
    ]
    return facts + [fact(label, date_format(day) if day else "") for label, day in days]


def _strength(referral: Referral) -> str:
    if referral.consent is not None:
        given_on = date_format(referral.consent.given_on)
        return _("Consent of %(day)s") % {"day": given_on}
    return str(referral.get_legal_basis_display())
