"""What people type about leaving, checked and worded."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _lazy

from shelter.actions.departures import Departure
from shelter.forms.common import not_future, rounded_now, yes_or_no
from shelter.forms.release import ReceiverChoice
from shelter.models import ShelterExit
from tracekenya.pages.forms import EditForm
from tracekenya.ui.forms import PageFormHelper
from tracekenya.ui.widgets import DayInput, MomentInput

# title and fields of each part of the form, below the first two questions
GROUPS = (
    (_lazy("Where to, and with whom"), (
        "receiver", "reintegration_kind", "county", "destination_place", "released_to",
        "authority_document", "escort",
    )),
    (_lazy("Safe afterwards"), ("safety_plan", "first_follow_up_on", "contact_agreed")),
    (_lazy("For the way"), (
        "package_items", "package_kes", "medicine_given", "open_items_reason", "open_items_words",
    )),
    (_lazy("Ask the person"), ("politeness", "lodging", "understood_risk")),
)  # fmt: skip
FIVE = [("", "–"), *((str(n), str(n)) for n in range(1, 6))]
RECEIVER_HINT = _lazy("A child is handed only to somebody who was written down and checked before.")


def _stars(label: Any, hint: Any = "") -> forms.TypedChoiceField:
    """Return the control of an answer from 1 (bad) to 5 (good), "" for not asked."""
    return forms.TypedChoiceField(
        label=label, choices=FIVE, coerce=int, empty_value=None, required=False, help_text=hint
    )


class ExitForm(forms.ModelForm):
    """How a stay ended, to whom and where the person went, and what the person said about it."""

    left_at = forms.DateTimeField(label=_lazy("Left"), initial=rounded_now, widget=MomentInput)
    politeness = _stars(
        _lazy("How were you treated here?"),
        _lazy("1 is bad, 5 is good. Ask, do not guess; leave it empty if it was not asked."),
    )
    lodging = _stars(_lazy("How were bed and food?"))
    understood_risk = _stars(_lazy("How well do you know what to watch out for?"))
    medicine_given = yes_or_no(_lazy("Medicine handed over"), unsaid=_lazy("Not needed"))
    contact_agreed = yes_or_no(_lazy("May be contacted later"))

    class Meta:
        model = ShelterExit
        fields = ["kind", *(name for _title, names in GROUPS for name in names)]
        widgets = {
            "first_follow_up_on": DayInput,
            "safety_plan": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "reintegration_kind": _lazy(
                "The return home and its visits are written down with the exit."
            ),
            "released_to": _lazy(
                "Name, relation and phone. We ask so that somebody can be called if the person is not"
                " safe. It is sealed."
            ),
            "authority_document": _lazy(
                "Kind and number only, for example “Court order 12/2026”. A child does not leave without."
            ),
            "escort": _lazy("Whoever of us brings the person there. It is sealed."),
            "safety_plan": _lazy("What was agreed in case of danger. It is sealed."),
            "open_items_reason": _lazy("Only if the house still keeps something of this person."),
        }

    def __init__(self, *args, receivers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"] = ReceiverChoice(receivers, help_text=RECEIVER_HINT)
        self.fields["package_kes"].widget.attrs["min"] = 0
        self.order_fields(
            ["kind", "left_at", *(name for _title, names in GROUPS for name in names)]
        )
        self.helper = PageFormHelper(self)
        self.helper.layout = Layout(
            "kind", "left_at", *(Fieldset(title, *names) for title, names in GROUPS)
        )

    def clean_left_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["left_at"])

    def departure(self) -> Departure:
        return Departure(**self.cleaned_data)


class ExitEditForm(EditForm):
    """How a stay ended, corrected; what is sealed is replaced, never shown."""

    released_to = forms.CharField(
        label=_lazy("To whom the person went, if it changes"),
        required=False,
        max_length=500,
        help_text=_lazy(
            "Name, relation and phone. It is sealed and not shown here: left empty, it stays as it is."
        ),
    )
    safety_plan = forms.CharField(
        label=_lazy("Safety plan, if it changes"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_lazy("It is sealed and not shown here: left empty, it stays as it is."),
    )
    contact_agreed = yes_or_no(_lazy("May be contacted later"))
    field_order = [
        "kind", "receiver", "reintegration_kind", "county", "released_to", "authority_document",
        "safety_plan", "first_follow_up_on", "contact_agreed", "package_items", "package_kes",
    ]  # fmt: skip

    class Meta(EditForm.Meta):
        model = ShelterExit
        fields = [
            "kind", "receiver", "reintegration_kind", "county", "authority_document",
            "first_follow_up_on", "contact_agreed", "package_items", "package_kes",
        ]  # fmt: skip
        help_texts = {
            "authority_document": _lazy(
                "Kind and number only, for example “Court order 12/2026”. A child does not leave without."
            ),
            "first_follow_up_on": _lazy("The day of the first visit or call after the exit."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = self.instance.admission.receivers.all()
        kept = self.fields["receiver"].initial
        self.fields["receiver"] = ReceiverChoice(people, help_text=RECEIVER_HINT, initial=kept)
