"""Words of the phone's short forms: working alone, a follow-up, a report of the community, a visit."""

from django.utils.translation import gettext_lazy as _

TEXTS = [
    _("More"), _("Check-in"), _("Follow-up"), _("Community report"), _("Visit"), _("Go on"),
    _("For when you work alone. Your supervisor is told if you are late."),
    _("When do you say so again?"),
    _("30 minutes"), _("1 hour"), _("2 hours"), _("4 hours"),
    _("I am well"), _("I need help"), _("I stop now: do not wait for me"),
    _("Your office does not know yet. Call a number until this says “Received”."),
    _("Of which intercept?"), _("Choose the intercept."),
    _("No intercept of the last 30 days is known on this phone."),
    _("Day"), _("Choose a day until today."),
    _("How?"), _("Choose how."), _("By phone"), _("We met"), _("By message"),
    _("I reached the person"),
    _("Is the person safe?"), _("Say whether the person is safe."), _("Safe"), _("Not safe"),
    _("What you heard (optional)"),
    _("What were you told?"), _("Write what you were told."),
    _("Leave out who told you, unless the person agrees to be called."),
    _("County (optional)"), _("Place (optional)"),
    _("The person agrees to be called"), _("Phone"), _("Enter the number."),
    _("What was the visit about?"), _("Choose what it was about."),
    _("After going home"), _("The business of the trust fund"),
    _("Code of the case or the person"), _("Enter the code."),
    _("As your office gave it to you. Never a name."),
    _("What came out of it?"), _("Choose what came out of it."),
    _("The business is running"), _("The business has closed"),
    _("Income a month, KES (optional)"),
    _("How the person lives, and what is needed (optional)"),
]  # fmt: skip
