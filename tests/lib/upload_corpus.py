"""Files made up to be sent: good ones of each kind, and what people hide in files, each with its verdict.

Nothing here was written by a person; the same call gives the same files.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

# Cut in two, so that no scanner takes this file for the test virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
BARE_PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Sent:
    """One file. verdict: the kind under which it is kept, None where it must be refused."""

    name: str
    content: bytes
    verdict: str | None


def corpus() -> list[Sent]:
    """Return all files, hostile and good."""
    return [
        *_good_pictures(), *_good_documents(), *_programs(), *_web_pages(), *_pictures(),
        *_archives(), *_office(), *_pdfs(), *_tables(), *_names(),
    ]  # fmt: skip


def picture(kind: str, size: tuple[int, int] = (24, 18), mode: str = "RGB", **options) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(file, kind, **options)
    return file.getvalue()


def photograph(size: tuple[int, int]) -> bytes:
    """Return a PNG of grain, as a camera gives it: hard to pack."""
    file = io.BytesIO()
    grain = Image.effect_noise((size[0] // 8, size[1] // 8), 60)
    grain.resize(size, Image.Resampling.BILINEAR).convert("RGB").save(file, "PNG", compress_level=1)
    return file.getvalue()


def packed(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": b"<w:document/>", **more})


def xlsx(**more: bytes) -> bytes:
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": b"<workbook/>", **more})


def pdf(**catalog: str) -> bytes:
    return BARE_PDF.replace(b"/Catalog", b"/Catalog" + "".join(catalog.values()).encode())


def png_that_says(width: int, height: int, *, data: bytes = b"", mode: int = 2) -> bytes:
    """Return a PNG that claims a size, whatever it holds."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, mode, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b"")
    )  # fmt: skip


