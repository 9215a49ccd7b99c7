"""Form fields on code lists: they offer the terms in use, and what the row holds already."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from tracekenya.lib import vocabularies


class KeepsHeldCodes(forms.ChoiceField):
    """Offers, besides the terms in use, a retired one that the saved row holds.

    So an old row can be opened and saved without losing its code; nobody else can choose it.
    """

    vocabulary = ""
    blank: list[tuple[str, str]] = []

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        """Called by a form for its own copy of the field, before it cleans or draws it."""
        held = form.get_initial_for_field(self, field_name)
        codes = [held] if isinstance(held, str) else list(held or ())
        if any(not vocabularies.is_offered(self.vocabulary, str(code)) for code in codes):
            self.choices = [*self.blank, *vocabularies.choices(self.vocabulary, keep=codes)]
        return super().get_bound_field(form, field_name)


class CodeChoice(KeepsHeldCodes, forms.TypedChoiceField):
    """One code."""


class CodesChoice(KeepsHeldCodes, forms.MultipleChoiceField):
    """Several codes."""


def offer(vocabulary: str, blank: list[tuple[str, str]]) -> Any:
    """Return a callable for `choices`: the terms in use in the reader's language, `blank` first."""
    return lambda: [*blank, *vocabularies.choices(vocabulary)]
