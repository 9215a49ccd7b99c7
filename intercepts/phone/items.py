"""One record as it comes over the wire: its keys, checked before anything is opened or stored."""

import base64
import binascii
import datetime as dt
import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

from intercepts.phone.sealing import SMALLEST, Envelope
from tracekenya.gate.readable import is_storable

MOST_ITEMS = 10
LARGEST_SEALED = 64 * 1024  # bytes
LARGEST_BODY = MOST_ITEMS * 100 * 1024  # bytes; base64 makes four of three
LONGEST_WORD = 20
LONGEST_ZONE = 40
LARGEST_LAYOUT = 1000
BELIEVABLE_YEARS = range(2000, 2101)  # of a phone's clock; others say nothing
HASH_CHARS = 64


class UnreadableItem(Exception):
    """Nothing can be kept of it. `reason`: `unreadable`, `damaged` or `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Item:
    """One record, still sealed."""

    id: uuid.UUID
    kind: str
    layout: int
    kid: str
    sealed: bytes
    sha256: str
    device_time: dt.datetime | None
    time_zone: str

    @property
    def envelope(self) -> Envelope:
        return Envelope(self.id, self.kind, self.layout, self.kid)


def body_of(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a request. Raises UnreadableItem."""
    content = json_of(raw)
    if not isinstance(content, dict):
        raise UnreadableItem("unreadable")
    return content


def json_of(raw: bytes) -> Any:
    """Return what UTF-8 JSON says. Raises UnreadableItem for all else, also NaN and endless nesting."""
    try:
        return json.loads(raw.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise UnreadableItem("unreadable") from None


def item_of(said: Any) -> Item:
    """Return the record in one item of a request. Raises UnreadableItem."""
    if not isinstance(said, dict):
        raise UnreadableItem("unreadable")
    layout = said.get("version")
    if type(layout) is not int or not 1 <= layout <= LARGEST_LAYOUT:
        raise UnreadableItem("unreadable")
    sealed = _sealed(said.get("sealed"))
    stated = word_of(said.get("sha256"), HASH_CHARS).lower()
    if hashlib.sha256(sealed).hexdigest() != stated:
        raise UnreadableItem("damaged")
    return Item(
        id=uuid_of(said.get("id")), kind=word_of(said.get("kind")), layout=layout,
        kid=word_of(said.get("kid")), sealed=sealed, sha256=stated,
        device_time=moment_of(said.get("device_time")),
        time_zone=word_of(said.get("tz", ""), LONGEST_ZONE, may_lack=True),
    )  # fmt: skip


def uuid_of(said: Any) -> uuid.UUID:
    """Return the UUID of a text. Raises UnreadableItem."""
    try:
        if isinstance(said, str):
            return uuid.UUID(said)
    except ValueError:
        pass
    raise UnreadableItem("unreadable")


def moment_of(said: Any) -> dt.datetime | None:
    """Return the moment that a phone claims, None when it says nothing that could be one."""
    try:
        moment = dt.datetime.fromisoformat(said) if isinstance(said, str) else None
        if moment is None or moment.year not in BELIEVABLE_YEARS:
            return None
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _sealed(said: Any) -> bytes:
    if not isinstance(said, str):
        raise UnreadableItem("unreadable")
    if len(said) > LARGEST_SEALED * 4 // 3 + 4:
        raise UnreadableItem("too_large")
    try:
        sealed = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableItem("unreadable") from None
    if len(sealed) < SMALLEST:
        raise UnreadableItem("unreadable")
    return sealed


def word_of(said: Any, most: int = LONGEST_WORD, *, may_lack: bool = False) -> str:
    """Return a short text that can be printed and stored. Raises UnreadableItem."""
    is_fit = isinstance(said, str) and len(said) <= most and said.isprintable()
    if not (is_fit and is_storable(said) and (said or may_lack)):
        raise UnreadableItem("unreadable")
    return said


def _refuse(constant: str) -> None:
    raise ValueError(constant)
