"""Who the person is: entering, correcting, searching."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Person
from tracekenya.pages.forms import CountryField, EditForm, RowForm
from tracekenya.ui.forms import PageFormHelper

MOST_YEARS = 120
SAFE_TO_CALL = ((None, _("Not asked")), (True, _("Yes")), (False, _("No")))
HINTS = {
    "names": _("As the person says them. Sealed; lists show the code only."),
    "aliases": _("One a line: nicknames, other spellings. They help to find the person again."),
    "phone": _("Only a number on which the person agreed to be called."),
    "document_number": _("ID, passport or birth certificate, if the person has it at hand."),
    "birth_date": _("If it is known to the day. Otherwise enter the age below."),
    "majority_override": _("Only if no age is known. If you are unsure, protect as a child."),
    "disability": _("We ask so that help fits. The person may decline to answer."),
    "address": _("Where the person lived. Never the address of a shelter."),
}


class PersonForm(RowForm):
    """What we ask at the first meeting; the rest can follow."""

    nationality = CountryField(label=_("Nationality"), required=False, initial="KE")
    stated_age = forms.IntegerField(
        label=_("Age in years, as stated"),
        required=False,
        min_value=0,
        max_value=MOST_YEARS,
        help_text=_("As the person, family or staff say today."),
    )
    safe_to_call = forms.TypedChoiceField(
        label=_("Is it safe to call?"),
        choices=SAFE_TO_CALL,
        required=False,
        coerce=lambda value: str(value) == "True",
        empty_value=None,
        help_text=_("Could somebody else answer this phone?"),
    )

    class Meta(RowForm.Meta):
        model = Person
        fields = [
            "names", "aliases", "sex", "phone", "safe_to_call", "document_number", "birth_date",
            "stated_age", "majority_override", "nationality", "home_county", "disability",
        ]  # fmt: skip
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aliases"].widget = forms.Textarea(attrs={"rows": 2})
        self.helper.layout = Layout(
            Fieldset(_("Who is the person?"), "names", "aliases", "sex", "phone", "safe_to_call",
                     "document_number"),
            Fieldset(_("How old?"), "birth_date", "stated_age", "majority_override"),
            Fieldset(_("From where?"), "nationality", "home_county", "disability"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Keep an age only where no birth date is known, as of today."""
        data = super().clean()
        if data.get("birth_date"):
            data["stated_age"] = None
        kept_on = self.instance.stated_age_on if not self.has_new_age() else None
        known = data.get("stated_age") is not None
        data["stated_age_on"] = (kept_on or timezone.localdate()) if known else None
        return data

    def has_new_age(self) -> bool:
        return "stated_age" in self.changed_data


class PersonEditForm(EditForm, PersonForm):
    """Everything that is known about the person."""

    class Meta(PersonForm.Meta):
        fields = [
            *PersonForm.Meta.fields, "document_kind", "address", "language", "age_source",
            "dob_precision",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([
            "names", "aliases", "sex", "phone", "safe_to_call", "address", "document_kind",
            "document_number", "birth_date", "dob_precision", "stated_age", "age_source",
            "majority_override", "nationality", "home_county", "language", "disability",
        ])  # fmt: skip
        self.helper = PageFormHelper(self)


class PeopleSearchForm(forms.Form):
    """What is known of the person; sent by POST so that it stays out of addresses and logs."""

    names = forms.CharField(
        label=_("Names"),
        required=False,
        max_length=200,
        help_text=_("Spelling does not matter: Mohamed finds Muhammad too."),
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(text.strip() for text in data.values()):
            self.add_error("names", _now("Enter a name, a phone or a document number."))
        return data
