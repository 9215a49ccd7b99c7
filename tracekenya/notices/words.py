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
    NoticeKind.STAY_DUE: Words(_("A task for %(code)s in the shelter is due.")),
    NoticeKind.CHILD_WITHOUT_AUTHORITY: Words(
        _("The child of %(code)s still stays without an authority in writing.")
    ),
    NoticeKind.ASSAULT_WINDOW: Words(
        _("Care for %(code)s cannot wait: open the health check now.")
    ),
    NoticeKind.MEDICINE_MISSED: Words(_("A medicine for %(code)s was not given in time.")),
    NoticeKind.ABSENCE_LATE: Words(_("The resident of %(code)s is not back in time.")),
    NoticeKind.ROLL_CALL_DIFFERS: Words(
        _("A roll-call in %(code)s does not fit: see who is meant.")
    ),
    NoticeKind.SHIFT_MISSING: Words(_("A shift in %(code)s ended without a handover.")),
    NoticeKind.PERSON_MISSING: Words(_("The resident of %(code)s is missing.")),
    NoticeKind.INCIDENT_SERIOUS: Words(_("A serious incident in %(code)s was written down.")),
    NoticeKind.EXIT_WAITS: Words(_("The exit of %(code)s waits for your decision.")),
    NoticeKind.EXTENSION_WAITS: Words(_("A longer stay of %(code)s waits for your approval.")),
    NoticeKind.TRANSFER_WAITS: Words(
        _("A move of %(code)s between shelters waits for your answer.")
    ),
    NoticeKind.EXTENSION_ANSWERED: Words(
        _("There is an answer about the longer stay of %(code)s.")
    ),
    NoticeKind.TRANSFER_ANSWERED: Words(
        _("There is an answer about the move of %(code)s between shelters.")
    ),
    NoticeKind.HEARING_NEAR: Words(_("A hearing of %(code)s is near.")),
    NoticeKind.ALLEGATION: Words(_("Something waits for you alone.")),
    NoticeKind.INTERCEPT_ALERT: Words(
        _("The intercept %(code)s cannot wait: see who is meant and take it.")
    ),
    NoticeKind.RECORD_TO_MEND: Words(
        _("A record of a phone could not be taken as it came, and may not wait: open and mend it.")
    ),
    NoticeKind.VISITOR_MATCHES: Words(
        _("A visitor at the door of %(code)s matches our register: call the house.")
    ),
    NoticeKind.REPEAT_FOUND: Words(_("Something of a new record matches our register: %(code)s.")),
    NoticeKind.CHECK_IN_LATE: Words(_("%(code)s works alone and has not checked in. Call now.")),
    NoticeKind.HELP_CALLED: Words(_("%(code)s calls for help. Call and send somebody now.")),
    NoticeKind.SEALED_NOTE: Words(_("A sealed note waits for you.")),
}


def words_of(kind: str) -> Words:
    return WORDS[NoticeKind(kind)]
