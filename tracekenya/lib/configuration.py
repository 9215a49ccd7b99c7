"""Reading keys and addresses from the environment, with one clear line when a value is wrong."""

import base64
import binascii
import sys
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32
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
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    options = settings.setdefault("OPTIONS", {})
    options["connect_timeout"] = 5
    # Counting statements have many small expressions: compiling them takes longer than running them.
    # What they group (some 100,000 keys) fits into 16 MB and would else go through files.
    options.setdefault("options", "-c jit=off -c work_mem=16MB")
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

    Read from VAULT_KEYS (`id:base64,id:base64`) or from the file that VAULT_KEY_FILE names.
    """
    text = env.str("VAULT_KEYS", default="") or _key_file(env.str("VAULT_KEY_FILE", default=""))
    keys = {}
    for part in filter(None, (piece.strip() for piece in text.replace("\n", ",").split(","))):
        key_id, colon, encoded = part.partition(":")
        if not colon or not 1 <= len(key_id) <= 16 or not key_id.isalnum():
            raise ImproperlyConfigured("VAULT_KEYS must read id:base64[,id:base64...]")
        keys[key_id] = _decoded("VAULT_KEYS", encoded)
    if not keys:
        raise ImproperlyConfigured("No vault key: set VAULT_KEYS or VAULT_KEY_FILE")
    return keys


def _key_file(path: str) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text()
    except OSError as error:
        raise ImproperlyConfigured(f"VAULT_KEY_FILE cannot be read: {error.strerror}") from None


def _decoded(name: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must hold {KEY_BYTES} bytes in base64")
    return key