def with_place(kind: str, number: int) -> bytes:
    """Return a picture that tells where it was taken, in each way in which pictures tell it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "GPSMARK camera", 1 + number % 8
    exif.get_ifd(0x8825).update(
        {1: "S", 2: (3.0, number, 7.5), 3: "E", 4: (39.0, 40.0, number), 29: "2025:01:01"}
    )
    told = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>GPSMARK</exif:GPSLatitude></x:xmpmeta>'
    options = {"exif": exif.tobytes(), "xmp": told}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415  of one kind only

        notes = PngInfo()
        notes.add_text("GPSMARK", "GPSMARK 3.98 S")
        notes.add_itxt("XML:com.adobe.xmp", told.decode())
        options = {"exif": exif.tobytes(), "pnginfo": notes}
    if kind == "JPEG":
        options["comment"] = b"GPSMARK comment"
    return picture(kind, (24 + number, 18), **options) + b"GPSMARK at the end"


def _good_pictures() -> Iterator[Sent]:
    for mode in ("L", "RGB", "RGBA", "P", "1", "LA"):
        yield Sent(f"good {mode}.png", picture("PNG", mode=mode), "png")
    for mode in ("L", "RGB", "CMYK"):
        yield Sent(f"good {mode}.jpg", picture("JPEG", mode=mode), "jpg")
    for mode in ("RGB", "RGBA"):
        yield Sent(f"good {mode}.webp", picture("WEBP", mode=mode), "jpg")
    yield Sent("good slow.jpg", picture("JPEG", progressive=True), "jpg")
    yield Sent(
        "good animated.webp",
        picture("WEBP", save_all=True, append_images=[Image.new("RGB", (24, 18))]),
        "jpg",
    )
    yield Sent("good 12 million points.jpg", picture("JPEG", (4000, 3000)), "jpg")
    yield Sent("good under a wrong name.exe", picture("PNG"), "png")
    yield Sent("good capitals.JPEG", picture("JPEG"), "jpg")


def _good_documents() -> Iterator[Sent]:
    writer = _blank()
    writer.add_metadata({"/Title": "Good"})
    link = b'<Relationships><Relationship Type="http://x/relationships/hyperlink" Target="http://a.example" TargetMode="External"/></Relationships>'
    yield Sent("good.pdf", BARE_PDF, "pdf")
    yield Sent("good written.pdf", _written(writer), "pdf")
    yield Sent(
        "good with a picture's bytes.pdf",
        BARE_PDF.replace(
            b"trailer", b"2 0 obj<</Length 9>>stream\n/JS/AA x#\nendstream endobj\ntrailer"
        ),
        "pdf",
    )
    yield Sent("good with an outline.pdf", pdf(a="/OpenAction[3 0 R/Fit]/JSomething 1"), "pdf")
    yield Sent("good.docx", docx(), "docx")
    yield Sent("good with a link.docx", docx(**{"word/_rels/document.xml.rels": link}), "docx")
    yield Sent("good.xlsx", xlsx(), "xlsx")
    yield Sent(
        "good with a formula.xlsx", xlsx(**{"xl/worksheets/sheet1.xml": b"<f>SUM(A1)</f>"}), "xlsx"
    )
    yield Sent("good.csv", b"year,children\n2019,410\n", "csv")
    yield Sent("good with its mark.csv", "\ufeffmwaka;watoto\n2019;410\n".encode(), "csv")
    yield Sent("good with tabs.csv", b"a\tb\n1\t2\n", "csv")
    yield Sent("good with signs.csv", b"a,b\n-5,+254 712 345 678\n-12.5,- none\n<5,50%\n", "csv")
    yield Sent("good with a list.csv", b'a,b\n"one, two\nthree",4 < 5\n', "csv")


def _programs() -> Iterator[Sent]:
    yield Sent("eicar.com", EICAR, None)
    yield Sent("eicar.pdf", EICAR, None)
    for name, start in (
        ("program.exe", b"MZ\x90\x00"), ("program.elf", b"\x7fELF\x02\x01"), ("script.sh", b"#!/bin/sh\nid\n"),
        ("class.jar", b"\xca\xfe\xba\xbe"), ("link.lnk", b"L\x00\x00\x00\x01\x14\x02"), ("batch.bat", b"@echo off\r\ndel x\r\n"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("rich.rtf", b"{\\rtf1{\\object\\objdata 01}}"),
        ("archive.7z", b"7z\xbc\xaf\x27\x1c"), ("archive.gz", b"\x1f\x8b\x08\x00"), ("archive.rar", b"Rar!\x1a\x07\x01\x00"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42"), ("photo.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
        ("photo.avif", b"\x00\x00\x00\x1cftypavif"), ("photo.tif", picture("TIFF")), ("photo.bmp", picture("BMP")),
        ("photo.gif", picture("GIF")), ("photo.ico", picture("ICO")), ("print.ps", b"%!PS-Adobe-3.0\n(x) run\n"),
        ("magick.mvg", b"push graphic-context\nimage over 0,0 0,0 'https://x'\n"), ("magick.svg.gz", b"\x1f\x8b\x08\x00svg"),
    ):  # fmt: skip
        yield Sent(name, start + b"\x00" * 64, None)


def _web_pages() -> Iterator[Sent]:
    script = b"<script>alert(1)</script>"
    yield Sent("page.html", b"<!DOCTYPE html><html><body>a,b\n" + script, None)
    yield Sent("page.csv", b"a,b\n" + script + b",1\n", None)
    yield Sent("tag.csv", b"a,b\n<img src=x onerror=alert(1)>,1\n", None)
    yield Sent("tag with a slash.csv", b"a,b\n<svg/onload=alert(1)>,1\n", None)
    yield Sent(
        "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg">' + script + b",\n</svg>", None
    )
    yield Sent("drawing.png", b'<?xml version="1.0"?>\n<svg onload="alert(1)">,</svg>', None)
    yield Sent("page.pdf", b"<html><body>%PDF-1.4 a,b\n</body></html>", None)
    yield Sent(
        "page that says pdf.pdf", b"%PDF-1.4\n<html><script>alert(1)</script>\n1 0 obj\n%%EOF", None
    )
    yield Sent("code.php", b"<?php system($_GET['c']); ?>,\n", None)
    yield Sent(
        "sheet.xml",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;,\n</x>',
        None,
    )
    yield Sent("wide.csv", "a,b\n<script>alert(1)</script>,1\n".encode("utf-16"), None)


def _pictures() -> Iterator[Sent]:
    script = b"<script>alert(1)</script>"
    gif = b"GIF89a/*" + b"\x00" * 8 + b"*/=1;alert(1)"
    yield Sent("polyglot gif and script.gif", gif, None)
    yield Sent("polyglot gif and script.jpg", gif, None)
    yield Sent("polyglot bmp and script.bmp", b"BM/*\x00\x00*/=1;alert(1)", None)
    yield Sent("jpeg with a script behind.jpg", picture("JPEG") + script, "jpg")
    yield Sent("jpeg with a script in its comment.jpg", picture("JPEG", comment=script), "jpg")
    yield Sent("jpeg with an archive behind.jpg", picture("JPEG") + packed({"a.js": script}), "jpg")
    yield Sent("png with a script behind.png", picture("PNG") + script, "png")
    yield Sent(
        "png with php in its points.png",
        png_that_says(8, 2, data=b"\x00" + (b"<?=`$_GET[0]`?>" * 2)[:24] + b"\x00" * 25),
        "png",
    )
    yield Sent("bomb of points.png", png_that_says(50_000, 50_000), None)
    yield Sent(
        "bomb of points with points.png",
        png_that_says(30_000, 30_000, data=b"\x00" * 9_000_000),
        None,
    )
    yield Sent("bomb of width.png", png_that_says(2**31 - 1, 1), None)
    yield Sent("bomb just over.png", png_that_says(8_001, 5_000), None)
    yield Sent("size of nothing.png", png_that_says(0, 0), None)
    yield Sent("too few points.png", png_that_says(4_000, 4_000, data=b"\x00" * 12), None)
    jpeg = picture("JPEG", (64, 64))
    at = jpeg.index(b"\xff\xc0") + 5
    yield Sent(
        "bomb of points.jpg", jpeg[:at] + struct.pack(">HH", 50_000, 50_000) + jpeg[at + 4 :], None
    )
    yield Sent(
        "bomb of points.webp",
        b"RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00\x2f"
        + struct.pack("<I", 0x0FFFFFFF)
        + b"\x00" * 5,
        None,
    )
    for kind, end in (("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")):
        whole = picture(kind, (200, 200))
        yield Sent(f"cut in two.{end}", whole[: len(whole) // 2], None)
        yield Sent(f"head only.{end}", whole[:12], None)
        yield Sent(f"garbage behind its head.{end}", whole[:16] + bytes(range(256)) * 4, None)
    note = zlib.compress(b"x" * 80_000_000, 9)
    whole = picture("PNG")
    chunk = b"zTXt" + b"n\x00\x00" + note
    yield Sent(
        "bomb of words.png",
        whole[:33]
        + struct.pack(">I", len(chunk) - 4)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + whole[33:],
        None,
    )


def _archives() -> Iterator[Sent]:
    yield Sent("plain.zip", packed({"a.txt": b"x"}), None)
    yield Sent("page in an archive.docx", packed({"index.html": b"<script>"}), None)
    yield Sent("bomb.zip", packed({"a": b"\x00" * 5_000_000}), None)
    yield Sent(
        "bomb.docx", docx(**{f"word/{n}.xml": b"\x00" * 11_000_000 for n in range(10)}), None
    )
    yield Sent("many parts.xlsx", xlsx(**{f"xl/{n}.xml": b"" for n in range(2_100)}), None)
    yield Sent(
        "archive in archive.docx", docx(**{"word/embeddings/a.zip": packed({"a": b"x"})}), None
    )
    yield Sent("broken.docx", docx()[:-30], None)
    yield Sent("head only.docx", b"PK\x03\x04", None)
    yield Sent("locked.docx", _locked(docx()), None)
    yield Sent("part twice.docx", _twice(), None)
    for name in (
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\win.ini",
        "C:\\x",
        "word/\u202efdp.exe",
        "word/a\u200bb",
        "word/a\x1bb",
    ):
        yield Sent(f"path {name!r}.docx", docx(**{name: b"x"}), None)
    yield Sent(
        "odt.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        None,
    )
    yield Sent("app.apk", packed({"AndroidManifest.xml": b"x", "classes.dex": b"dex"}), None)


def _office() -> Iterator[Sent]:
    def relation(kind: str) -> bytes:
        return f'<Relationships><Relationship Type="http://x/relationships/{kind}" Target="http://a.example/t.dotm" TargetMode="External"/></Relationships>'.encode()

    macro = TYPES.replace(
        b"/>",
        b'><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    )
    yield Sent("macro.docm", docx(**{"word/vbaProject.bin": b"x"}), None)
    yield Sent("macro under another name.docx", docx(**{"word/VBAPROJECT.BIN": b"x"}), None)
    yield Sent(
        "macro by its kind.docm",
        packed({"[Content_Types].xml": macro, "word/document.xml": b"x"}),
        None,
    )
    yield Sent("macro sheet.xlsm", xlsx(**{"xl/macrosheets/sheet1.xml": b"x"}), None)
    yield Sent(
        "template from elsewhere.docx",
        docx(**{"word/_rels/settings.xml.rels": relation("attachedTemplate")}),
        None,
    )
    yield Sent(
        "frame from elsewhere.docx",
        docx(**{"word/_rels/document.xml.rels": relation("frame")}),
        None,
    )
    yield Sent(
        "picture from elsewhere.docx",
        docx(**{"word/_rels/document.xml.rels": relation("image")}),
        None,
    )
    yield Sent(
        "entity.docx",
        docx(**{"word/_rels/document.xml.rels": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}),
        None,
    )
    yield Sent(
        "link to a sheet.xlsx", xlsx(**{"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"}), None
    )
    yield Sent(
        "question to a server.xlsx",
        xlsx(**{"xl/connections.xml": b"x", "xl/queryTables/q.xml": b"x"}),
        None,
    )
    yield Sent("control.docx", docx(**{"word/activeX/activeX1.bin": b"x"}), None)
    yield Sent("object.docx", docx(**{"word/embeddings/oleObject1.bin": b"x"}), None)


def _pdfs() -> Iterator[Sent]:
    script = "/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    for name, catalog in {
        "script": script, "escaped script": "/OpenAction<</S/J#61vaScript/J#53(1)>>",
        "short script": "/AA<</O<</JS(1)>>>>", "program": "/OpenAction<</S/Launch/F(calc.exe)>>",
        "escaped program": "/OpenAction<</S/#4c#61unch/F(x)>>", "file": "/Names<</EmbeddedFiles 2 0 R>>",
        "film": "/A<</S/Rendition>>", "rich media": "/Subtype/RichMedia", "form": "/AcroForm<</XFA 1 0 R>>",
        "sends": "/A<</S/SubmitForm/F(http://a)>>", "takes in": "/A<</S/ImportData>>",
        "other file": "/A<</S/GoToR/F(\\\\\\\\a\\\\b)>>", "file inside": "/A<</S/GoToE>>", "description": "/F<</Type/Filespec>>",
    }.items():  # fmt: skip
        yield Sent(f"{name}.pdf", pdf(a=catalog), None)
    hidden = b"1 0 <</S/JavaScript/JS(app.alert(1))>>"
    stream = b"2 0 obj<</Type/ObjStm/N 1/First 4/Filter/%b>>stream\n%b\nendstream endobj\ntrailer"
    yield Sent(
        "packed script.pdf",
        BARE_PDF.replace(b"trailer", stream % (b"FlateDecode", zlib.compress(hidden))),
        None,
    )
    yield Sent(
        "script packed rarely.pdf",
        BARE_PDF.replace(b"trailer", stream % (b"ASCIIHexDecode", hidden.hex().encode())),
        None,
    )
    yield Sent(
        "script packed badly.pdf",
        BARE_PDF.replace(b"trailer", stream % (b"FlateDecode", b"\x78\x9cbroken")),
        None,
    )
    yield Sent(
        "bomb of objects.pdf",
        BARE_PDF.replace(
            b"trailer", stream % (b"FlateDecode", zlib.compress(b" " * 60_000_000, 9))
        ),
        None,
    )
    yield Sent(
        "script between false streams.pdf",
        BARE_PDF.replace(
            b"trailer", b"% stream\n3 0 obj<</S/JavaScript/JS(1)>>endobj % endstream\ntrailer"
        ),
        None,
    )
    yield Sent("locked.pdf", BARE_PDF.replace(b"/Root", b"/Encrypt 9 0 R/Root"), None)
    yield Sent("locked and escaped.pdf", BARE_PDF.replace(b"/Root", b"/#45ncrypt 9 0 R/Root"), None)
    yield Sent("cut.pdf", BARE_PDF[:40], None)
    yield Sent("head only.pdf", b"%PDF-1.7", None)
    yield Sent("archive behind.pdf", BARE_PDF + packed({"a.js": b"x"}), None)
    yield Sent("much behind.pdf", BARE_PDF + b"\x00" * 4_000, None)
    yield Sent("something in front.pdf", b"MZ\x90\x00" + BARE_PDF, None)
    for name, action in {
        "script": {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")},
        "program": {"/S": NameObject("/Launch"), "/F": TextStringObject("cmd.exe")},
    }.items():
        writer = _blank()
        named = {NameObject(key): value for key, value in action.items()}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(named)
        yield Sent(f"{name} by a library.pdf", _written(writer), None)
    writer = _blank()
    writer.add_attachment("a.txt", b"x")
    yield Sent("attachment by a library.pdf", _written(writer), None)
    writer = _blank()
    writer.encrypt("word", algorithm="RC4-128")
    yield Sent("locked by a library.pdf", _written(writer), None)


def _tables() -> Iterator[Sent]:
    for cell in (
        "=1+1", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
        '"=HYPERLINK(""http://a"",""x"")"', " =1+1", "\uff1d1+1", "=IMPORTXML(A1)", "|calc", '"\n=1+1"', "%0A=x(1)",
    ):  # fmt: skip
        yield Sent(f"formula {cell!r}.csv", f"a,b\n1,{cell}\n".encode(), None)
    yield Sent("nul.csv", b"a,b\n1,\x00\n", None)
    yield Sent("escape.csv", b"a,b\n1,\x1b[2J\n", None)
    yield Sent("cell without end.csv", b'a,b\n"' + b"x" * 200_000, None)
    yield Sent("latin.csv", "a,b\né,1\n".encode("latin-1"), None)
    yield Sent("one column.csv", b"words only\n", None)


def _names() -> Iterator[Sent]:
    yield Sent("empty.pdf", b"", None)
    yield Sent("one byte.png", b"\x89", None)
    yield Sent("zeros.bin", b"\x00" * 1_000_000, None)
    for name in (
        "report.pdf.exe",
        "..\\..\\settings.py",
        "a\x00b.pdf",
        "gpj.\u202efdp.exe",
        "x" * 300 + ".pdf",
        ".htaccess",
        "CON.pdf",
        "a;b.pdf",
        'a".pdf',
        "a\r\nb.pdf",
    ):
        yield Sent(name, BARE_PDF, "pdf")


def _blank() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _locked(content: bytes) -> bytes:
    """Return the archive with the mark of a password on each part."""
    changed = bytearray(content)
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(start)
        while at >= 0:
            changed[at + place] |= 1
            at = content.find(start, at + 4)
    return bytes(changed)


def _twice() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "WORD/Document.xml"):
            archive.writestr(name, TYPES)
    return file.getvalue()
