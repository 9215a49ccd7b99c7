"""One part of a photograph as it comes over the wire: what it says of the whole, and its own bytes."""

import uuid
from dataclasses import dataclass
from typing import Any

from intercepts.enums import RecordKind
from intercepts.phone.items import (
    HASH_CHARS,
    LARGEST_LAYOUT,
    UnreadableItem,
    body_of,
    uuid_of,
    word_of,
)
from intercepts.phone.sealing import SMALLEST, Envelope

LARGEST_PART = 64 * 1024  # bytes
LARGEST_PHOTO = 200 * 1024  # bytes, sealed; the phone makes 150 KB of picture
LONGEST_HEAD = 1000  # characters


@dataclass(frozen=True)
class Part:
    """Bytes of one sealed photograph from `start` on; none of them asks how much came so far.

    id: the phone's name for the photograph. of: that of its record. size, sha256: of the whole, sealed.
    """

    id: uuid.UUID
    of: uuid.UUID
    kid: str
    layout: int
    size: int
    sha256: str
    start: int
    content: bytes


def part_of(head: str, content: bytes) -> Part:
    """Return the part that `head`, a JSON object, describes. Raises UnreadableItem."""
    if not 0 < len(head) <= LONGEST_HEAD:
        raise UnreadableItem("unreadable")
    said = body_of(head.encode())
    size = _number(said, "size", SMALLEST, LARGEST_PHOTO, "too_large")
    start = _number(said, "from", 0, size)
    if len(content) > min(LARGEST_PART, size - start):
        raise UnreadableItem("too_large" if len(content) > LARGEST_PART else "unreadable")
    sha256 = word_of(said.get("sha256"), HASH_CHARS).lower()
    if len(sha256) != HASH_CHARS:
        raise UnreadableItem("unreadable")
    return Part(
        id=uuid_of(said.get("id")), of=uuid_of(said.get("of")), kid=word_of(said.get("kid")),
        layout=_number(said, "version", 1, LARGEST_LAYOUT), size=size, sha256=sha256, start=start,
        content=content,
    )  # fmt: skip


def envelope_of(photo: uuid.UUID, layout: int, kid: str) -> Envelope:
    """Return what a sealed photograph says in clear, bound into its cipher."""
    return Envelope(photo, RecordKind.PHOTO, layout, kid)


def _number(
    said: dict[str, Any], name: str, least: int, most: int, reason: str = "unreadable"
) -> int:
    """Return a whole number; `reason` is given for one above `most`. Raises UnreadableItem."""
    value = said.get(name)
    if type(value) is not int or value < least:
        raise UnreadableItem("unreadable")
    if value > most:
        raise UnreadableItem(reason)
    return value
