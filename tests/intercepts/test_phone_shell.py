"""The phone's shell: light enough for a slow line, the same for everybody, new when any part of it is."""

import gzip
import json
import re

import brotli
import pytest
from django.conf import settings

from intercepts.phone import bundle, shell
from tracekenya.roles.roles import Role

STATIC = settings.BASE_DIR / "static"
SCRIPTS = sorted((STATIC / "js" / "offline").glob("*.js"))
MOST_SCRIPT, MOST_SHELL = 30 * 1024, 60 * 1024  # bytes as sent
LONGEST = 150  # lines of one script


def sent(content: bytes) -> int:
    """Return the bytes on the wire, as the server compresses best."""
    return len(brotli.compress(content))


def test_scripts_and_shell_are_light(client, db):
    scripts = sum(
        len(client.get(f"/field/{name}", headers={"Accept-Encoding": "gzip, deflate, br"}).content)
        for name in ("app.js", "sw.js")
    )
    style = sent((STATIC / shell.STYLE).read_bytes())
    pages = sum(
        len(gzip.compress(client.get(f"/field/{name}").content, 6))
        for name in ("", "texts.json", "manifest.json")
    )
    icons = (STATIC / shell.ICONS[0]).stat().st_size
    print(f"scripts {scripts}, style {style}, pages {pages}, icon {icons} bytes")  # noqa: T201

    assert scripts <= MOST_SCRIPT
    assert scripts + style + pages + icons <= MOST_SHELL


def test_scripts_are_short_and_each_is_named():
    long = [path.name for path in SCRIPTS if path.read_text().count("\n") > LONGEST]

    assert long == []
    assert sorted(shell.SCRIPTS) == [path.stem for path in SCRIPTS]


def test_the_scripts_come_as_one_whole_for_each_browser(client, db):
    plain = client.get("/field/app.js")
    packed = client.get("/field/app.js", headers={"Accept-Encoding": "gzip, br"})

    assert brotli.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "br"
    assert packed["Vary"].split(", ")[0] == "Accept-Encoding"
    assert plain.content.count(b"=> {\n") > len(SCRIPTS)
    assert re.search(rb"^(import|export|\s*//)", plain.content, re.MULTILINE) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('import { late } from "./late.js";\n', "behind it"),
        ('import late from "./early.js";\n', "import late"),
        ("export default 1;\n", "export default"),
        ("export let count = 0;\n", "export let"),
        ("const text = `one\n  two`;\n", "several lines"),
    ],
)
def test_a_module_that_cannot_be_joined_is_named(text, problem):
    """What the joiner does not know stops the build; it is never sent half understood."""
    with pytest.raises(bundle.NotOurs, match=rf"mine.*{problem}"):
        bundle.joined(["early", "mine", "late"], lambda name: text if name == "mine" else "")


def test_remarks_are_left_out_and_texts_are_not():
    text = """const a = f("x; // y"); // why\nconst b = { // shape\n  c: "http://d", // its address\n};\n"""

    body = bundle.joined(["mine"], lambda name: text)

    assert 'const a = f("x; // y");\nconst b = {\nc: "http://d",\n};\n' in body
    assert not re.search(r"why|shape|its", body)


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
    assert len(files) == 5
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    assert before != shell._version.__wrapped__()
