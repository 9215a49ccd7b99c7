"""The file of heads, outside the database: one line at every seal, each with a MAC of its own.

A line: state, position, moment, hash, MAC; the MAC covers the line and the MAC of the line before.
"sealing" is written before the commit of a seal, to know that the file takes a line; "sealed" after
it. Only "sealed" lines bind: a sealer that dies in between leaves a "sealing" that never came true.
"""

import datetime as dt
import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

SEALING, SEALED = "sealing", "sealed"
TAIL_BYTES = 8192  # more than enough for the last lines
PARTS = 5


@dataclass(frozen=True)
class Head:
    """The end of the chain at one moment: `hash` at `position`."""

    state: str
    position: int
    at: dt.datetime
    hash: bytes
    mac: bytes


class BadLine(Exception):
    """A line of the file does not carry the MAC that it must. `number` counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(f"line {number}")
        self.number = number


def append(state: str, position: int, hash_: bytes) -> None:
    """Add a line and wait until the disk has it; the same line twice is written once. Raises OSError."""
    with _opened() as file:
        last = _last_lines(file)
        if last and (last[-1].state, last[-1].position, last[-1].hash) == (state, position, hash_):
            return
        words = f"{state} {position} {timezone.now().isoformat()} {hash_.hex()}"
        mac = _mac(words, last[-1].mac if last else b"")
        ends_torn = _size(file) > 0 and os.pread(file, 1, _size(file) - 1) != b"\n"
        line = f"{chr(10) if ends_torn else ''}{words} {mac.hex()}\n".encode()
        if os.write(file, line) != len(line):
            raise OSError("The line of the head was cut")
        os.fsync(file)


def last_sealed() -> Head | None:
    """Return the newest binding head, None when the file is not there or holds none."""
    if not path().exists():
        return None
    with path().open("rb") as file:
        lines = _last_lines(file.fileno())
    return next((head for head in reversed(lines) if head.state == SEALED), None)


def all_lines() -> Iterator[Head]:
    """Yield every line in order. Raises BadLine at the first that was changed or moved.

    A line torn by a cut of power is passed over; the next one is bound to the line before it.
    """
    before = b""
    torn: int | None = None
    with path().open("rb") as file:
        for number, raw in enumerate(file, start=1):
            head = _parsed(raw)
            if head is None:
                torn = torn or number
                continue
            if not _is_genuine(raw, head, before):
                raise BadLine(torn or number)
            before, torn = head.mac, None
            yield head


def path() -> Path:
    return Path(settings.AUDIT_HEADS_FILE)


@contextmanager
def _opened() -> Iterator[int]:
    """Open the file for adding, alone on this machine, making it when it is not there."""
    path().parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)


def _last_lines(file: int) -> list[Head]:
    size = _size(file)
    raw = os.pread(file, TAIL_BYTES, max(size - TAIL_BYTES, 0))
    heads = (_parsed(line) for line in raw.splitlines(keepends=True))
    return [head for head in heads if head is not None]


def _size(file: int) -> int:
    return os.fstat(file).st_size


def _parsed(raw: bytes) -> Head | None:
    """Return the line's head, None for one that is not whole."""
    parts = raw.decode("ascii", "replace").split()
    if not raw.endswith(b"\n") or len(parts) != PARTS or parts[0] not in (SEALING, SEALED):
        return None
    state, position, at, hash_, mac = parts
    try:
        return Head(
            state,
            int(position),
            dt.datetime.fromisoformat(at),
            bytes.fromhex(hash_),
            bytes.fromhex(mac),
        )
    except ValueError:
        return None


def _is_genuine(raw: bytes, head: Head, before: bytes) -> bool:
    words = raw.decode("ascii").rpartition(" ")[0]
    return hmac.compare_digest(_mac(words, before), head.mac)


def _mac(words: str, before: bytes) -> bytes:
    return hmac.new(settings.AUDIT_KEY, before + words.encode(), hashlib.sha256).digest()
