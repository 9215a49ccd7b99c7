"""What people send: each file of the corpus gets its verdict, soon, in little memory, and tells no place."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.lib.upload_corpus import Sent, corpus, photograph, picture, with_place
from tests.project.test_architecture import ROOT
from tracekenya.lib.uploads import CONTENT_TYPES, taken_in

MOST_SECONDS, MOST_MEGABYTES = 2, 300  # for one file
PICTURES = ("JPEG", "PNG", "WEBP")


def taken_apart(files: list[Sent], folder: Path) -> list[dict]:
    """Take the files in, in a process of their own; one row of facts a file."""
    for number, sent in enumerate(files):
        (folder / f"{number:04}").write_bytes(sent.content)
    answer = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.lib.upload_child", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_every_file_of_the_corpus_gets_its_verdict(tmp_path):
    files = corpus()

    rows = taken_apart(files, tmp_path)

    wrong = [
        (sent.name, sent.verdict, row["verdict"])
        for sent, row in zip(files, rows, strict=True)
        if sent.verdict != row["verdict"]
    ]
    slowest = max(row["seconds"] for row in rows)
    largest = max(row["peak"] for row in rows)
    print(  # noqa: T201  the figure that the closing note states
        f"corpus: {len(files) - len(wrong)} verdicts right of {len(files)}; "
        f"slowest {slowest:.2f} s, most memory {largest} MB"
    )
    assert wrong == []
    assert len(files) >= 120
    assert largest < MOST_MEGABYTES
    assert max(row["work"] for row in rows) < MOST_SECONDS


@pytest.mark.deep
def test_the_largest_pictures_that_pass_need_bounded_memory_and_time(tmp_path):
    size = (6_250, 4_000)
    turned = Image.Exif()
    turned[0x0112] = 6
    files = [
        Sent("a.jpg", picture("JPEG", size), "jpg"),
        Sent("turned.jpg", picture("JPEG", size, exif=turned), "jpg"),
        Sent("b.png", picture("PNG", size, "RGB"), "png"),
        Sent("c.png", picture("PNG", size, "RGBA"), "png"),
        Sent("d.webp", picture("WEBP", (4_100, 3_040)), "jpg"),
        Sent("e.webp", picture("WEBP", (4_100, 3_040), "RGBA"), "jpg"),
        Sent("f.webp", picture("WEBP", (5_000, 3_000)), None),
        Sent("photograph.png", photograph((4_000, 3_000)), "png"),  # about the largest that is sent
    ]

    rows = taken_apart(files, tmp_path)

    print([(sent.name, row) for sent, row in zip(files, rows, strict=True)])  # noqa: T201
    assert [row["verdict"] for row in rows] == [sent.verdict for sent in files]
    assert max(row["peak"] for row in rows) < MOST_MEGABYTES
    assert max(row["work"] for row in rows) < 2 * MOST_SECONDS


@pytest.mark.parametrize("kind", PICTURES)
def test_twenty_pictures_that_tell_their_place_tell_nothing_after(kind):
    for number in range(20):
        sent = with_place(kind, number)
        kept = taken_in(sent, kinds=CONTENT_TYPES, field="file").content
        shown = Image.open(io.BytesIO(kept))

        assert b"GPSMARK" in sent
        assert dict(Image.open(io.BytesIO(sent)).getexif().get_ifd(0x8825)) != {}
        assert [
            mark for mark in (b"GPSMARK", b"Exif", b"eXIf", b"GPS", b"xmp", b"tEXt") if mark in kept
        ] == []
        assert (
            dict(shown.getexif()),
            set(shown.info) & {"exif", "xmp", "comment", "icc_profile"},
        ) == ({}, set())
        turned = Image.open(io.BytesIO(sent)).getexif()[0x0112] >= 5
        assert shown.size == ((18, 24 + number) if turned else (24 + number, 18))


def test_what_was_clear_becomes_white_in_a_jpeg():
    clear = Image.new("RGBA", (16, 16), (0, 0, 0, 0))
    file = io.BytesIO()
    clear.save(file, "WEBP", lossless=True)

    kept = taken_in(file.getvalue(), kinds=["jpg"], field="file")

    assert Image.open(io.BytesIO(kept.content)).getpixel((8, 8)) == (255, 255, 255)
