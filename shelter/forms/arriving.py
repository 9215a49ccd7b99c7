"""What is asked of everybody who comes in, at the door or on a request: four answers, then one question."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.enums import TellAnswer
from shelter.forms.common import not_future, rounded_now
from shelter.forms.stays import NeedsForm, StayForm
from shelter.models import Admission
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.widgets import MomentInput

MOST_LETTERS = 500  # of whom to tell


def _control(name: str, **options: Any) -> forms.Field:
    return Admission._meta.get_field(name).formfield(**options)


class ArrivalForm(NeedsForm, StayForm):
    """When, why and on whose authority somebody came, what they need tonight, and whom we may tell."""

    admitted_at = forms.DateTimeField(label=_("Arrived"), initial=rounded_now, widget=MomentInput)
    reason = _control("reason")
    legal_authority = _control(
        "legal_authority",
        help_text=_(
            "A child without authority is let in all the same; the children officer is told today."
        ),
    )
    urgent_needs = forms.CharField(
        label=_("Urgent needs"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What tonight's staff must know, for example medicine or food. It is sealed and only"
            " those who care for the person read it."
        ),
    )  # fmt: skip
    may_tell_answer = _control(
        "may_tell_answer", required=False,
        label=_("Ask: “If you leave and we do not know where you are, whom may we tell?”"),
        help_text=_("The person may say nobody. It may wait until they have slept."),
    )  # fmt: skip
    may_tell = forms.CharField(
        label=_("Whom, and how"), required=False, max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Name and telephone, as the person says. Sealed."),
    )  # fmt: skip
    first: tuple[str, ...] = ()  # what is drawn above the question, in order
    last: tuple[str, ...] = ()  # what only some have, below it

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        question = Fieldset(_("One question to the person"), "may_tell_answer", "may_tell")
        rest = [name for name in self.last if name in self.fields]
        more = [Fieldset(_("Only if it applies"), *rest)] if rest else []
        self.order_fields([*self.first, "may_tell_answer", "may_tell", *rest])
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(*self.first, question, *more)

    def clean_admitted_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["admitted_at"])

    def clean(self) -> dict[str, Any]:
        """Whoever writes somebody down has asked: the answer need not be chosen as well."""
        data = super().clean() or self.cleaned_data
        answer = data.get("may_tell_answer") or TellAnswer.NOT_ASKED
        if answer == TellAnswer.NOT_ASKED and data.get("may_tell", "").strip():
            answer = TellAnswer.NAMED
        data["may_tell_answer"] = str(answer)
        return data
