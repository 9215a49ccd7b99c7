"""Opening what a phone sealed to our public key, and the pairs of keys themselves.

Layout: version (1) | ephemeral point, uncompressed (65) | nonce (12) | cipher and tag. P-256, HKDF with
SHA-256 and AES-256-GCM, as every browser has them (decision 23).
"""

import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = 1
POINT_BYTES, NONCE_BYTES, TAG_BYTES, KEY_BYTES = 65, 12, 16, 32
INFO = b"tracekenya field record 1"
CURVE = ec.SECP256R1()
SMALLEST = 1 + POINT_BYTES + NONCE_BYTES + TAG_BYTES


class CannotUnseal(Exception):
    """The bytes were altered, or were sealed for another key, id, kind or layout."""


@dataclass(frozen=True)
class Envelope:
    """What a sealed record says about itself in clear: bound into the cipher."""

    id: uuid.UUID
    kind: str
    layout: int
    kid: str

    @property
    def bound(self) -> bytes:
        return f"{self.id}|{self.kind}|{self.layout}|{self.kid}".encode()


def new_secret() -> str:
    """Return the private number of a new pair, in hex."""
    return f"{ec.generate_private_key(CURVE).private_numbers().private_value:064x}"


def secret_key(secret: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int(secret, 16), CURVE)


def point_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the 65 bytes of the public point, uncompressed."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def unseal(sealed: bytes, envelope: Envelope, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return what was sealed. Raises CannotUnseal."""
    if len(sealed) < SMALLEST or sealed[0] != VERSION:
        raise CannotUnseal
    begin, end = 1 + POINT_BYTES, 1 + POINT_BYTES + NONCE_BYTES
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sealed[1:begin])
        opener = AESGCM(_derived(key.exchange(ec.ECDH(), point), envelope.id))
        return opener.decrypt(sealed[begin:end], sealed[end:], envelope.bound)
    except (InvalidTag, ValueError):
        raise CannotUnseal from None


def _derived(shared: bytes, record: uuid.UUID) -> bytes:
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=record.bytes, info=INFO).derive(shared)
