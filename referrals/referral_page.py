"""What the pages of referrals show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals.enums import NEXT_STEPS, ReferralStatus
from referrals.models import Referral
from tracekenya.lib import vocabularies
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column, Link, Table

TONES = {
    ReferralStatus.ACCEPTED: "success",
    ReferralStatus.COMPLETED: "success",
    ReferralStatus.DECLINED: "danger",
    ReferralStatus.NO_RESPONSE: "warning",
}


def visible_referrals(user) -> QuerySet[Referral]:
    """Return the referrals that `user` may see, newest first, without their messages."""
    rows = Referral.objects.visible_to(user).select_related("case", "organisation")
    return rows.defer("message", "case__summary", "case__closing_note")


def table_of(referrals: Iterable[Referral]) -> Table:
    columns = [Column(_("Code")), Column(_("To whom")), Column(_("Status")), Column(_("Urgency")),
               Column(_("Case")), Column(_("Drafted"))]  # fmt: skip
    return Table(_("Referrals"), columns, [_row(referral) for referral in referrals])


def context_of(referral: Referral, user) -> dict[str, Any]:
    """Return what `referrals/referral_detail.html` needs."""
    status = ReferralStatus(referral.status)
    open_steps = NEXT_STEPS[status] if referral.case.is_open else ()
    is_draft = status is ReferralStatus.DRAFT
    return {
        "referral": referral,
        "tone": TONES.get(status, "info"),
        "facts": _facts(referral, user),
        "timeline": [
            {"at": step.at, "title": vocabularies.label("referral_status", step.to_status), "by": step.by}
            for step in referral.steps.all()
        ],
        "may_send": is_draft and bool(open_steps) and user.can(Permission.REFERRAL_SEND),
        "may_answer": bool(open_steps) and user.can(Permission.REFERRAL_DRAFT),
        "waits_for_sender": is_draft and not user.can(Permission.REFERRAL_SEND),
    }  # fmt: skip


def _facts(referral: Referral, user) -> list[dict[str, Any]]:
    days = [
        (_("Drafted"), referral.drafted_on),
        (_("Sent"), timezone.localdate(referral.sent_at) if referral.sent_at else None),
        (_("Accepted"), referral.accepted_on),
        (_("Completed"), referral.completed_on),
    ]
    words = [
        (_("To whom"), referral.organisation),
        (_("Kind"), referral.get_kind_display()),
        (_("Why"), referral.get_reason_display()),
        (_("How urgent"), referral.get_urgency_display()),
        (_("On what strength"), _strength(referral)),
        (_("Why declined"), referral.get_decline_reason_display()),
    ]
    if user.can(Permission.REFERRAL_DRAFT):
        words.append((_("What they need to know"), referral.message))
    rows = words + [(label, date_format(day) if day else "") for label, day in days]
    return [{"label": label, "value": value or ""} for label, value in rows]


def _strength(referral: Referral) -> str:
    if referral.consent is not None:
        given_on = date_format(referral.consent.given_on)
        return _("Consent of %(day)s") % {"day": given_on}
    return str(referral.get_legal_basis_display())


def _row(referral: Referral) -> list[str | Link]:
    return [
        Link(referral.code, referral.get_absolute_url()),
        str(referral.organisation),
        str(referral.get_status_display()),
        str(referral.get_urgency_display()),
        Link(referral.case.code, referral.case.get_absolute_url()),
        date_format(referral.drafted_on, "SHORT_DATE_FORMAT"),
    ]
