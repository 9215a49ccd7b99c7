"""What people type about leaving, checked and worded."""

import datetime as dt
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _lazy

from shelter.actions.departures import SEALED, Departure
from shelter.enums import EmptyReason
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
ALL = [name for _title, names in GROUPS for name in names]
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
        fields = ["kind", *ALL]
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
        self.order_fields(["kind", "left_at", *ALL])
        self.helper = PageFormHelper(self)
        self.helper.layout = _layout()

    def clean_left_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["left_at"])

    def departure(self) -> Departure:
        return Departure(**self.cleaned_data)


UNCHANGED = "unchanged"  # of what is sealed and not shown: it stays as it is
STAYS = _lazy("It is sealed and not shown here: left empty, it stays as it is.")


def _sealed(label: Any, *, most: int = 500, **options: Any) -> forms.CharField:
    """Return the control of a sealed text that is replaced or stays, and is never shown."""
    options = {"help_text": STAYS, **options}
    return forms.CharField(label=label, required=False, max_length=most, **options)


def _label(name: str) -> Any:
    return lazy(lambda: capfirst(str(ShelterExit._meta.get_field(name).verbose_name)), str)()


class ExitEditForm(EditForm):
    """How a stay ended, corrected; what is sealed is replaced, never shown."""

    left_at = forms.DateTimeField(label=_lazy("Left"), widget=MomentInput)
    destination_place = _sealed(_lazy("To which place, if it changes"), most=200)
    released_to = _sealed(
        _lazy("To whom the person went, if it changes"),
        help_text=_lazy(
            "Name, relation and phone. It is sealed and not shown here: left empty, it stays as it is."
        ),
    )
    escort = _sealed(_lazy("Who went along, if it changes"), most=200)
    safety_plan = _sealed(
        _lazy("Safety plan, if it changes"), most=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    open_items_words = _sealed(_lazy("What is still kept, if it changes"))
    medicine_given = forms.ChoiceField(
        label=_lazy("Medicine handed over, if it changes"), required=False,
        choices=(
            ("", _lazy("Stays as it is")), ("yes", _lazy("Yes")), ("no", _lazy("No")),
            ("none", _lazy("Not needed")),
        ),
        help_text=_lazy("It is about health and not shown here."),
    )  # fmt: skip
    emptied = forms.MultipleChoiceField(
        label=_lazy("Empty what should not have been written"), required=False,
        choices=[(name, _label(name)) for name in SEALED],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )  # fmt: skip
    empty_reason = forms.ChoiceField(
        label=_lazy("Why is it emptied?"), required=False,
        choices=[("", _lazy("Nothing is emptied")), *EmptyReason.choices],
        help_text=_lazy("The reason stays in the history, the text does not."),
    )  # fmt: skip
    contact_agreed = yes_or_no(_lazy("May be contacted later"))
    politeness = _stars(
        _lazy("How were you treated here?"), _lazy("As the person said it: 1 is bad, 5 is good.")
    )
    lodging = _stars(_lazy("How were bed and food?"))
    understood_risk = _stars(_lazy("How well do you know what to watch out for?"))

    class Meta(EditForm.Meta):
        model = ShelterExit
        fields = [
            "kind", "receiver", "reintegration_kind", "county", "authority_document",
            "first_follow_up_on", "contact_agreed", "package_items", "package_kes",
            "open_items_reason", "politeness", "lodging", "understood_risk",
        ]  # fmt: skip
        help_texts = {
            "authority_document": _lazy(
                "Kind and number only, for example “Court order 12/2026”. A child does not leave without."
            ),
            "first_follow_up_on": _lazy("The day of the first visit or call after the exit."),
            "reintegration_kind": _lazy("The return home and its visits follow what is said here."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        stay = self.instance.admission
        self.fields["left_at"].initial = stay.ended_at
        kept = self.fields["receiver"].initial
        self.fields["receiver"] = ReceiverChoice(
            stay.receivers.all(), help_text=RECEIVER_HINT, initial=kept
        )
        self.fields["package_kes"].widget.attrs["min"] = 0
        self.order_fields(["kind", "left_at", *ALL])
        emptying = Fieldset(_lazy("Written by mistake"), "emptied", "empty_reason")
        self.helper.layout = Layout(*_layout().fields, emptying)

    def clean_left_at(self) -> dt.datetime:
        return not_future(self.cleaned_data["left_at"])

    def clean_medicine_given(self) -> bool | str | None:
        """Return the answer as the record keeps it, or UNCHANGED."""
        kept = {"yes": True, "no": False, "none": None}
        return kept.get(self.cleaned_data["medicine_given"], UNCHANGED)

    def clean(self) -> dict[str, Any]:
        """Leave out what is sealed and was not typed anew."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("medicine_given") == UNCHANGED:
            del given["medicine_given"]
        return given


def _layout() -> Layout:
    """Return the form in its parts, as the exit and its correction both show them."""
    parts = (Fieldset(title, *names) for title, names in GROUPS)
    return Layout("kind", "left_at", *parts)
