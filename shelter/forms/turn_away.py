"""What people type about those for whom there was no place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shelter.actions.turn_away import Facts
from shelter.models import TurnAway
from tracekenya.pages.forms import RowForm
from tracekenya.ui.widgets import MomentInput

HINTS = {
    "age_band": _("As it seemed. Nothing here may say who it was."),
    "sent_to_kind": _("So that nobody is left on the street without a word."),
    "organisation": _("Which shelter, hospital or office, if you know."),
}


class Sure(forms.Form):
    """Says of a child at a place of safety that it could not be avoided."""

    is_sure = forms.BooleanField(
        label=_("A child: it could not be avoided"), required=False,
        help_text=_(
            "Only where the house is a place of safety and a child is turned away all the same."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["happened_at"].widget = MomentInput()


class DeclineForm(RowForm):
    """Why a request gets no place, and where the person is sent instead."""

    is_sure = Sure.base_fields["is_sure"]

    class Meta(RowForm.Meta):
        model = TurnAway
        fields = ["reason", "sent_to_kind", "organisation", "county"]
        help_texts = {name: HINTS[name] for name in ("sent_to_kind", "organisation")}

    def __init__(self, *args: Any, asks_if_sure: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_if_sure:
            del self.fields["is_sure"]

    def facts(self) -> Facts:
        return Facts(**{name: self.cleaned_data[name] for name in self._meta.fields})
