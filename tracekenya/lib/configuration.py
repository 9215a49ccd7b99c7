"""Reading keys and addresses from the environment, with one clear line when a value is wrong."""

import base64
import binascii
import stat
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
OTHERS = stat.S_IRWXG | stat.S_IRWXO  # any right of anybody but the owner of a file
OF_THE_OWNER = ("migrate", "guard_database", "prepare_start")  # commands that change tables


def database(env: environ.Env) -> dict:
    """Return the settings of the database; what changes tables runs as its owner, if one is named."""
    address = "DATABASE_URL"
    is_owners = bool({*sys.argv[1:2]} & {*OF_THE_OWNER})
    if is_owners and env.str("DATABASE_OWNER_URL", default=""):
        address = "DATABASE_OWNER_URL"
    settings = env.db_url(address)
    if settings.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(f"{address} must name a PostgreSQL database (postgres://...)")
    settings["CONN_MAX_AGE"] = 600  # seconds; a connection keeps the plans of `lib/prepared.py`
    settings["CONN_HEALTH_CHECKS"] = True
    options = settings.setdefault("OPTIONS", {})
    options["connect_timeout"] = 5
    # Counting statements have many small expressions: compiling them takes longer than running them.
    # What they group (some 100,000 keys) fits into 16 MB and would else go through files.
    # Rows lie in memory or on a solid-state disk, where any page is as near as the next one.
    # What is prepared is planned once, without its values (`lib/prepared.py`).
    wished = (
        "jit=off",
        "work_mem=16MB",
        "random_page_cost=1.1",
        "plan_cache_mode=force_generic_plan",
    )
    options.setdefault("options", " ".join(f"-c {each}" for each in wished))
    test_name = env.str("TEST_DATABASE_NAME", default="")
    settings["TEST"] = {"NAME": test_name} if test_name else {}
    return settings


def application_role(env: environ.Env) -> tuple[str, str]:
    """Return the name and the password of the role that the application works as."""
    settings = env.db_url("DATABASE_URL")
    return settings.get("USER", ""), settings.get("PASSWORD", "")


def secret_bytes(env: environ.Env, name: str) -> bytes:
    """Return the 32 bytes that `name` holds in base64."""
    return _decoded(name, env.str(name))


def vault_keys(env: environ.Env) -> dict[str, bytes]:
    """Return key id -> 32 bytes; the first encrypts, all decrypt.

    Read from VAULT_KEYS (`id:base64,id:base64`) or, one a line, from the file that VAULT_KEYS_FILE
    names. Raises ImproperlyConfigured for a missing, short or doubled key, and for an open file.
    """
    text, path = env.str("VAULT_KEYS", default=""), env.str("VAULT_KEYS_FILE", default="")
    if text and path:
        raise ImproperlyConfigured("Set VAULT_KEYS or VAULT_KEYS_FILE, not both")
    name = "VAULT_KEYS_FILE" if path else "VAULT_KEYS"
    text = _key_file(path) if path else text
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.replace("\n", ",").split(","))):
        key_id, colon, encoded = part.partition(":")
        if not colon or not 1 <= len(key_id) <= 16 or not (key_id.isascii() and key_id.isalnum()):
            raise ImproperlyConfigured(f"{name} must read id:base64[,id:base64...]")
        key = _decoded(name, encoded)
        if key_id in keys or key in keys.values():
            raise ImproperlyConfigured(f"{name} names the key {key_id} twice")
        keys[key_id] = key
    if not keys:
        raise ImproperlyConfigured("No vault key: set VAULT_KEYS or VAULT_KEYS_FILE")
    return keys


def _key_file(path: str) -> str:
    """Return what the file holds. Raises ImproperlyConfigured unless its owner alone may read it."""
    try:
        if Path(path).stat().st_mode & OTHERS:
            raise ImproperlyConfigured("VAULT_KEYS_FILE may be read by others: chmod 600")
        return Path(path).read_text(encoding="ascii")
    except OSError as error:
        raise ImproperlyConfigured(f"VAULT_KEYS_FILE cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ImproperlyConfigured("VAULT_KEYS_FILE must read id:base64, one a line") from None


def _decoded(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must hold {KEY_BYTES} bytes in base64")
    return key
