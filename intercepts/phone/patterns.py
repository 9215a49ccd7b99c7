"""One form for a whole batch: fields and choices are made once, then bound to each record in turn.

It is the form of the web and judges as it does; only what it is made of is shared. Forms that are
shown are made anew, as showing one may change its fields.
"""

import copy
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django import forms
from django.forms.models import BaseModelForm, ModelChoiceField

Form = TypeVar("Form", bound=forms.BaseForm)


class Patterns:
    """The forms of one batch, by whatever makes them differ; each is made when it is first wanted."""

    def __init__(self) -> None:
        self._made: dict[Hashable, forms.BaseForm] = {}

    def bound(self, key: Hashable, make: Callable[[], Form], data: dict[str, Any]) -> Form:
        """Return the form that `make` makes, bound to `data`; `make` is called once for each key."""
        if key not in self._made:
            self._made[key] = _settled(make())
        return _bound_again(self._made[key], data)  # type: ignore[return-value]  # as made for the key


def _settled(form: Form) -> Form:
    """Ask for the choices of each field now, which else are asked for at each answer."""
    for field in form.fields.values():
        if isinstance(field, forms.ChoiceField) and not isinstance(field, ModelChoiceField):
            field.choices = list(field.choices)
    return form


def _bound_again(pattern: forms.BaseForm, data: dict[str, Any]) -> forms.BaseForm:
    form = copy.copy(pattern)
    form.data, form.files, form.is_bound = data, {}, True
    form._errors, form._bound_fields_cache = None, {}
    if isinstance(form, BaseModelForm):
        form.instance = form._meta.model()
    return form
