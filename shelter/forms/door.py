"""What is asked at the door and on a request: eight answers, four of them required, and one question."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Person
from shelter import occupancy
from shelter.actions.arrivals import Arrival
from shelter.forms.arriving import ArrivalForm
from shelter.forms.common import MOST_DAYS
from shelter.models import Admission
from tracekenya.ui.forms import SubmissionMixin

MOST_YEARS = 120
MOST_NAMES = 200
CAME_ALONE = "self"
OF_PERSON = ("names", "sex", "age")


class AdmitForm(ArrivalForm):
    """The arrival of somebody who was asked for, or whose case is open."""

    risk_level = Admission._meta.get_field("risk_level").formfield(required=False)
    expected_days = forms.IntegerField(
        label=_("Expected stay, days"), required=False, min_value=1, max_value=MOST_DAYS
    )
    first = (
        "bed", "admitted_at", "reason", "legal_authority", "risk_level", "expected_days",
        "urgent_needs",
    )  # fmt: skip
    last = ("needs", "mother")

    def arrival(self) -> Arrival:
        left_out = {"bed", "seen"}
        return Arrival(**{n: value for n, value in self.cleaned_data.items() if n not in left_out})


class DoorForm(SubmissionMixin, ArrivalForm):
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
    source = Case._meta.get_field("source").formfield(
        label=_("How did we hear of the person?"), required=False, initial=CAME_ALONE,
        help_text=_("Whoever came by themselves or with family: leave it."),
    )  # fmt: skip
    first = (*OF_PERSON, "admitted_at", "bed", "reason", "legal_authority", "urgent_needs")
    last = ("needs", "mother", "source")

    def __init__(self, *args: Any, offers: list[occupancy.Offer], **options: Any) -> None:
        super().__init__(*args, offers=offers, **options)
        field = self.fields["bed"]
        field.initial = None  # nobody has said yet who came
        field.help_text = _("A bed that does not suit is refused, and those that suit are shown.")
        field.error_messages["invalid_choice"] = _(
            "This bed does not suit the person, or is no longer free. Choose one of those below."
        )

    def person(self) -> dict[str, Any]:
        """Return what the register of people takes."""
        data, age = self.cleaned_data, self.cleaned_data["age"]
        return {
            "names": data["names"], "sex": data["sex"] or "unknown", "stated_age": age,
            "stated_age_on": None if age is None else timezone.localdate(),
        }  # fmt: skip

    def arrival(self) -> Arrival:
        left_out = {*OF_PERSON, "bed", "source", "submission", "seen"}
        return Arrival(**{n: value for n, value in self.cleaned_data.items() if n not in left_out})
