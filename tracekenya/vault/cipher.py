"""AES-256-GCM with the key's id in front and the row bound into the cipher.

Layout of a sealed value (bytes):
- version 2: version (1) | id of the data key (16) | nonce (12) | cipher and tag
- version 1: version (1) | length of key id (1) | id of a key of the ring | nonce (12) | cipher and tag

Version 2 is written: each owner has a data key. Version 1 is still read; `rotate_keys` turns it into 2.
The associated data is a frozen label and the row's UUID: a value moved to another row or column
does not open.
"""

import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tracekenya.vault import ring
from tracekenya.vault.errors import CannotOpen, Erased
from tracekenya.vault.keys import key_to_open, key_to_seal

__all__ = ["CannotOpen", "Erased", "open_bytes", "open_sealed", "seal", "seal_bytes"]
OLD_VERSION, VERSION = 1, 2
NONCE_BYTES = ring.NONCE_BYTES
ID_BYTES = 16
_BEGIN = 1 + ID_BYTES  # where the nonce of version 2 lies


def seal(text: str, *, label: str, row: uuid.UUID, owner: uuid.UUID | None = None) -> bytes:
    """Encrypt `text` under the key of `owner` (the row itself) for `label` (table.column, frozen)."""
    return seal_bytes(text.encode(), label=label, row=row, owner=owner)


def open_sealed(sealed: bytes, *, label: str, row: uuid.UUID) -> str:
    """Decrypt. Raises Erased; CannotOpen for an unknown key, a moved value or a damaged one."""
    return open_bytes(sealed, label=label, row=row).decode()


def seal_bytes(
    content: bytes, *, label: str, row: uuid.UUID, owner: uuid.UUID | None = None
) -> bytes:
    """Encrypt bytes, such as a file, as `seal` does a text. Raises Erased."""
    key_id, key = key_to_seal(owner or row)
    nonce = os.urandom(NONCE_BYTES)
    return bytes([VERSION]) + key_id.bytes + nonce + _encrypt(key, nonce, content, label, row)


def seal_with_ring(content: bytes, *, label: str, row: uuid.UUID) -> bytes:
    """Encrypt as version 1, with the ring's first key: for migrations, which know no owners."""
    kek = ring.first_id()
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([OLD_VERSION, len(kek)]) + kek.encode()
    return head + nonce + _encrypt(ring.key_of(kek), nonce, content, label, row)


def open_bytes(sealed: bytes, *, label: str, row: uuid.UUID) -> bytes:
    """Decrypt bytes. Raises Erased and CannotOpen as `open_sealed`."""
    try:
        key, body = _key_and_body(sealed)
        return AESGCM(key).decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], _bound(label, row))
    except (InvalidTag, IndexError, ValueError):
        raise CannotOpen(f"A value of {label} cannot be opened with the keys at hand") from None


def is_old(sealed: bytes) -> bool:
    """Return whether a sealed value has no data key behind it yet."""
    return bytes(sealed[:1]) == bytes([OLD_VERSION])


def data_key_of(sealed: bytes) -> bytes | None:
    """Return the id of the data key under which a value lies (16 bytes); None for empty and old ones."""
    return sealed[1:_BEGIN] if len(sealed) >= _BEGIN and sealed[0] == VERSION else None


def _key_and_body(sealed: bytes) -> tuple[bytes, bytes]:
    """Return the key, and nonce with cipher. Raises IndexError, ValueError, CannotOpen, Erased."""
    if (key_id := data_key_of(sealed)) is not None:
        return key_to_open(key_id), sealed[_BEGIN:]
    if sealed[0] != OLD_VERSION:
        raise ValueError("A sealed value of an unknown version")
    end = 2 + sealed[1]
    return ring.key_of(sealed[2:end].decode()), sealed[end:]


def _encrypt(key: bytes, nonce: bytes, content: bytes, label: str, row: uuid.UUID) -> bytes:
    return AESGCM(key).encrypt(nonce, content, _bound(label, row))


def _bound(label: str, row: uuid.UUID) -> bytes:
    return f"{label}:{row}".encode()
