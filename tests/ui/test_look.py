"""Bytes, contrast, icons and what templates must not contain."""

import hashlib
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
EVERY_PAGE_CSS = ("vendor/bootstrap/bootstrap-subset.min.css", "css/app.css")


def compressed_bytes(*names: str) -> int:
    return sum(len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in names)


def test_styles_stay_within_their_budget():
    assert compressed_bytes(*EVERY_PAGE_CSS, "css/charts.css") <= 28_000


@pytest.mark.parametrize("path", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_a_script_of_ours_is_small(path):
    """What a page loads altogether: tests/project/test_every_page.py."""
    assert compressed_bytes(f"js/{path.name}") <= 2_000


def test_the_sprite_is_small():
    assert compressed_bytes("icons/sprite.svg") <= 5_000


@pytest.mark.parametrize("path", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_a_script_is_short_and_says_what_it_does(path):
    lines = path.read_text().splitlines()

    assert len(lines) < 150
    assert lines[0].startswith("// ")


def test_vendored_files_are_what_the_list_says():
    listed = re.findall(
        r"\| `([^`]+)` \|.*\| `([0-9a-f]{64})` \|", (STATIC / "vendor/VENDORED.md").read_text()
    )
    found = {
        path.relative_to(STATIC / "vendor").as_posix() for path in STATIC.glob("vendor/**/*.css")
    }

    assert {name for name, _sum in listed} == found
    for name, checksum in listed:
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == checksum


FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*=|<style", re.I),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "event attribute": re.compile(r"\son[a-z]+\s*=", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
    "load from another host": re.compile(
        r"(?:\bsrc|\bsrcset|<link[^>]*\bhref)\s*=\s*[\"'](?:https?:)?//", re.I
    ),
    "unsafe output": re.compile(r"\|\s*safe\b|autoescape off"),
}


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_no_template_has(name):
    offenders = [str(path) for path in TEMPLATES if FORBIDDEN[name].search(path.read_text())]

    assert TEMPLATES != []
    assert offenders == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("inline style", '<p style="color:red">'),
        ("inline script", "<script>alert(1)</script>"),
        ("event attribute", '<p onclick="x()">'),
        ("javascript address", '<a href="javascript:x()">'),
        ("load from another host", '<img src="https://example.org/a.png">'),
        ("unsafe output", "{{ word|safe }}"),
    ],
)
def test_the_search_finds_what_must_not_be_there(name, text):
    assert FORBIDDEN[name].search(text) is not None


def test_templates_are_short():
    assert [str(path) for path in TEMPLATES if len(path.read_text().splitlines()) > 120] == []


def sprite_names() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons/sprite.svg").read_text()))


def test_every_icon_that_a_template_or_the_menu_names_exists():
    sources = [*TEMPLATES, *sorted((ROOT / "tracekenya").rglob("*.py"))]
    text = "\n".join(path.read_text() for path in sources)
    named = set(re.findall(r'{% icon "([^"]+)"', text)) | set(re.findall(r'\bicon="([^"]+)"', text))
    named |= set(re.findall(r'Entry\(_\("[^"]+"\), "([^"]+)"', text))

    assert "home" in named
    assert named - sprite_names() == set()


# --- Contrast, computed from the tokens themselves --------------------------------------------------
def tokens(theme: str) -> dict[str, str]:
    blocks = {
        "light": r":root \{\n  color-scheme: light;(.*?)\n\}",
        "dark": r':root\[data-theme="dark"\] \{\n(.*?)\n  \}',
        "system": r':root:not\(\[data-theme="light"\]\) \{\n(.*?)\n  \}',
    }
    block = re.search(blocks[theme], (STATIC / "css/app.css").read_text(), re.S).group(1)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXT_ON = [
    *[(ink, ground) for ink in ("ink", "muted", "primary", "danger") for ground in ("paper", "surface")],
    *[(tone, f"{tone}-soft") for tone in ("danger", "warning", "success", "info")],
    ("ink", "neutral-soft"), ("muted", "neutral-soft"), ("ink", "raised"), ("muted", "raised"),
    ("on-primary", "primary"), ("on-primary", "primary-strong"), ("on-danger", "danger"),
    ("primary-strong", "primary-soft"), ("ink", "danger-soft"), ("ink", "warning-soft"),
    ("ink", "success-soft"), ("ink", "info-soft"),
]  # fmt: skip
PARTS_ON = [
    ("control", "surface"), ("primary", "track"), ("kfa-1", "surface"), ("kfa-2", "surface"),
    ("kfa-3", "surface"), ("kfa-4", "surface"), ("kfa-1", "paper"), ("kfa-2", "paper"),
    ("kfa-3", "paper"), ("kfa-4", "paper"),
]  # fmt: skip


def test_black_on_white_is_the_known_ratio():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_ON)
def test_text_can_be_read(theme, ink, ground):
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), PARTS_ON)
def test_parts_can_be_seen(theme, part, ground):
    colours = tokens(theme)

    assert contrast(colours[part], colours[ground]) >= 3


def test_both_ways_to_the_dark_colours_give_the_same():
    assert tokens("system") == tokens("dark")
    assert set(tokens("dark")) == set(tokens("light"))
