"""A text field that is ciphertext in the database and text on the instance."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import capfirst

from tracekenya.vault.cipher import open_sealed, seal


class _OpenedOnRead:
    """Decrypts when the attribute is read, so that a list that shows no name opens none."""

    def __init__(self, field: "EncryptedTextField") -> None:
        self.field = field

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:  # deferred by .only() or .defer()
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        if isinstance(value, (bytes, memoryview)):
            return (
                open_sealed(bytes(value), label=self.field.seal_label, row=instance.pk)
                if value
                else ""
            )
        return value

    def __set__(self, instance, value) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text of at most `max_chars`, sealed for its row. Needs a UUID primary key set before saving.

    `seal_label` is frozen with the first release: renaming a model or column must not change it.
    Empty text is stored as empty bytes. Never filter on it: blind indexes are for finding.
    """

    def __init__(self, seal_label: str = "", max_chars: int = 500, **options: Any) -> None:
        self.seal_label = seal_label
        self.max_chars = max_chars
        options.setdefault("default", b"")
        options.setdefault("editable", True)
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        options["seal_label"] = self.seal_label
        options["editable"] = True
        options.pop("default", None)
        return name, path, args, options

    def contribute_to_class(self, cls, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _OpenedOnRead(self))

    def pre_save(self, model_instance, add: bool) -> bytes:
        value = model_instance.__dict__.get(self.attname, "")
        if isinstance(value, str):
            value = seal(value, label=self.seal_label, row=model_instance.pk) if value else b""
        return bytes(value)

    def get_db_prep_value(self, value, connection, prepared: bool = False):
        if isinstance(value, str) and value:
            raise TypeError(f"{self.seal_label} is sealed per row: save the instance instead")
        return super().get_db_prep_value(value or b"", connection, prepared)

    def value_from_object(self, instance) -> str:
        return getattr(instance, self.attname)

    def formfield(self, **options: Any):
        return forms.CharField(
            label=options.get("label", capfirst(self.verbose_name)),
            required=options.get("required", not self.blank),
            help_text=options.get("help_text", self.help_text),
            widget=options.get(
                "widget", forms.TextInput if self.max_chars <= 500 else forms.Textarea
            ),
            validators=[MaxLengthValidator(self.max_chars)],
        )

    def clean(self, value, model_instance):
        return value
