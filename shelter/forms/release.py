"""What people type about who takes over, the home and the two decisions, checked and worded."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shelter.models import CHECKS, HomeAssessment, Receiver
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import DayField, EditForm, NewRowForm, RowForm
from tracekenya.ui.widgets import DayInput

MOST_LETTERS = 120
CHECK_WORDS = {
    "relation": _("Relation: I saw papers, or somebody we trust confirmed it"),
    "identity": _("Identity: I compared the paper with the person"),
    "authority": _("Order or letter: I called who signed it, on a number that we know"),
    "home": _("Home: somebody went there, and it was talked over with the child"),
}
WHO_FIELDS = [
    "names", "relation", "phone", "id_kind", "id_number", "authority_kind", "authority_reference",
]  # fmt: skip
WHO_HINTS = {
    "names": _("As on the identity paper. Sealed; held against our register when a child leaves."),
    "phone": _("So that we can call after the person has gone. It is sealed."),
    "id_number": _("Sealed. It shows whether the same person comes for others too."),
    "authority_kind": _("A child goes only on a court order or a letter of a children officer."),
}


class OfReceiver(RowForm.Meta):
    """What both forms take."""

    model = Receiver
    fields = WHO_FIELDS
    help_texts = WHO_HINTS


class ReceiverForm(NewRowForm):
    """Somebody who may take a resident over."""

    Meta = OfReceiver


class ReceiverEditForm(EditForm):
    """Who takes over, corrected: whatever was checked is to be checked anew."""

    Meta = OfReceiver


class ConfirmForm(forms.Form):
    """Which of the four checks somebody has done."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    checks = forms.MultipleChoiceField(
        label=_("What have you checked yourself?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Your name and the time stand beside each."), required=False,
    )  # fmt: skip

    def __init__(self, *args, done=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checks"].choices = [(c, CHECK_WORDS[c]) for c in CHECKS if c not in done]


class SecondForm(forms.Form):
    """The look of a second member of staff."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    has_looked = forms.BooleanField(
        label=_("I saw the papers and the person myself, and would hand this child over")
    )
    is_not_the_suspect = forms.BooleanField(
        label=_("I compared with the case manager: it is not the same person"), required=False
    )

    def __init__(self, *args, is_likely: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not is_likely:
            del self.fields["is_not_the_suspect"]

    def clean(self):
        """That one has looked is what the act itself says."""
        data = super().clean()
        data.pop("has_looked", None)
        return data


class HomeForm(NewRowForm):
    """What the person said and staff found about going home."""

    class Meta(NewRowForm.Meta):
        model = HomeAssessment
        fields = [
            "assessed_on", "wants_to_go", "feels_safe", "pressure", "would_send_again",
            "guardians_sold", "suspect_at_home", "suicidal_thoughts", "sexual_abuse",
            "physical_abuse", "emotional_abuse", "guardian_substance", "economy", "words",
        ]  # fmt: skip
        help_texts = {
            "wants_to_go": _("Ask without anybody of the family in the room."),
            "suicidal_thoughts": _("Ask it plainly. If yes, do not leave the person alone, and call the case manager."),
            "words": _("What was said and seen. It is sealed."),
        }  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assessed_on"].initial = timezone.localdate


class DirectorForm(forms.Form):
    """The director's decision."""

    verdict = forms.ChoiceField(label=_("May this child go home?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The house and the case manager read it. No names. It is sealed."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = choices("verdict")


class OfficerForm(forms.Form):
    """The children officer's decision, as the officer told it."""

    verdict = forms.ChoiceField(label=_("What did the officer decide?"), widget=forms.RadioSelect)
    names = forms.CharField(label=_("Name of the officer"), max_length=MOST_LETTERS)
    on = DayField(label=_("On which day"), widget=DayInput)
    reference = forms.CharField(
        label=_("Number of the letter"), max_length=MOST_LETTERS,
        help_text=_("So that anybody can find the letter again. It is sealed."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = choices("verdict")


class GateForm(forms.Form):
    """Which way out is looked at."""

    kind = forms.ChoiceField(label=_("How the stay would end"), required=False)

    def __init__(self, *args, receivers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("exit_type")
        self.fields["receiver"] = ReceiverChoice(receivers)


class ReceiverChoice(forms.ModelChoiceField):
    """One of those who are written down for a stay: by relation and day, never by name."""

    def __init__(self, receivers, **options) -> None:
        super().__init__(
            receivers, label=_("Who takes over"), required=False, empty_label=_("Nobody"), **options
        )

    def label_from_instance(self, obj: Receiver) -> str:
        return title_of(obj)


def title_of(receiver: Receiver) -> str:
    """Return how people tell one from another without a name."""
    words = {
        "relation": receiver.get_relation_display(),
        "day": date_format(timezone.localtime(receiver.recorded_at), "SHORT_DATETIME_FORMAT"),
    }
    return gettext("%(relation)s, written down %(day)s") % words
