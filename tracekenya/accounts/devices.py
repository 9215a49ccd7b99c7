"""What is known of a device: coarse words for a list, and keyed fingerprints instead of addresses."""

import base64
import hashlib
import hmac

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

# The first that stands in what the browser says of itself; many say they are others too.
BROWSERS = {
    "EdgA/": "Edge", "Edg/": "Edge", "OPR/": "Opera", "SamsungBrowser/": "Samsung Internet",
    "FxiOS/": "Firefox", "Firefox/": "Firefox", "CriOS/": "Chrome", "Chrome/": "Chrome",
    "Safari/": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows",
    "Mac OS X": "Mac", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def fingerprint(kind: str, text: str) -> str:
    """Return 128 bits from which nobody without the key learns `text`."""
    key = hmac.digest(settings.VAULT_INDEX_KEY, b"sign-in", hashlib.sha256)
    return hmac.new(key, f"{kind}:{text}".encode(), hashlib.sha256).hexdigest()[:32]


def draft_key(user: AbstractBaseUser) -> str:
    """Return 32 bytes in base64 that seal what `user` typed, in the own browser alone."""
    key = hmac.digest(settings.SECRET_KEY.encode(), f"drafts:{user.pk}".encode(), hashlib.sha256)
    return base64.b64encode(key).decode()


def name_of(agent: str) -> str:
    """Return browser and system as `Chrome|Android`, parts empty when unknown; nothing finer."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return f"{browser}|{system}"


def words_of(name: str) -> str:
    """Say what `name_of` returned."""
    browser, _bar, system = name.partition("|")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")
