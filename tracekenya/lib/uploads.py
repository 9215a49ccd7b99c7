"""What is taken in of files that people send: the kind is read from the bytes, never from the name.

Pictures are drawn anew, so that nothing that was hidden in them (place, camera, a second file) stays.
"""

import csv
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from tracekenya.lib import active_pdf
from tracekenya.lib.errors import DomainError

# Of a picture. A scan of A3 at 300 dots an inch has 17 million points, a good telephone's picture 24.
# Each takes 4 bytes, and a picture that is turned is held twice. Measured: 255 MB at 25 million points,
# 365 MB at 40 million, and one file may cost 300.
MOST_PIXELS = {"PNG": 25_000_000, "JPEG": 25_000_000, "WEBP": 12_500_000}  # WebP is held thrice
# How pictures are written. With "optimize" a photograph of 25 million points in PNG took two minutes
# and came out 15 % smaller.
SAVED = {"JPEG": {"quality": 88}, "PNG": {"compress_level": 3}}
MOST_UNPACKED = 100 * 1024 * 1024  # bytes that a packed document may grow to
MOST_PARTS = 2_000  # files in a packed document
MOST_OF_A_PART = 2 * 1024 * 1024  # bytes of a list of relations or of kinds that are read
PDF_ENDS_WITHIN = 1024  # bytes after the last %%EOF that some programs leave
FORBIDDEN_PARTS = (
    "vbaproject", "activex", "oleobject", "embeddings/", "externallinks/", "macrosheets/",
    "customui/", "attachedtoolbars", "vbadata", "connections.xml", "querytables/",
)  # fmt: skip
# Relations that lead out of the document and are followed when it is opened; links wait for a click.
_LEADS_OUT = re.compile(
    rb"<Relationship\b(?![^>]*/hyperlink[\"'])[^>]*TargetMode\s*=\s*[\"']External", re.IGNORECASE
)
_ENTITY = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*[/!?]?\s*[a-z][^<>]*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# A cell that a spreadsheet program runs: a formula, or a sum that calls something.
_RUN_BY_PROGRAMS = re.compile(r"[=@|]|[+\-%].*[(|!]", re.DOTALL)
# What the readers of pictures and archives raise over bytes that are not what they claim to be.
BROKEN_PICTURE = (
    OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError, struct.error,
    zlib.error, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
BROKEN_ARCHIVE = (
    zipfile.BadZipFile, ValueError, OSError, EOFError, LookupError, NotImplementedError,
    OverflowError, struct.error, zlib.error,
)  # fmt: skip
TOO_MANY_POINTS = gettext_lazy("The picture has too many points. Make it smaller.")
DAMAGED_PICTURE = gettext_lazy("The picture is damaged and cannot be opened.")
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


def taken_in(
    content: bytes, *, kinds: Collection[str], field: str, most_points: int | None = None
) -> Upload:
    """Return the file as it may be kept. Raises RefusedFile at `field`.

    `most_points`: of a picture, where fewer than MOST_PIXELS are let in.
    """
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
        if most_points is not None:
            _check_points(content, most_points)
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
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "jpg", _webp
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content), _office
    return ("csv", _csv) if _is_table(content) else ("", _csv)


def _pdf(content: bytes) -> bytes:
    end = content[-PDF_ENDS_WITHIN:]
    is_whole = b"%%EOF" in end and b"PK\x05\x06" not in end and b" obj" in content
    if not is_whole or active_pdf.is_page_of_the_web(content):
        raise RefusedFile(_("The PDF is damaged, or another file hangs on its end. Save it anew."))
    if active_pdf.is_locked(content):
        raise RefusedFile(_("The document is locked with a password. Save it without one."))
    if active_pdf.is_active(content):
        raise RefusedFile(
            _("The PDF holds a script or another file. Print it to a new PDF and send that.")
        )
    return content


def _png(content: bytes) -> bytes:
    return _drawn_anew(content, "PNG", "PNG")


