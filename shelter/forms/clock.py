"""What people type about how long somebody stays, and about clients of the day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.models import Shelter, StayExtension
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.ui.forms import PageFormHelper, VersionMixin

# What somebody comes for who sleeps elsewhere; nothing that tells of a sickness.
DAY_SERVICES = (
    "counselling_individual", "counselling_group", "legal_advice", "food_nfi", "transport",
    "education_support", "vocational_training", "family_tracing", "family_mediation",
    "documentation", "rights_training", "interpretation", "other",
)  # fmt: skip
HINTS = {
    "until_on": _("The day on which the person should leave then."),
    "words": _("What the answer hangs on. No diagnosis; it is sealed."),
}
WORDS = {"words": forms.Textarea}


class ExtensionForm(NewRowForm):
    """Until when somebody should stay, and why."""

    class Meta(NewRowForm.Meta):
        model = StayExtension
        fields = ["until_on", "reason", "words"]
        help_texts = HINTS
        widgets = WORDS


class ExtensionEditForm(EditForm):
    """The same question, before anybody answered it."""

    class Meta(EditForm.Meta):
        model = StayExtension
        fields = ["until_on", "reason", "words"]
        help_texts = HINTS
        widgets = WORDS


class AnswerForm(VersionMixin, forms.Form):
    """Yes or no to a longer stay."""

    verdict = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["verdict"].choices = choices("verdict")  # type: ignore[attr-defined]
        self.helper = PageFormHelper(self)


class OfClient(forms.BaseForm):
    """Whose visit it is, and where; a saved visit keeps both."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            choice for choice in choices("service_type") if choice[0] in DAY_SERVICES
        ]
        if not self.instance._state.adding:  # type: ignore[attr-defined]
            return
        self.fields["code"] = forms.CharField(
            label=_("Case"), max_length=20,
            help_text=_("The code of the case, for example TK-2026-00012. No name."),
        )  # fmt: skip
        self.fields["shelter"] = forms.ModelChoiceField(
            Shelter.objects.operating().select_related("office"), label=_("Shelter"),
            required=False, help_text=_("Empty for the shelter where you work."),
        )  # fmt: skip
        self.order_fields(["code", "shelter"])
        self.helper = PageFormHelper(self)  # drawn with the new fields, in their order
