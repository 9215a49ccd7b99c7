"""Whether a PDF would do something: run a script, start a program, fetch, or carry another file.

Names are read as readers of PDF read them: escaped letters (#4a) count, and so does what lies in
packed object streams. The bytes of pictures and pages are left out, where short names occur by chance.
"""

import re
import zlib
from collections.abc import Iterator

MOST_UNPACKED = (
    20 * 1024 * 1024
)  # bytes of packed objects that are looked into, all streams together
STARTS_WITHIN = 1024  # bytes in which a page of the web would have to begin

_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|Filespec|EF|RichMedia|XFA|AA|SubmitForm|ImportData|GoToE"
    rb"|GoToR|Rendition|Movie|Sound|3D|Thread)(?![A-Za-z0-9_.\-])"
)
# Names too long to occur by chance: looked for everywhere, also in what only pretends to be a stream.
_ACTIVE_ANYWHERE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|Filespec|RichMedia|SubmitForm|ImportData)(?![A-Za-z0-9_.\-])"
)
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9_.\-])")
_WEB = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PACKED_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9_.\-])")
_OTHER_PACKING = re.compile(rb"/(ASCII\w+|LZW\w*|AHx|A85|RunLength\w*|RL|Crypt|Predictor)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_BEFORE = 2048  # bytes before a stream in which its description stands


def is_active(content: bytes) -> bool:
    if _ACTIVE_ANYWHERE.search(_plain(content)):
        return True
    return any(part is None or _ACTIVE.search(_plain(part)) for part in _described(content))


def is_locked(content: bytes) -> bool:
    """Return whether the file is encrypted, so that nobody can look into it."""
    return _LOCKED.search(_plain(_without_streams(content))) is not None


def is_page_of_the_web(content: bytes) -> bool:
    return _WEB.search(content[:STARTS_WITHIN]) is not None


def _plain(part: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)


def _without_streams(content: bytes) -> bytes:
    return _STREAM.sub(b"stream endstream", content)


def _described(content: bytes) -> Iterator[bytes | None]:
    """Yield what describes the file: all but the streams, then the packed objects in streams.

    None stands for objects into which nobody can look: too many, damaged, or packed in a rare way.
    """
    yield _without_streams(content)
    left = MOST_UNPACKED
    for stream in _STREAM.finditer(content):
        start = stream.start()
        description = _plain(content[max(0, start - _BEFORE) : start].rpartition(b" obj")[2])
        if not _PACKED_OBJECTS.search(description):
            continue
        unpacked = None if _OTHER_PACKING.search(description) else _unpacked(stream[1], left)
        left -= len(unpacked or b"")
        yield unpacked if left > 0 else None


def _unpacked(stream: bytes, most: int) -> bytes | None:
    """Return the stream unpacked, at most `most` bytes; None where it is damaged."""
    packed = zlib.decompressobj()
    try:
        unpacked = packed.decompress(stream, max(most, 1))
    except zlib.error:
        return None
    return unpacked if packed.eof or packed.unconsumed_tail else None
