"""The ring of keys from the environment: it wraps the data keys and is never in the database."""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tracekenya.vault.errors import CannotOpen

NONCE_BYTES = 12
DATA_KEY_BYTES = 32


def first_id() -> str:
    """Return the id of the key that wraps whatever is new."""
    return next(iter(settings.VAULT_KEYS))


def key_of(kek: str) -> bytes:
    """Return a key of the ring. Raises CannotOpen when it is not there."""
    try:
        return settings.VAULT_KEYS[kek]
    except KeyError:
        raise CannotOpen(f"The vault has no key {kek}") from None


def new_data_key() -> bytes:
    return os.urandom(DATA_KEY_BYTES)


def wrap(key: bytes, *, owner: uuid.UUID, key_id: uuid.UUID) -> tuple[str, bytes]:
    """Encrypt a data key with the first key; bound to its owner and its own id.

    Returns: id of the key that did it, nonce with the cipher.
    """
    kek = first_id()
    nonce = os.urandom(NONCE_BYTES)
    return kek, nonce + AESGCM(key_of(kek)).encrypt(nonce, key, _bound(owner, key_id))


def unwrap(wrapped: bytes, *, kek: str, owner: uuid.UUID, key_id: uuid.UUID) -> bytes:
    """Return the data key. Raises CannotOpen for another key, owner or row."""
    nonce, cipher = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        return AESGCM(key_of(kek)).decrypt(nonce, cipher, _bound(owner, key_id))
    except (InvalidTag, ValueError):
        raise CannotOpen(f"A data key cannot be opened with the vault's key {kek}") from None


def _bound(owner: uuid.UUID, key_id: uuid.UUID) -> bytes:
    return f"data_key:{owner}:{key_id}".encode()
