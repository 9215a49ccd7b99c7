"""What people type about somebody who is missing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.forms.common import rounded_now
from shelter.models import MissingReport
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.forms import PageFormHelper, VersionMixin
from tracekenya.ui.widgets import MomentInput


class MissingForm(NewRowForm):
    """The least that is needed to begin the search; everything else follows."""

    class Meta(NewRowForm.Meta):
        model = MissingReport
        fields = ["noticed_at", "last_seen_at", "own_wish", "description"]
        widgets = {"noticed_at": MomentInput, "last_seen_at": MomentInput}
        help_texts = {
            "description": _("It is sealed. It helps those who search."),
        }  # fmt: skip

    def __init__(self, *args: Any, is_child: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["noticed_at"].initial = rounded_now
        if is_child:  # a child does not go by own wish
            del self.fields["own_wish"]


class ToldForm(EditForm):
    """Who was told, each with the time; what the person did not allow is not asked for."""

    class Meta(EditForm.Meta):
        model = MissingReport
        fields = [
            "police_at", "ob_number", "officer_at", "vital_interest", "contact_at", "contact_words",
        ]  # fmt: skip
        widgets = {
            **dict.fromkeys(("police_at", "officer_at", "contact_at"), MomentInput),
            "contact_words": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "ob_number": _("The number in the occurrence book of the police station."),
            "vital_interest": _("Only then are the police told of an adult who is free to go."),
            "contact_at": _("Only the person whom the resident named."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.is_child:
            del self.fields["vital_interest"]
        else:
            del self.fields["officer_at"]
        if self.instance.admission.may_tell_answer != "named":
            del self.fields["contact_at"], self.fields["contact_words"]


class EndForm(VersionMixin, forms.Form):
    """How a search ended."""

    outcome = forms.ChoiceField(label=_("How it ended"), widget=forms.RadioSelect)
    found_at = forms.DateTimeField(
        label=_("Came back or was found"), required=False, widget=MomentInput,
        help_text=_("Empty when the person did not return."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["outcome"].choices = choices("missing_outcome")
        self.helper = PageFormHelper(self)
