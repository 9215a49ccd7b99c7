"""A text field that is ciphertext in the database and text on the instance."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext

from tracekenya.vault.cipher import data_key_of, is_old, open_sealed, seal
from tracekenya.vault.errors import Erased
from tracekenya.vault.keys import load_keys, make_keys
from tracekenya.vault.owners import owner_of


class ErasedText(str):
    """What a reader finds where the owner's data key was destroyed: the word "erased"."""

    __slots__ = ()


def known(text: Any) -> str:
    """Return `text`, but nothing for an erased one: its word must not be counted or indexed."""
    return "" if isinstance(text, ErasedText) else text


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
            return self.field.opened(bytes(value), instance)
        return value

    def __set__(self, instance, value) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.BinaryField):
    """Text of at most `max_chars`, sealed for its row. Needs a UUID primary key set before saving.

    It is sealed under the data key of the row's `seal_owner` (owners.SealedFor), else of the row.

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
            return self.sealed(value, model_instance) if value else b""
        lies = bytes(value)
        return self.resealed(lies, model_instance) if is_old(lies) else lies

    def sealed(self, text: str, row: models.Model) -> bytes:
        """Return `text` as the database holds it. Raises Erased."""
        return seal(text, label=self.seal_label, row=row.pk, owner=owner_of(row))

    def resealed(self, lies: bytes, row: models.Model) -> bytes:
        """Return what an older release sealed under the owner's key; nothing for an erased owner."""
        try:
            return self.sealed(self.opened(lies, row), row)
        except Erased:
            return b""

    def opened(self, sealed: bytes, row: models.Model) -> str:
        """Return the text; "erased" where its key was destroyed. Raises CannotOpen."""
        if not sealed:
            return ""
        try:
            return open_sealed(sealed, label=self.seal_label, row=row.pk)
        except Erased:
            return ErasedText(gettext("erased"))

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


@cache
def sealed_fields(model: type[models.Model]) -> tuple[EncryptedTextField, ...]:
    return tuple(f for f in model._meta.concrete_fields if isinstance(f, EncryptedTextField))


def open_together(rows: Iterable[models.Model]) -> None:
    """Fetch the data keys of all `rows` with one question, before a list reads their texts."""
    lying = [row.__dict__.get(field.attname) for row in rows for field in sealed_fields(type(row))]
    values = [bytes(value) for value in lying if isinstance(value, (bytes, memoryview))]
    load_keys(key for key in map(data_key_of, values) if key is not None)


def seal_together(rows: Iterable[models.Model]) -> None:
    """Make the data keys of all `rows` that have a text to seal with few statements."""
    make_keys(
        owner_of(row)
        for row in rows
        if any(_has_text(row.__dict__.get(f.attname)) for f in sealed_fields(type(row)))
    )


def _has_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