def _jpeg(content: bytes) -> bytes:
    return _drawn_anew(content, "JPEG", "JPEG")


def _webp(content: bytes) -> bytes:
    """Draw what many telephones send as the JPEG that every program opens."""
    return _drawn_anew(content, "WEBP", "JPEG")


def _check_points(content: bytes, most: int) -> None:
    """Refuse a picture by what its head says; nothing is drawn for it."""
    try:
        with Image.open(io.BytesIO(content), formats=list(MOST_PIXELS)) as picture:
            if picture.width * picture.height > most:
                raise RefusedFile(TOO_MANY_POINTS)
    except BROKEN_PICTURE:
        raise RefusedFile(DAMAGED_PICTURE) from None


def _drawn_anew(content: bytes, as_format: str, to_format: str) -> bytes:
    """Return the picture with nothing but its pixels, turned as the camera was held.

    One copy of the pixels is held at a time, two while they are turned or their kind changes.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[as_format]) as picture:
            if picture.width * picture.height > MOST_PIXELS[as_format]:
                raise RefusedFile(TOO_MANY_POINTS)
            ImageOps.exif_transpose(picture, in_place=True)
            plain = _of_mode(picture, "RGB" if to_format == "JPEG" else _kept_mode(picture.mode))
            plain.info.clear()
            drawn = io.BytesIO()
            plain.save(drawn, to_format, **SAVED[to_format])
    except BROKEN_PICTURE:
        raise RefusedFile(DAMAGED_PICTURE) from None
    return drawn.getvalue()


def _kept_mode(mode: str) -> str:
    return mode if mode in ("L", "RGB", "RGBA") else "RGBA" if mode in ("LA", "PA") else "RGB"


def _of_mode(picture: Image.Image, mode: str) -> Image.Image:
    """Return the pixels in `mode`; what was clear becomes white where the mode knows no clear."""
    picture.load()
    if picture.mode in ("RGBA", "LA", "PA") and mode == "RGB":
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        return white
    return picture if picture.mode == mode else picture.convert(mode)


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
        if any(_is_strange(name) for name in names) or len(set(names)) < len(names):
            raise RefusedFile(_("The document is damaged and cannot be opened."))
        if any(word in name for name in names for word in FORBIDDEN_PARTS) or _acts(packed, parts):
            raise RefusedFile(
                _("The document holds a program or another file. Save it without them.")
            )
    return content


def _is_strange(name: str) -> bool:
    """Return whether a part's name leads out of the document or hides what it is."""
    hidden = any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    return hidden or ".." in name or "\\" in name or ":" in name or name.startswith("/")


def _acts(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Return whether the lists in the document name a macro, an entity or something to fetch."""
    for part in parts:
        name = part.filename.lower()
        if not name.endswith(".rels") and name != "[content_types].xml":
            continue
        try:
            with packed.open(part) as file:
                text = file.read(MOST_OF_A_PART + 1)
        except BROKEN_ARCHIVE:
            raise RefusedFile(_("The document is damaged and cannot be opened.")) from None
        if len(text) > MOST_OF_A_PART or b"macroenabled" in text.lower():
            return True
        if _LEADS_OUT.search(text) or _ENTITY.search(text):
            return True
    return False


def _is_table(content: bytes) -> bool:
    """Return whether the bytes are text with a separator in it and no mark-up."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    has_rows = any(mark in text for mark in ",;\t") and "\n" in text
    return has_rows and not _CONTROL.search(text) and not _MARKUP.search(text)


def _csv(content: bytes) -> bytes:
    text = content.decode("utf-8-sig")
    try:
        separator = max(",;\t", key=text.partition("\n")[0].count)
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(
                _RUN_BY_PROGRAMS.match(unicodedata.normalize("NFKC", cell).strip()) for cell in row
            ):
                raise RefusedFile(
                    _("A cell of the table begins as a formula. Save the table with values only.")
                )
    except csv.Error:
        raise RefusedFile(_("The table is damaged and cannot be read.")) from None
    return content
