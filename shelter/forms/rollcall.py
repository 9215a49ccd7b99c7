"""What is typed at a roll-call: where each resident is, and how many heads were counted."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.rollcall import Expected
from tracekenya.lib.vocabularies import choices
from tracekenya.ui.forms import PageFormHelper, SubmissionMixin

MOST_PEOPLE = 500  # in one house


class RollCallForm(SubmissionMixin, forms.Form):
    """One answer a resident, already where the records say; and a count of heads beside it."""

    counted = forms.IntegerField(
        label=_("How many people do you count in the house?"), min_value=0, max_value=MOST_PEOPLE,
        help_text=_("Count heads, room by room. Residents only, not staff or visitors."),
    )  # fmt: skip
    differs_words = forms.CharField(
        label=_("Why the numbers differ"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if the count does not fit. Seen in the house alone."),
    )  # fmt: skip

    def __init__(self, *args: Any, residents: list[Expected], **options: Any) -> None:
        super().__init__(*args, **options)
        self.residents = residents
        states = choices("roll_state")
        for each in residents:
            self.fields[f"state-{each.stay.pk}"] = forms.ChoiceField(
                label=each.stay.case.code, choices=states, initial=each.state.value,
                widget=forms.RadioSelect,
            )  # fmt: skip
        self.order_fields(["submission", *(f"state-{each.stay.pk}" for each in residents)])
        self.helper = PageFormHelper(self)

    @property
    def states(self) -> dict[uuid.UUID, str]:
        """Return the answers of a form that is valid: key of the stay -> state."""
        return {each.stay.pk: self.cleaned_data[f"state-{each.stay.pk}"] for each in self.residents}
