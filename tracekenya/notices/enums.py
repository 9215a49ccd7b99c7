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
    STAY_DUE = "stay_due", _("Task of a stay is due")
    CHILD_WITHOUT_AUTHORITY = "child_no_authority", _("Child without authority")
    ASSAULT_WINDOW = "assault_window", _("Care that cannot wait")
    MEDICINE_MISSED = "medicine_missed", _("Medicine missed")
    ABSENCE_LATE = "absence_late", _("Not back in time")
    ROLL_CALL_DIFFERS = "roll_call_differs", _("Residents not accounted for")
    SHIFT_MISSING = "shift_missing", _("Shift without a handover")
    PERSON_MISSING = "person_missing", _("Resident missing")
    INCIDENT_SERIOUS = "incident_serious", _("Serious incident")
    EXIT_WAITS = "exit_waits", _("Exit to decide")
    EXTENSION_WAITS = "extension_waits", _("Longer stay to approve")
    TRANSFER_WAITS = "transfer_waits", _("Move between shelters to answer")
    HEARING_NEAR = "hearing_near", _("Hearing soon")
    ALLEGATION = "allegation", _("Something for you alone")
    SEALED_NOTE = "sealed_note", _("Sealed note")
    EXTENSION_ANSWERED = "extension_answered", _("Longer stay answered")
    TRANSFER_ANSWERED = "transfer_answered", _("Move between shelters answered")
    INTERCEPT_ALERT = "intercept_alert", _("Intercept that cannot wait")
    VISITOR_MATCHES = "visitor_matches", _("Visitor to look at")
