"""What a notice can be about. The sentences stand in `words.py`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NoticeKind(TextChoices):
    BREAK_GLASS_OPENED = "break_glass_opened", _("File opened in an emergency")
    BREAK_GLASS_TO_REVIEW = "break_glass_to_review", _("Emergency opening to review")
    ACCOUNT_RESTRICTED = "account_restricted", _("Account restricted")
    ACCOUNT_CHANGED = "account_changed", _("Way of signing in changed")
    ROLE_WAITS = "role_waits", _("Role to approve")
    RESET_WAITS = "reset_waits", _("Lost second factor")
    WEEKLY_LOOKS = "weekly_looks", _("Who looked at your cases")
    MANY_CASES = "many_cases", _("Many cases opened")
    TRAIL_BROKEN = "trail_broken", _("Audit trail does not fit")
    KEY_EVENT = "key_event", _("Keys of the vault")
    BREAK_GLASS_STILL_WAITS = "break_glass_still_waits", _("Emergency opening still to review")
    ACCOUNT_WILL_CLOSE = "account_will_close", _("Your account may close")
    ACCOUNT_CLOSED = "account_closed", _("Your account is closed")
