"""AES-256-GCM with a key id in front and the row bound into the cipher.

Layout of a sealed value (bytes): version (1) | length of key id (1) | key id | nonce (12) | cipher and tag.
The associated data is a frozen label and the row's UUID: a value moved to another row or column
does not open.
"""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value was sealed with a key that is not here, or for another row or column."""


def seal(text: str, *, label: str, row: uuid.UUID) -> bytes:
    """Encrypt `text` with the first key for this `label` (table.column, frozen) and `row`."""
    return seal_bytes(text.encode(), label=label, row=row)


def open_sealed(sealed: bytes, *, label: str, row: uuid.UUID) -> str:
    """Decrypt. Raises CannotOpen for an unknown key, a moved value or a damaged one."""
    return open_bytes(sealed, label=label, row=row).decode()


def seal_bytes(content: bytes, *, label: str, row: uuid.UUID) -> bytes:
    """Encrypt bytes, such as a file, as `seal` does a text."""
    key_id, key = next(iter(settings.VAULT_KEYS.items()))
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(key).encrypt(nonce, content, _bound(label, row))
    return bytes([VERSION, len(key_id)]) + key_id.encode() + nonce + cipher


def open_bytes(sealed: bytes, *, label: str, row: uuid.UUID) -> bytes:
    """Decrypt bytes. Raises CannotOpen as `open_sealed`."""
    try:
        length = sealed[1]
        key_id = sealed[2 : 2 + length].decode()
        nonce = sealed[2 + length : 2 + length + NONCE_BYTES]
        cipher = sealed[2 + length + NONCE_BYTES :]
        return AESGCM(settings.VAULT_KEYS[key_id]).decrypt(nonce, cipher, _bound(label, row))
    except (InvalidTag, KeyError, IndexError, ValueError):
        raise CannotOpen(f"A value of {label} cannot be opened with the keys at hand") from None


def _bound(label: str, row: uuid.UUID) -> bytes:
    return f"{label}:{row}".encode()
