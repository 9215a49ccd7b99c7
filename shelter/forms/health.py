"""What people type about the health of a resident."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.health import CARE, FINDINGS
from shelter.models import HealthCheck
from tracekenya.pages.forms import EditForm, NewRowForm, control_of
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.widgets import MomentInput

MOMENTS = dict.fromkeys(("checked_at", "assault_at", "pep_started_at"), MomentInput)
SEALED = (*FINDINGS, *CARE, "hiv_note")
HINTS = {
    "consent": _("A check without consent is no care. Refused: write only that, and ask again later."),
    "complaints": _("What the person says. It is sealed."),
    "injuries": _("Where, how large, how old: a court may ask for it. It is sealed."),
    "assault_at": _("If there was one in the last days. For 72 hours care can prevent HIV and a pregnancy."),
    "post_rape_care": _("Empty while nothing is decided: the house and the case manager are told."),
    "suicide_risk": _("Ask it plainly. If yes, do not leave the person alone: an incident is opened."),
    "chronic": _("The house reads it, so that it can care."),
    "follow_up_on": _("Everybody who sees the stay sees this day."),
    "hiv_note": _("Only if the person wants it written. Sealed a second time; very few may open it."),
}  # fmt: skip


class HealthForm(NewRowForm):
    """One health check, as it is made."""

    class Meta(NewRowForm.Meta):
        model = HealthCheck
        fields = ["checked_at", *SEALED, "follow_up_on"]
        widgets = MOMENTS
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["checked_at"].initial = rounded_now


class HealthEditForm(EditForm):
    """A check that is kept: what was sealed is not shown; what is typed here takes its place."""

    class Meta(EditForm.Meta):
        model = HealthCheck
        fields = ["checked_at", "follow_up_on"]
        widgets = MOMENTS
        help_texts = HINTS

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SEALED:
            self.fields[name] = _empty(name)
        self.helper = PageFormHelper(self)  # one that knows these fields too

    def unbound(self) -> "HealthEditForm":
        """Return the form on the saved row, without what is sealed."""
        return type(self)(instance=self.instance)


def _empty(name: str) -> forms.Field:
    """Return an optional field for what is sealed already; a code can be left as it is."""
    field = HealthCheck._meta.get_field(name)
    given: dict[str, Any] = {"required": False, "help_text": HINTS.get(name, "")}
    if name in MOMENTS:
        given["widget"] = MomentInput
    control = control_of(field, **given)
    if control is None:
        raise TypeError(name)
    return control
