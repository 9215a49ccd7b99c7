"""Turning the ring: everything under its first key, so that the older ones can be taken out."""

from dataclasses import dataclass, field

from django.db import models, transaction

from tracekenya.vault import ring
from tracekenya.vault.actions.resealing import (
    old_files,
    old_rows,
    reseal_files,
    reseal_rows,
    sealed_models,
)
from tracekenya.vault.cipher import CannotOpen
from tracekenya.vault.files import folders
from tracekenya.vault.models import DataKey

BATCH = 50  # data keys that are locked at once: little is done twice after a kill


@dataclass
class Rotation:
    """What was done, what is left for the next time, and what no key at hand opens."""

    keys: int = 0
    rows: int = 0
    files: int = 0
    left: int = 0
    failed: list[str] = field(default_factory=list)


def rotate() -> Rotation:
    """Wrap every data key with the ring's first key, and reseal what has no data key yet.

    It goes in small steps, each of them whole: stopped at any moment it goes on where it was.
    Rows that somebody is writing are left out and counted as left.
    """
    done = Rotation()
    done.keys, done.failed = _rewrap_all()
    for model in sealed_models():
        resealed, failed = reseal_rows(model)
        done.rows, done.failed = done.rows + resealed, done.failed + failed
    for folder in folders:
        resealed, failed = reseal_files(folder)
        done.files, done.failed = done.files + resealed, done.failed + failed
    done.left = how_many_left()
    return done


def how_many_left() -> int:
    """Return how many data keys, rows and files still need an older key of the ring."""
    rows = sum(old_rows(model).count() for model in sealed_models())
    files = sum(1 for folder in folders for _ in old_files(folder))
    return _wrapped_otherwise().count() + rows + files


def _wrapped_otherwise() -> models.QuerySet:
    return DataKey.objects.exclude(kek__in=["", ring.first_id()])


def _rewrap_all() -> tuple[int, list[str]]:
    failed: list[str] = []
    done, last = 0, None
    while True:
        count, unopened, last = _rewrap_next(last)
        done, failed = done + count, failed + unopened
        if last is None:
            return done, failed


@transaction.atomic
def _rewrap_next(last) -> tuple[int, list[str], object]:
    """Wrap the next keys after `last`. Returns: how many, what did not open, the last one seen."""
    rows = _wrapped_otherwise().order_by("pk")
    rows = rows.filter(pk__gt=last) if last else rows
    batch = list(rows.select_for_update(skip_locked=True, no_key=True)[:BATCH])
    turned, failed = [], []
    for row in batch:
        try:
            key = ring.unwrap(bytes(row.wrapped), kek=row.kek, owner=row.owner, key_id=row.pk)
        except CannotOpen:
            failed.append(f"{DataKey._meta.label} {row.pk}")
            continue
        row.kek, row.wrapped = ring.wrap(key, owner=row.owner, key_id=row.pk)
        turned.append(row)
    DataKey.objects.bulk_update(turned, ["kek", "wrapped"])
    return len(turned), failed, batch[-1].pk if batch else None
