"""From whom somebody is kept apart, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Suspect
from shelter.models import KeepApart
from tracekenya.pages.forms import EditForm, NewRowForm

CODE_LETTERS = 14
HINTS = {
    "reason": _("Whoever asks for a bed never learns the reason: a house is “not suitable”."),
    "until_on": _("The last day. Leave empty as long as it lasts."),
}


class KeepApartForm(NewRowForm):
    """suspects: those of the case. The other case is typed: a list of cases would show too many."""

    suspect = forms.ModelChoiceField(
        label=_("A suspect of this case"), queryset=Suspect.objects.none(), required=False,
        help_text=_("Suspects of the case are matched with residents in any event."),
    )  # fmt: skip
    other_code = forms.CharField(
        label=_("Or the code of another case"), required=False, max_length=CODE_LETTERS,
        help_text=_("Of a survivor with whom the person may not sleep under one roof."),
    )  # fmt: skip

    class Meta(NewRowForm.Meta):
        model = KeepApart
        fields = ["reason", "until_on"]
        help_texts = HINTS

    field_order = ["suspect", "other_code", "reason", "until_on"]

    def __init__(self, *args: Any, suspects: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["suspect"]
        field.queryset = suspects
        field.label_from_instance = lambda suspect: suspect.code
        if not suspects:
            del self.fields["suspect"]
            self.fields["other_code"].label = _("Code of the other case")


class KeepApartEditForm(EditForm):
    class Meta(EditForm.Meta):
        model = KeepApart
        fields = ["reason", "until_on"]
        help_texts = HINTS
