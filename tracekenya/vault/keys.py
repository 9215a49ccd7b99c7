"""Data keys at hand: asked for once in a request or job, made once for each owner, then forgotten.

Only between the start and the end of `keys_kept` does an opened key stay in memory. Outside of it
each value asks the database.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from tracekenya.vault import ring
from tracekenya.vault.errors import CannotOpen, Erased
from tracekenya.vault.models import DataKey

# One statement for the first value of an owner and for all later ones.
MAKE_OR_FIND = """
WITH made AS (
    INSERT INTO vault_datakey (id, owner, kek, wrapped) VALUES (%s, %s, %s, %s)
    ON CONFLICT (owner) DO NOTHING
    RETURNING id, owner, kek, wrapped, erased_at
)
SELECT id, owner, kek, wrapped, erased_at FROM made
UNION ALL
SELECT id, owner, kek, wrapped, erased_at FROM vault_datakey WHERE owner = %s"""
MAKE_MANY = """
INSERT INTO vault_datakey (id, owner, kek, wrapped)
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::bytea[])
ON CONFLICT (owner) DO NOTHING"""
# Without models: a page of names opens one key a row.
FIND_MANY = "SELECT id, owner, kek, wrapped, erased_at FROM vault_datakey WHERE id = ANY(%s)"
BATCH = 1000  # keys a statement


class _Standing:
    """Whether what a transaction wrote or read still stands: Django drops this call at a rollback."""

    def __init__(self) -> None:
        self.is_committed = False
        self.savepoints = tuple(connection.savepoint_ids)
        transaction.on_commit(self)

    def __call__(self) -> None:
        self.is_committed = True

    @property
    def holds(self) -> bool:
        waiting = reversed(connection.run_on_commit)
        return self.is_committed or any(entry[1] is self for entry in waiting)

    @property
    def is_ours(self) -> bool:
        """Whether what is done now stands and falls with it."""
        here = tuple(connection.savepoint_ids)
        return not self.is_committed and self.savepoints == here and self.holds


@dataclass
class _Kept:
    """Opened keys by the bytes of their id. None as a key: erased."""

    opened: dict[bytes, bytes | None] = field(default_factory=dict)
    of_owner: dict[uuid.UUID, tuple[uuid.UUID, _Standing]] = field(default_factory=dict)
    standing: _Standing | None = None

    def take(self, row: DataKey, made: bytes | None = None) -> None:
        """Keep what `row` holds; `made`: its key, where it was made just now and is at hand."""
        self.opened[row.pk.bytes] = made or _opened(row)
        if self.standing is None or not self.standing.is_ours:
            self.standing = _Standing()
        self.of_owner[row.owner] = (row.pk, self.standing)

    def id_for(self, owner: uuid.UUID) -> uuid.UUID | None:
        """Return the id of the owner's key, unless the row was made by what was rolled back since."""
        key_id, standing = self.of_owner.get(owner, (None, None))
        return key_id if standing is not None and standing.holds else None


_kept: ContextVar[_Kept | None] = ContextVar("data_keys_kept", default=None)


