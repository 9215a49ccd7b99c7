"""Sealed files in Django's storage: what lies on the disk says nothing without the keys."""

import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tracekenya.vault.cipher import open_bytes, seal_bytes


def keep_sealed(content: bytes, *, folder: str, label: str, row: uuid.UUID) -> None:
    """Write `content`, sealed for `row`, to `folder` under the row's UUID, over what lay there."""
    discard_sealed(folder=folder, row=row)
    sealed = ContentFile(seal_bytes(content, label=label, row=row))
    default_storage.save(_place(folder, row), sealed)


def read_sealed(*, folder: str, label: str, row: uuid.UUID) -> bytes:
    """Return the file's bytes. Raises FileNotFoundError, CannotOpen."""
    with default_storage.open(_place(folder, row)) as file:
        return open_bytes(file.read(), label=label, row=row)


def discard_sealed(*, folder: str, row: uuid.UUID) -> None:
    """Remove the file; nothing happens where there is none."""
    default_storage.delete(_place(folder, row))


def _place(folder: str, row: uuid.UUID) -> str:
    return f"{folder}/{row}.sealed"
