"""Why something sealed is opened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.reveals import LEAST_WORDS, Reason
from cases.enums import ReasonKind
from cases.models.protection import MOST_REASON
from tracekenya.ui.forms import PageFormHelper


class ReasonForm(forms.Form):
    """A kind of reason and some words; the words are sealed."""

    kind = forms.ChoiceField(
        label=_("Why do you need it?"), choices=ReasonKind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In your own words"),
        min_length=LEAST_WORDS,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "At least 10 characters. Sealed; the data protection officer may read it."
            " No names: a code is enough."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)

    def reason(self) -> Reason:
        return Reason(self.cleaned_data["kind"], self.cleaned_data["text"])


class ClickForm(forms.Form):
    """Nothing is asked: the click is enough."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)

    def reason(self) -> None:
        return None
