"""The sentence of each kind of notice, and the page that it leads to. Codes only, nobody's name."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.notices.enums import NoticeKind


@dataclass(frozen=True)
class Words:
    """`sentence` may hold %(code)s (of what it is about) and %(by)s (staff code of who acted).

    `route`: where a notice leads that is about no record; `act`: the words on that link.
    """

    sentence: Promise
    act: Promise = _("Open it")
    route: str = ""


WORDS: dict[str, Words] = {
    NoticeKind.BREAK_GLASS_OPENED: Words(
        _("%(by)s opened the restricted file %(code)s in an emergency.")
    ),
    NoticeKind.BREAK_GLASS_TO_REVIEW: Words(
        _("The emergency opening of %(code)s by %(by)s waits for a review.")
    ),
    NoticeKind.ACCOUNT_RESTRICTED: Words(_("The account %(code)s was restricted.")),
    NoticeKind.ACCOUNT_CHANGED: Words(
        _(
            "The way your account signs in was changed. If it was not you, tell the system"
            " administrator at once."
        )
    ),
    NoticeKind.ROLE_WAITS: Words(
        _("A role for %(code)s waits for your approval."), route="administration:approval_list"
    ),
    NoticeKind.RESET_WAITS: Words(
        _("A reset of the second factor of %(code)s waits for your decision."),
        route="administration:reset_list",
    ),
    NoticeKind.WEEKLY_LOOKS: Words(_("See who looked at your cases last week.")),
    NoticeKind.MANY_CASES: Words(
        _("%(code)s opened unusually many cases within an hour."),
        act=_("See the trail"),
        route="administration:trail_list",
    ),
    NoticeKind.TRAIL_BROKEN: Words(
        _("The audit trail does not fit: somebody may have changed it."),
        act=_("See the trail"),
        route="administration:trail_list",
    ),
    NoticeKind.KEY_EVENT: Words(_("The keys of the vault were changed.")),
    NoticeKind.BREAK_GLASS_STILL_WAITS: Words(
        _(
            "The emergency opening of %(code)s by %(by)s still waits for a review. 72 hours after it"
            " the account of who opened it is restricted."
        )
    ),
    NoticeKind.ACCOUNT_WILL_CLOSE: Words(
        _(
            "Your emergency opening of %(code)s waits for its review. Your account closes 72 hours"
            " after the opening unless it is reviewed before."
        )
    ),
    NoticeKind.ACCOUNT_CLOSED: Words(
        _(
            "Your account is closed: nobody reviewed your emergency opening of %(code)s within 72"
            " hours. It opens again with the review; ask the data protection officer."
        )
    ),
}


def words_of(kind: str) -> Words:
    return WORDS[NoticeKind(kind)]
