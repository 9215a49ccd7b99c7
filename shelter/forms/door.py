"""What is asked of somebody at the door: eight fields, four of them required."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Person
from shelter import occupancy
from shelter.actions.arrivals import Arrival
from shelter.forms.common import not_future, rounded_now
from shelter.forms.stays import BedChoice
from shelter.models import Admission
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin
from tracekenya.ui.widgets import MomentInput

MOST_YEARS = 120
MOST_NAMES = 200


class DoorForm(SubmissionMixin, forms.Form):
    """Who came, when and why, on whose authority, into which bed; the rest is asked when there is time."""

    names = forms.CharField(
        label=_("Name or what the person wants to be called"), required=False,
        max_length=MOST_NAMES,
        help_text=_("As the person says it. It may wait. Sealed; lists show a code only."),
    )  # fmt: skip
    sex = Person._meta.get_field("sex").formfield(
        required=False, help_text=_("It decides which rooms suit.")
    )
    age = forms.IntegerField(
        label=_("Age in years, as stated"), required=False, min_value=0, max_value=MOST_YEARS,
        help_text=_("Without an age the person is protected as a child."),
    )  # fmt: skip
    admitted_at = forms.DateTimeField(label=_("Arrived"), initial=rounded_now, widget=MomentInput)
    bed = BedChoice(
        help_text=_("A bed that does not suit is refused, and those that suit are shown.")
    )
    reason = Admission._meta.get_field("reason").formfield()
    legal_authority = Admission._meta.get_field("legal_authority").formfield(
        help_text=_(
            "A child without authority is let in all the same; the children officer is told today."
        )
    )
    urgent_needs = forms.CharField(
        label=_("Urgent needs"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "What tonight's staff must know, for example medicine or food. It is sealed and only"
            " those who care for the person read it."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, offers: list[occupancy.Offer], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["bed"]
        field.show([offer for offer in offers if not offer.with_mother])
        field.error_messages["invalid_choice"] = _(
            "This bed does not suit the person, or is no longer free. Choose one of those below."
        )
        self.helper = PageFormHelper(self)

    def clean_admitted_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["admitted_at"])

    def person(self) -> dict[str, Any]:
        """Return what the register of people takes."""
        data, age = self.cleaned_data, self.cleaned_data["age"]
        return {
            "names": data["names"], "sex": data["sex"] or "unknown", "stated_age": age,
            "stated_age_on": None if age is None else timezone.localdate(),
        }  # fmt: skip

    def arrival(self) -> Arrival:
        names = ("admitted_at", "reason", "legal_authority", "urgent_needs")
        return Arrival(**{name: self.cleaned_data[name] for name in names})
