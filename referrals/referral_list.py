"""The list of referrals: whose case by its code, to whom, why, and how far it is."""

import datetime as dt
import re

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from referrals.enums import ReferralStatus
from referrals.filters import ReferralFilter
from referrals.models import Referral
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link

STATUS_TONES = {
    ReferralStatus.ACCEPTED: "success",
    ReferralStatus.COMPLETED: "success",
    ReferralStatus.DECLINED: "danger",
    ReferralStatus.NO_RESPONSE: "warning",
    ReferralStatus.WITHDRAWN: "",
}
REMARKS = re.compile(r" \(|, | / ")
URGENCY_TONES = {"emergency": "danger", "urgent": "warning"}


def visible_referrals(user) -> QuerySet[Referral]:
    """Return the referrals that `user` may see, without their messages."""
    rows = Referral.objects.visible_to(user).select_related("case", "organisation")
    return rows.defer("message", "case__summary", "case__closing_note")


def status_tag(referral: Referral) -> Tag:
    is_received = referral.status == ReferralStatus.RECEIVED  # its label fills half the row
    words = _now("Received") if is_received else shortened(referral.get_status_display())
    return Tag(words, STATUS_TONES.get(referral.status, "info"))


def shortened(words: str) -> str:
    """Return a label without its remarks: a row of the list has no room for them."""
    return REMARKS.split(words, maxsplit=1)[0]


def sent_on(referral: Referral) -> dt.date | None:
    return timezone.localdate(referral.sent_at) if referral.sent_at else None


def urgency_tag(referral: Referral) -> Tag:
    words = shortened(referral.get_urgency_display())
    return Tag(words, URGENCY_TONES.get(referral.urgency, ""))


REFERRALS = ListPage(
    name="referrals",
    title=_("Referrals"),
    columns=(
        Column(
            "code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code",
            is_whole=True,
        ),
        Column(
            "case", _("Case"), lambda row: Link(row.case.code, row.case.get_absolute_url()),
            is_whole=True,
        ),
        Column(
            "organisation", _("To whom"), lambda row: row.organisation.name, "organisation__name"
        ),
        Column("reason", _("Why"), lambda row: shortened(row.get_reason_display())),
        Column("urgency", _("Urgency"), urgency_tag),
        Column("status", _("Status"), status_tag, "status"),
        Column("drafted", _("Drafted"), lambda row: row.drafted_on, "drafted_on"),
        Column("sent", _("Sent"), sent_on, "sent_at"),
    ),
    filters=ReferralFilter,
    sort="-code",
    empty_title=_("No referral yet"),
    empty_text=_("A referral is drafted from the page of a case."),
)  # fmt: skip
