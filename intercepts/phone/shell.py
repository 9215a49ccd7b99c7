"""The files of which the phone's shell is made, and one mark that changes when any of them does."""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from intercepts.phone import bundle
from intercepts.phone.texts import both_languages

SCRIPTS = [
    "dom", "words", "store", "times", "vault", "pin", "score", "draft", "send", "carry", "net", "app", "controls",
    "door", "photo", "tally", "steps", "signs", "people", "consent", "outcome", "check", "saved", "queue",
    "contacts", "short", "main",
]  # fmt: skip
STYLE = "css/field.css"
ICONS = ["icons/field-192.png", "icons/field-512.png"]
OF_WORKER = ["store", "times", "send", "carry"]  # what the service worker needs to send by itself
WHOLE = "/field/app.js"


def precached() -> list[str]:
    """Return the addresses that the service worker fetches before it says it is ready."""
    return ["/field/", WHOLE, "/field/texts.json", "/field/manifest.json", static(STYLE)]


def script() -> str:
    """Return all modules as one script; its last part starts the page (decision 28)."""
    return _joined(tuple(SCRIPTS), version())


def script_of_worker() -> str:
    """Return what the worker sends with, as one script that leaves `sendDue` and `carry` behind."""
    left = f"const {{sendDue}} = {bundle.of('send')}, {{carry}} = {bundle.of('carry')};\n"
    return _joined(tuple(OF_WORKER), version()) + left


@lru_cache(maxsize=4)  # two scripts, and those of a version that is going
def packed(text: str) -> bytes:
    """Return a script as a browser with Brotli takes it."""
    return brotli.compress(text.encode())


@cache
def _joined(names: tuple[str, ...], mark: str) -> str:
    return bundle.joined(names, lambda name: _source(name).read_text())


def version() -> str:
    """Return a short hash of everything of which the shell consists."""
    return _version() if not settings.DEBUG else _version.__wrapped__()


@cache
def _version() -> str:
    mark = hashlib.sha256(json.dumps(both_languages(), sort_keys=True).encode())
    for path in (*map(_found, (STYLE, *ICONS)), *map(_source, SCRIPTS)):
        mark.update(path.read_bytes())
    for template in sorted((settings.BASE_DIR / "templates" / "intercepts" / "field").iterdir()):
        mark.update(template.read_bytes())
    return mark.hexdigest()[:12]


def _source(name: str) -> Path:
    return _found(f"js/offline/{name}.js")


def _found(name: str) -> Path:
    """Return the file as it stands in the code, not its copy under another name."""
    return Path(finders.find(name) or settings.BASE_DIR / "static" / name)
