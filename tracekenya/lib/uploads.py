"""What is taken in of files that people send: the kind is read from the bytes, never from the name.

Pictures are drawn anew, so that nothing that was hidden in them (place, camera, a second file) stays.
"""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from tracekenya.lib.errors import DomainError

MOST_PIXELS = 40_000_000  # of a picture: a scan of A3 at 300 dots per inch has 17 million
MOST_UNPACKED = 100 * 1024 * 1024  # bytes that a packed document may grow to
MOST_PARTS = 2_000  # files in a packed document
ACTIVE_IN_PDF = re.compile(rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
PDF_ENDS_WITHIN = 1024  # bytes after the last %%EOF that some programs leave
FORBIDDEN_PARTS = ("vbaproject.bin", "activex", "oleobject", "embeddings/")
# What the readers of pictures and archives raise over bytes that are not what they claim to be.
BROKEN_PICTURE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error,
    zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
BROKEN_ARCHIVE = (
    zipfile.BadZipFile, ValueError, OSError, EOFError, LookupError, NotImplementedError,
    OverflowError, struct.error,
)  # fmt: skip
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class RefusedFile(DomainError):
    """A file that is not taken in; the message says why."""


@dataclass(frozen=True)
class Upload:
    """A file that may be kept. kind: a key of CONTENT_TYPES. content: bytes, pictures drawn anew."""

    kind: str
    content: bytes


def taken_in(content: bytes, *, kinds: Collection[str], field: str) -> Upload:
    """Return the file as it may be kept. Raises RefusedFile at `field`."""
    kind, check = _kind_of(content)
    if kind not in kinds:
        raise RefusedFile(
            _(
                "This is no %(kinds)s file. The kind is read from the file itself, not from its name."
            )
            % {"kinds": ", ".join(sorted(one.upper() for one in kinds))},
            field=field,
        )
    try:
        return Upload(kind, check(content))
    except RefusedFile as refusal:
        raise RefusedFile(refusal.message, field=field) from None


def _kind_of(content: bytes) -> tuple[str, Callable[[bytes], bytes]]:
    """Return the kind that the first bytes name, "" for none, and what makes it fit to be kept."""
    for start, kind, check in (
        (b"%PDF-", "pdf", _pdf),
        (b"\x89PNG\r\n\x1a\n", "png", _png),
        (b"\xff\xd8\xff", "jpg", _jpeg),
    ):
        if content.startswith(start):
            return kind, check
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content), _office
    return ("csv", _csv) if _is_table(content) else ("", _csv)


def _pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-PDF_ENDS_WITHIN:] or b"PK\x05\x06" in content[-PDF_ENDS_WITHIN:]:
        raise RefusedFile(_("The PDF is damaged, or another file hangs on its end. Save it anew."))
    if ACTIVE_IN_PDF.search(content):
        raise RefusedFile(
            _("The PDF holds a script or another file. Print it to a new PDF and send that.")
        )
    return content


def _png(content: bytes) -> bytes:
    return _drawn_anew(content, "PNG")


def _jpeg(content: bytes) -> bytes:
    return _drawn_anew(content, "JPEG")


def _drawn_anew(content: bytes, as_format: str) -> bytes:
    """Return the picture with nothing but its pixels, turned as the camera was held."""
    try:
        with Image.open(io.BytesIO(content), formats=[as_format]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RefusedFile(_("The picture has too many points. Make it smaller."))
            upright = ImageOps.exif_transpose(picture)
            mode = (
                "RGB" if as_format == "JPEG" or upright.mode not in ("L", "RGBA") else upright.mode
            )
            plain = upright.convert(mode)
    except BROKEN_PICTURE:
        raise RefusedFile(_("The picture is damaged and cannot be opened.")) from None
    plain.info.clear()
    drawn = io.BytesIO()
    plain.save(drawn, as_format, **({"quality": 88} if as_format == "JPEG" else {"optimize": True}))
    return drawn.getvalue()


def _office_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
    except BROKEN_ARCHIVE:
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    known = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
    return next((kind for name, kind in known.items() if name in names), "")


def _office(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFile(_("The document is too large when it is unpacked."))
    if any(part.flag_bits & 1 for part in parts):
        raise RefusedFile(_("The document is locked with a password. Save it without one."))
    if any(word in name for name in names for word in FORBIDDEN_PARTS):
        raise RefusedFile(_("The document holds a program or another file. Save it without them."))
    if any(".." in name or name.startswith("/") for name in names):
        raise RefusedFile(_("The document is damaged and cannot be opened."))
    return content


def _is_table(content: bytes) -> bool:
    """Return whether the bytes are text with a separator in it and no mark-up."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    is_plain = not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    is_markup = re.search(r"<\s*(!doctype|html|script|svg|\?xml|\?php)", text, re.IGNORECASE)
    return is_plain and not is_markup and any(mark in text for mark in ",;\t") and "\n" in text


def _csv(content: bytes) -> bytes:
    text = content.decode("utf-8-sig")
    try:
        list(csv.reader(io.StringIO(text)))
    except csv.Error:
        raise RefusedFile(_("The table is damaged and cannot be read.")) from None
    return content
