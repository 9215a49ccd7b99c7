"""Bringing what older releases sealed with a key of the ring under the data keys of its owners."""

import uuid
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Substr

from tracekenya.vault.cipher import OLD_VERSION, CannotOpen, is_old
from tracekenya.vault.fields import sealed_fields
from tracekenya.vault.files import (
    SealedFolder,
    clear_drafts,
    folders,
    reseal_file,
    sealed_files,
)
from tracekenya.vault.keys import keys_kept, make_keys
from tracekenya.vault.owners import owner_of, path_to_owner

BATCH = 100  # rows that are locked at once, for some milliseconds


def sealed_models() -> list[type[models.Model]]:
    """Return every model with a sealed text, in a fixed order."""
    found = [model for model in apps.get_models() if sealed_fields(model)]
    return sorted(found, key=lambda model: model._meta.label)


def old_rows(model: type[models.Model]) -> models.QuerySet:
    """Return the rows of which a text has no data key behind it, with what tells their owner."""
    begins = {
        f"begin_{number}": Substr(field.name, 1, 1, output_field=models.BinaryField())
        for number, field in enumerate(sealed_fields(model))
    }
    is_one = models.Q()
    for name in begins:
        is_one |= models.Q(**{name: bytes([OLD_VERSION])})
    rows = model._base_manager.alias(**begins).filter(is_one)
    joins = model.seal_owner.joins if hasattr(model, "seal_owner") else ""  # type: ignore[attr-defined]
    return rows.select_related(joins) if joins else rows


def old_files(folder: SealedFolder) -> Iterator[uuid.UUID]:
    """Yield the rows whose file has no data key behind it."""
    for row, place in sealed_files(folder):
        try:
            with place.open("rb") as file:
                begin = file.read(1)
        except FileNotFoundError:
            continue  # removed while we looked
        if is_old(begin):
            yield row


def reseal_rows(model: type[models.Model]) -> tuple[int, list[str]]:
    """Reseal all old rows, batch by batch. People who save meanwhile are neither held up nor undone.

    Returns: how many rows were resealed, what did not open (`label of the model` and its key).
    """
    failed: list[str] = []
    done, last = 0, None
    while True:
        with keys_kept():
            waiting = old_rows(model).order_by("pk")
            rows = list((waiting.filter(pk__gt=last) if last else waiting)[:BATCH])
            if not rows:
                return done, failed
            _make_keys_one_by_one({owner_of(row) for row in rows})
            resealed, unopened = _reseal_free(model, [row.pk for row in rows])
        done, last = done + resealed, rows[-1].pk
        failed += unopened


def reseal_owner(owner: uuid.UUID) -> None:
    """Reseal the old values and files of one owner. Raises CannotOpen."""
    for model in sealed_models():
        for row in old_rows(model).filter(**{path_to_owner(model): owner}):
            _reseal(model, row)
    for folder in folders:
        if owner in old_files(folder):
            reseal_file(folder, owner)


def reseal_files(folder: SealedFolder) -> tuple[int, list[str]]:
    """Reseal the old files of a folder. Returns: how many, what did not open."""
    clear_drafts(folder)
    done, failed = 0, []
    for row in old_files(folder):
        try:
            done += reseal_file(folder, row)
        except CannotOpen:
            failed.append(f"{folder.folder}/{row}")
    return done, failed


def _make_keys_one_by_one(owners: set[uuid.UUID]) -> None:
    """Make the keys that are missing, before any row is locked: it may wait for somebody.

    Many in one statement would hold some while it waits for others: a deadlock with whoever
    makes the same keys in another order, and the database might end that person's work.
    """
    for owner in sorted(owners):
        make_keys([owner])


@transaction.atomic
def _reseal_free(model: type[models.Model], keys: list) -> tuple[int, list[str]]:
    """Reseal those of the rows that nobody is writing at this moment; the others come next time."""
    free = old_rows(model).filter(pk__in=keys).order_by("pk")
    done, failed = 0, []
    for row in free.select_for_update(skip_locked=True, no_key=True, of=("self",)):
        try:
            _reseal(model, row)
            done += 1
        except CannotOpen:
            failed.append(f"{model._meta.label} {row.pk}")
    return done, failed


def _reseal(model: type[models.Model], row: models.Model) -> None:
    """Write the old texts of one row anew; its version stays, for nobody edited it."""
    changed = {}
    for field in sealed_fields(model):
        lies = bytes(row.__dict__[field.attname] or b"")
        if is_old(lies):
            changed[field.attname] = field.resealed(lies, row)
    model._base_manager.filter(pk=row.pk).update(**changed)
