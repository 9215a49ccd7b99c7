"""What people type about leaving, checked and worded."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _lazy

from shelter.actions.departures import Departure
from shelter.forms.common import not_future, rounded_now
from shelter.models import ShelterExit
from tracekenya.pages.forms import EditForm
from tracekenya.ui.widgets import DayInput, MomentInput


class ExitForm(forms.ModelForm):
    """How a stay ended and where the person went."""

    left_at = forms.DateTimeField(label=_lazy("Left"), initial=rounded_now, widget=MomentInput)
    field_order = ["kind", "left_at"]

    class Meta:
        model = ShelterExit
        fields = [
            "kind", "county", "released_to", "authority_document", "safety_plan", "first_follow_up_on",
        ]  # fmt: skip
        widgets = {
            "first_follow_up_on": DayInput,
            "safety_plan": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "released_to": _lazy(
                "Name, relation and phone. We ask so that somebody can be called if the person is not"
                " safe. It is sealed."
            ),
            "authority_document": _lazy(
                "Kind and number only, for example “Court order 12/2026”. A child does not leave without."
            ),
            "safety_plan": _lazy("What was agreed in case of danger. It is sealed."),
        }

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
    field_order = [
        "kind", "county", "released_to", "authority_document", "safety_plan", "first_follow_up_on",
    ]  # fmt: skip

    class Meta(EditForm.Meta):
        model = ShelterExit
        fields = ["kind", "county", "authority_document", "first_follow_up_on"]
        help_texts = {
            "authority_document": _lazy(
                "Kind and number only, for example “Court order 12/2026”. A child does not leave without."
            ),
            "first_follow_up_on": _lazy("The day of the first visit or call after the exit."),
        }
