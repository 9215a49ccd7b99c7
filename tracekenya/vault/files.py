"""Sealed files in Django's storage: what lies on the disk says nothing without the keys."""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage

from tracekenya.vault.cipher import is_old, open_bytes, seal_bytes
from tracekenya.vault.errors import Erased
from tracekenya.vault.keys import make_keys

SUFFIX, DRAFT = ".sealed", ".part"


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
    with _alone_in(place.parent):
        _write(place, sealed)


def read_sealed(*, folder: str, label: str, row: uuid.UUID) -> bytes:
    """Return the file's bytes. Raises FileNotFoundError, CannotOpen, Erased."""
    return open_bytes(_place(folder, row).read_bytes(), label=label, row=row)


def discard_sealed(*, folder: str, row: uuid.UUID) -> None:
    """Remove the file; nothing happens where there is none."""
    place = _place(folder, row)
    if place.parent.exists():
        with _alone_in(place.parent):
            place.unlink(missing_ok=True)


def reseal_file(folder: SealedFolder, row: uuid.UUID) -> bool:
    """Bring an old file under the data key of its row; returns whether it still was one.

    A file that was removed or written anew meanwhile stays so; one of an erased row goes.
    Raises CannotOpen.
    """
    make_keys([row])  # before the folder is locked: it may wait for somebody who wants the folder
    place = _place(folder.folder, row)
    with _alone_in(place.parent):
        lies = place.read_bytes() if place.exists() else b""
        if not is_old(lies):
            return False
        content = open_bytes(lies, label=folder.label, row=row)
        try:
            _write(place, seal_bytes(content, label=folder.label, row=row))
        except Erased:
            place.unlink()
        return True


def clear_drafts(folder: SealedFolder) -> None:
    """Remove what a killed process left half written."""
    place = Path(default_storage.path(folder.folder))
    if place.exists():
        with _alone_in(place):
            for draft in place.glob(f"*{SUFFIX}.*{DRAFT}"):
                draft.unlink(missing_ok=True)


def sealed_files(folder: SealedFolder) -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield the row and the place of each file in the folder."""
    for place in sorted(Path(default_storage.path(folder.folder)).glob(f"*{SUFFIX}")):
        try:
            yield uuid.UUID(place.name.removesuffix(SUFFIX)), place
        except ValueError:
            continue  # not one of ours


def _place(folder: str, row: uuid.UUID) -> Path:
    return Path(default_storage.path(f"{folder}/{row}{SUFFIX}"))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time change what lies in the folder; the lock ends with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(place: Path, sealed: bytes) -> None:
    draft = place.with_name(f"{place.name}.{uuid.uuid4().hex}{DRAFT}")
    try:
        with draft.open("xb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
