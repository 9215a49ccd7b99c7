"""Sealed files in Django's storage: what lies on the disk says nothing without the keys."""

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from tracekenya.vault.cipher import open_bytes, seal_bytes

SUFFIX = ".sealed"


@dataclass(frozen=True)
class SealedFolder:
    """A folder of sealed files, each named after the row that it belongs to. `label` is frozen.

    The row owns the file, unless the caller of `keep_sealed` names another owner.
    """

    folder: str
    label: str


folders: list[SealedFolder] = []  # each app adds its own in `AppConfig.ready()`


def keep_sealed(
    content: bytes, *, folder: str, label: str, row: uuid.UUID, owner: uuid.UUID | None = None
) -> None:
    """Write `content`, sealed for `row`, to `folder` under the row's UUID, over what lay there.

    Whoever reads meanwhile finds the old file or the new one, never half of one. Raises Erased.
    """
    sealed = seal_bytes(content, label=label, row=row, owner=owner)
    place = _place(folder, row)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.{uuid.uuid4().hex}.part")
    try:
        with draft.open("xb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)


def read_sealed(*, folder: str, label: str, row: uuid.UUID) -> bytes:
    """Return the file's bytes. Raises FileNotFoundError, CannotOpen, Erased."""
    return open_bytes(_place(folder, row).read_bytes(), label=label, row=row)


def discard_sealed(*, folder: str, row: uuid.UUID) -> None:
    """Remove the file; nothing happens where there is none."""
    _place(folder, row).unlink(missing_ok=True)


def sealed_files(folder: SealedFolder) -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield the row and the place of each file in the folder."""
    for place in sorted(Path(default_storage.path(folder.folder)).glob(f"*{SUFFIX}")):
        try:
            yield uuid.UUID(place.name.removesuffix(SUFFIX)), place
        except ValueError:
            continue  # not one of ours


def _place(folder: str, row: uuid.UUID) -> Path:
    return Path(default_storage.path(f"{folder}/{row}{SUFFIX}"))
