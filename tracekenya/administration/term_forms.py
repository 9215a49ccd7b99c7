"""Forms on code lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.vocabularies import Term
from tracekenya.lists.models import ChangedTerm
from tracekenya.pages.forms import EditForm, NewRowForm
from tracekenya.pages.versioned import VersionedForm
from tracekenya.ui.forms import PageFormHelper

LABELS = ["english", "swahili"]


class TermForm(EditForm):
    """Both labels of a term; of one that only the file knows there is no saved row yet."""

    class Meta(EditForm.Meta):
        model = ChangedTerm
        fields = LABELS

    def saved_meanwhile(self) -> list[dict[str, str]]:
        if self.instance._state.adding:
            key = {"vocabulary": self.instance.vocabulary, "code": self.instance.code}
            saved = ChangedTerm.objects.filter(**key).first()
            if saved is None:
                return []
            self.instance = saved
        return super().saved_meanwhile()


class NewTermForm(NewRowForm):
    class Meta(NewRowForm.Meta):
        model = ChangedTerm
        fields = LABELS
        help_texts = {
            "english": _("The code is made from it once and never changes, so choose it well."),
            "swahili": _("As staff say it on the phone, short."),
        }


class OrderForm(VersionedForm):
    """One number for each term: the term with the smallest is shown first."""

    def __init__(self, *args: Any, terms: list[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PageFormHelper(self)
        for place, term in enumerate(terms, 1):
            self.fields[f"place_{term.code}"] = forms.IntegerField(
                label=term.label, initial=place, min_value=1, max_value=10 * len(terms) + 10
            )

    def places(self) -> dict[str, int]:
        """Return code -> number."""
        return {
            name.removeprefix("place_"): number
            for name, number in self.cleaned_data.items()
            if name != "version"
        }
