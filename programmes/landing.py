"""The page from which all registers are reached: in groups, with their size and what they feed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.models import (
    Activity,
    BoardMeeting,
    BoardMember,
    Channel,
    FundingRecord,
    Investment,
    Network,
    Partnership,
    PolicyDocument,
    Project,
    StaffPost,
    TrustFundGrant,
)
from tracekenya.accounts.models import User
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission

Text = str | Promise
# Which indicators each register feeds; a test holds this against what the measures read.
FEEDS: dict[type[Model], tuple[str, ...]] = {
    Activity: ("1.1", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5"),
    Partnership: ("1.9", "3.5", "4.4"),
    Network: ("2.10", "2.11"),
    TrustFundGrant: ("3.3",),
    PolicyDocument: ("4.1",),
    FundingRecord: ("4.2",),
    StaffPost: ("4.3", "4.5"),
    BoardMember: ("4.6",),
    BoardMeeting: ("4.6",),
    Channel: ("4.7",),
    Investment: ("4.8",),
}
PROGRAMMES, INSTITUTION, BOARD = _("Programmes"), _("The institution"), _("The board")
GROUP_OF: dict[type[Model], Text] = {
    **dict.fromkeys((Activity, Project, Partnership, Network, TrustFundGrant), PROGRAMMES),
    **dict.fromkeys((BoardMember, BoardMeeting), BOARD),
}


@dataclass(frozen=True)
class Entry:
    """One register. indicators: (code, address), without address for those who may not see them."""

    label: Text
    url: str
    add_label: Text
    add_url: str
    count: int
    indicators: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    title: Text
    entries: list[Entry] = field(default_factory=list)


def grouped(registers: Sequence[Register], user: User) -> list[Group]:
    """Return the registers that the person may open, in three groups; empty groups are left out."""
    groups = {str(title): Group(title) for title in (PROGRAMMES, INSTITUTION, BOARD)}
    for register in registers:
        if user.can(register.view):
            title = GROUP_OF.get(register.model, INSTITUTION)
            groups[str(title)].entries.append(_entry(register, user))
    return [group for group in groups.values() if group.entries]


def _entry(register: Register, user: User) -> Entry:
    may_look = user.can(Permission.INDICATOR_VIEW)
    may_add = user.can(register.edit)
    codes = FEEDS.get(register.model, ())
    return Entry(
        label=register.listing.title,
        url=register.url(),
        add_label=register.add_label,
        add_url=register.url("add") if may_add else "",
        count=register.rows(user).order_by().count(),
        indicators=[(code, _indicator_url(code) if may_look else "") for code in codes],
    )


def _indicator_url(code: str) -> str:
    return reverse("reporting:indicator_detail", args=[code])
