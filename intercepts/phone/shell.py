"""The files of which the phone's shell is made, and one mark that changes when any of them does."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from intercepts.phone.texts import both_languages

SCRIPTS = [
    "dom", "words", "store", "vault", "pin", "score", "draft", "send", "net", "app", "controls",
    "door", "tally", "steps", "signs", "people", "consent", "outcome", "check", "saved", "queue",
    "contacts", "main",
]  # fmt: skip
STYLE = "css/field.css"
ICONS = ["icons/field-192.png", "icons/field-512.png"]


def scripts() -> list[str]:
    """Return the addresses of the shell's scripts; the last one starts the rest."""
    return [static(f"js/offline/{name}.js") for name in SCRIPTS]


def precached() -> list[str]:
    """Return the addresses that the service worker fetches before it says it is ready."""
    return ["/field/", "/field/texts.json", "/field/manifest.json", static(STYLE), *scripts()]


def version() -> str:
    """Return a short hash of everything of which the shell consists."""
    return _version() if not settings.DEBUG else _version.__wrapped__()


@cache
def _version() -> str:
    mark = hashlib.sha256(json.dumps(both_languages(), sort_keys=True).encode())
    for name in (STYLE, *ICONS, *(f"js/offline/{name}.js" for name in SCRIPTS)):
        found = finders.find(name)
        mark.update(Path(found).read_bytes() if found else b"")
    for template in sorted((settings.BASE_DIR / "templates" / "intercepts" / "field").iterdir()):
        mark.update(template.read_bytes())
    return mark.hexdigest()[:12]