@contextmanager
def keys_kept() -> Iterator[None]:
    """Keep opened keys for the length of one request or job; an inner call belongs to the outer."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set(_Kept())
    try:
        yield
    finally:
        _kept.reset(token)


def key_to_open(key_id: bytes) -> bytes:
    """Return a data key. Raises Erased, and CannotOpen for one that is not in the database.

    `key_id`: the 16 bytes of its UUID, as they stand in a sealed value.
    """
    kept = _kept.get()
    if kept is not None and key_id in kept.opened:
        return _not_erased(kept.opened[key_id])
    row = DataKey.objects.filter(pk=uuid.UUID(bytes=key_id)).first()
    if row is None:
        raise CannotOpen("A value was sealed under a data key that is not in the database")
    return _not_erased(_keep(row))


def key_to_seal(owner: uuid.UUID) -> tuple[uuid.UUID, bytes]:
    """Return id and key of the owner, made now if it is the first. Raises Erased."""
    kept = _kept.get()
    if kept is not None and (key_id := kept.id_for(owner)) is not None:
        return key_id, _not_erased(kept.opened[key_id.bytes])
    row = _made_or_found(owner)
    return row.pk, _not_erased(_keep(row))


def is_erased(owner: uuid.UUID) -> bool:
    """Return whether the data key of `owner` was destroyed."""
    return DataKey.objects.filter(owner=owner, erased_at__isnull=False).exists()


def load_keys(key_ids: Iterable[bytes]) -> None:
    """Open many keys with one question; those that are missing or do not open are left out."""
    kept = _kept.get()
    if kept is None:
        return
    wanted = set(key_ids) - set(kept.opened)
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(FIND_MANY, [[uuid.UUID(bytes=key_id) for key_id in wanted]])
        found = cursor.fetchall()
    for key_id, owner, kek, wrapped, erased_at in found:
        try:
            key = (
                None
                if erased_at
                else ring.unwrap(bytes(wrapped), kek=kek, owner=owner, key_id=key_id)
            )
        except CannotOpen:
            continue  # the value itself says so when somebody reads it
        kept.opened[key_id.bytes] = key


def make_keys(owners: Iterable[uuid.UUID]) -> None:
    """Make the keys of many owners with few statements, and keep them at hand.

    Owners are taken in order, so that two who make the same keys at once wait for each other.
    """
    everybody = sorted(set(owners))
    for start in range(0, len(everybody), BATCH):
        _make(everybody[start : start + BATCH])


def _make(owners: list[uuid.UUID]) -> None:
    fresh = {uuid.uuid4(): (owner, ring.new_data_key()) for owner in owners}
    columns: list[list[Any]] = [[], [], [], []]
    for key_id, (owner, key) in fresh.items():
        row = (key_id, owner, *ring.wrap(key, owner=owner, key_id=key_id))
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_MANY, columns)
    if (kept := _kept.get()) is None:
        return
    for row in DataKey.objects.filter(owner__in=owners):
        kept.take(row, fresh[row.pk][1] if row.pk in fresh else None)


def keks_in_use() -> list[tuple[str, bool]]:
    """Return the id of each key of the ring that data keys need, and whether the one at hand fits."""
    one_each = DataKey.objects.exclude(kek="").order_by("kek", "id").distinct("kek")
    return [(row.kek, _fits(row)) for row in one_each]


def _fits(row: DataKey) -> bool:
    try:
        return _opened(row) is not None
    except CannotOpen:
        return False


def forget() -> None:
    """Drop what is at hand: a key has just changed, and some are kept without their owner."""
    if (kept := _kept.get()) is not None:
        kept.opened.clear()
        kept.of_owner.clear()


def _made_or_found(owner: uuid.UUID) -> DataKey:
    new = _new(owner)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(MAKE_OR_FIND, [new.pk, owner, new.kek, new.wrapped, owner])
            found = cursor.fetchone()
        if found is not None:
            names = ("id", "owner", "kek", "wrapped", "erased_at")
            return DataKey(**dict(zip(names, found, strict=True)))
        # Somebody else's transaction made it while this one waited: the next look sees it.


def _new(owner: uuid.UUID) -> DataKey:
    row = DataKey(owner=owner)
    row.kek, row.wrapped = ring.wrap(ring.new_data_key(), owner=owner, key_id=row.pk)
    return row


def _keep(row: DataKey) -> bytes | None:
    kept = _kept.get()
    if kept is None:
        return _opened(row)
    kept.take(row)
    return kept.opened[row.pk.bytes]


def _opened(row: DataKey) -> bytes | None:
    if row.erased_at is not None:
        return None
    return ring.unwrap(bytes(row.wrapped), kek=row.kek, owner=row.owner, key_id=row.pk)


def _not_erased(key: bytes | None) -> bytes:
    if key is None:
        raise Erased
    return key
