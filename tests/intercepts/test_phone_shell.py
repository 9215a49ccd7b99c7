"""The phone's shell: light enough for a slow line, the same for everybody, new when any part of it is."""

import gzip
import json

import brotli
from django.conf import settings

from intercepts.phone import shell
from tracekenya.roles.roles import Role

STATIC = settings.BASE_DIR / "static"
SCRIPTS = sorted((STATIC / "js" / "offline").glob("*.js"))
MOST_SCRIPT, MOST_SHELL = 30 * 1024, 60 * 1024  # bytes as sent
LONGEST = 150  # lines of one script


def sent(content: bytes) -> int:
    """Return the bytes on the wire, as the server compresses best."""
    return len(brotli.compress(content))


def test_scripts_and_shell_are_light(client, db):
    scripts = sum(sent(path.read_bytes()) for path in SCRIPTS)
    style = sent((STATIC / shell.STYLE).read_bytes())
    pages = sum(
        len(gzip.compress(client.get(f"/field/{name}").content, 6))
        for name in ("", "sw.js", "texts.json", "manifest.json")
    )
    icons = (STATIC / shell.ICONS[0]).stat().st_size
    print(f"scripts {scripts}, style {style}, pages {pages}, icon {icons} bytes")  # noqa: T201

    assert scripts <= MOST_SCRIPT
    assert scripts + style + pages + icons <= MOST_SHELL


def test_scripts_are_short_and_each_is_named():
    long = [path.name for path in SCRIPTS if path.read_text().count("\n") > LONGEST]

    assert long == []
    assert sorted(shell.SCRIPTS) == [path.stem for path in SCRIPTS]


def test_the_shell_is_the_same_for_everybody_and_says_nothing_of_anybody(client, signed_in):
    stranger = client.get("/field/").content
    monitor, _user = signed_in(Role.FIELD_MONITOR)
    known = monitor.get("/field/").content

    assert known == stranger
    assert b"csrf" not in known
    assert client.get("/field/").cookies.keys() == set()


def test_the_worker_keeps_every_part_and_changes_with_each(client, db, monkeypatch):
    worker = client.get("/field/sw.js")
    files = json.loads(worker.content.decode().split("const FILES = ")[1].split(";")[0])
    missing = [
        file for file in files if file.startswith("/field/") and client.get(file).status_code != 200
    ]
    before = shell._version.__wrapped__()
    monkeypatch.setattr(shell, "STYLE", "css/app.css")

    assert missing == []
    assert len(files) == len(SCRIPTS) + 4
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert before != shell._version.__wrapped__()
