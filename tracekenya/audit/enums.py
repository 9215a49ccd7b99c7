"""The kinds of acts that leave a row in the trail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AuditKind(TextChoices):
    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    VIEWED = "viewed", _("opened")
    REVEALED = "revealed", _("identity opened")
    SEARCHED = "searched", _("searched")
    STATUS_CHANGED = "status_changed", _("status changed")
    CASE_CLOSED = "case_closed", _("case closed")
    GRANTED = "granted", _("access granted")
    GRANT_ENDED = "grant_ended", _("access ended")
    SENT = "sent", _("sent")
    ADMITTED = "admitted", _("admitted")
    EXITED = "exited", _("left the shelter")
    CLASSIFIED = "classified", _("classified")
    REPORT_ORDERED = "report_ordered", _("report ordered")
    REPORT_OPENED = "report_opened", _("report opened")
    EXPORTED = "exported", _("exported")
    PRINTED = "printed", _("printed")
    PLAN_LOADED = "plan_loaded", _("plan loaded")
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SIGNED_OUT = "signed_out", _("signed out")
    SECOND_FACTOR_CHANGED = "second_factor_changed", _("second factor changed")
    REFUSED = "refused", _("refused")
    ERASED = "erased", _("identity erased")
    CASE_RESTRICTED = "case_restricted", _("restriction changed")
    CONFLICT_DECLARED = "conflict_declared", _("conflict of interest declared")
    CONFLICT_ENDED = "conflict_ended", _("conflict of interest ended")
    EMERGENCY_OPENED = "emergency_opened", _("opened in an emergency")
    EMERGENCY_REVIEWED = "emergency_reviewed", _("emergency opening reviewed")
    ACCOUNT_RESTRICTED = "account_restricted", _("account restricted")
    DECIDED = "decided", _("decided")
    HANDED_OVER = "handed_over", _("handed over")
    ROLL_CALLED = "roll_called", _("residents counted")
    TRANSFERRED = "transferred", _("moved to another shelter")
    IMPORTED = "imported", _("taken over from a sheet")
    TOLD = "told", _("somebody was told")
    SUSPENDED = "suspended", _("suspension changed")
    PEOPLE_MERGED = "people_merged", _("found to be one person")


# Reading acts: they change nothing, and whoever answers for a case may ask who did them.
LOOKS = (AuditKind.VIEWED, AuditKind.REVEALED, AuditKind.EXPORTED, AuditKind.PRINTED)


class Misfit(TextChoices):
    """Why a row does not fit, as a check names it."""

    CHANGED = "changed", _("the row was changed")
    DELETED = "deleted", _("the row was deleted")
    GAP = "gap", _("a link of the chain is missing")
    CHAIN = "chain", _("the chain was reordered or rewritten here")
    REWRITTEN = "rewritten", _("the chain differs from the file of heads")
    TAIL = "tail", _("the end of the chain was cut off")
    UNSEALED = "unsealed", _("the row was put in behind the chain, or the sealer stands still")
    FILE = "file", _("the file of heads was changed or is missing")
