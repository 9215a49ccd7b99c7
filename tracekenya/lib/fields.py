"""Model fields that hold codes of the field's vocabularies (no tables here)."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tracekenya.lib import vocabularies
from tracekenya.lib.code_choices import CodeChoice, CodesChoice, offer


class CodeField(models.CharField):
    """One code of `vocabulary`; the labels come from the vocabulary, so migrations never change."""

    def __init__(self, vocabulary: str = "", **options: Any) -> None:
        self.vocabulary = vocabulary
        options.setdefault("max_length", 40)
        if vocabulary:
            options["choices"] = lambda: vocabularies.known(vocabulary)
        super().__init__(**options)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Let get_<name>_display look the one label up; Django's own makes a dict of all each time."""
        said = f"get_{name}_display"
        if self.vocabulary and said not in cls.__dict__:
            vocabulary = self.vocabulary
            setattr(cls, said, lambda row: vocabularies.label(vocabulary, getattr(row, name) or ""))
        super().contribute_to_class(cls, name, private_only)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Look the one code up; Django's own makes a label of each before it compares."""
        if value and self.vocabulary and vocabularies.holds(self.vocabulary, value):
            return
        super().validate(value, model_instance)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("choices", None)
        options["vocabulary"] = self.vocabulary
        return name, path, args, options

    def formfield(self, **options: Any):
        """Return a field that offers the terms in use, and the retired one that the row holds."""
        if not self.vocabulary:
            return super().formfield(**options)
        has_start = self.has_default() or "initial" in options
        blank = BLANK_CHOICE_DASH if self.blank or not has_start else []
        options.setdefault("choices", offer(self.vocabulary, blank))
        options.setdefault("choices_form_class", CodeChoice)
        control = super().formfield(**options)
        if isinstance(control, CodeChoice):
            control.vocabulary, control.blank = self.vocabulary, blank
        return control


class CodesField(ArrayField):
    """Several codes of `vocabulary`, first one first; kept as an array so that the database counts."""

    def __init__(self, vocabulary: str = "", **options: Any) -> None:
        self.vocabulary = vocabulary
        options.setdefault("default", list)
        options.setdefault("blank", True)
        options.pop("base_field", None)
        super().__init__(models.CharField(max_length=40), **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options.pop("base_field", None)
        options["vocabulary"] = self.vocabulary
        return name, path, args, options

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        unknown = set(value or ()) - set(vocabularies.codes(self.vocabulary))
        if unknown:
            raise ValidationError(_("Choose from the list."), code="invalid_choice")

    def formfield(self, **options: Any):
        control = CodesChoice(
            label=options.get("label", capfirst(self.verbose_name)),
            required=options.get("required", not self.blank),
            help_text=options.get("help_text", self.help_text),
            choices=offer(self.vocabulary, []),
            widget=options.get("widget", forms.CheckboxSelectMultiple),
        )
        control.vocabulary = self.vocabulary
        return control
