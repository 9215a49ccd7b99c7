"""The secrets of this machine's own installation: made once, kept in one file for its owner alone."""

import base64
import json
import os
import secrets
from pathlib import Path

from tracekenya.ops.console import SetupError

KEY_BYTES = 32
PASSWORD_BYTES = 24
APPLICATION_KEYS = ("SECRET_KEY", "VAULT_KEYS", "VAULT_INDEX_KEY", "AUDIT_KEY")


def secrets_in(path: Path) -> dict[str, str]:
    """Return the secrets kept in `path`, making what is not there yet. Raises SetupError.

    Shape: name -> text; the application's keys, and the passwords `postgres`, `database`
    (the owner of the tables), `application` and `redis`.
    """
    known = _read(path)
    whole = {**_fresh(), **known}
    if whole != known:
        _write(path, whole)
    return whole


def _fresh() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "VAULT_KEYS": f"local1:{_key()}",
        "VAULT_INDEX_KEY": _key(),
        "AUDIT_KEY": _key(),
        "postgres": secrets.token_urlsafe(PASSWORD_BYTES),
        "database": secrets.token_urlsafe(PASSWORD_BYTES),
        "application": secrets.token_urlsafe(PASSWORD_BYTES),
        "redis": secrets.token_urlsafe(PASSWORD_BYTES),
    }


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        found: dict[str, str] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise SetupError(
            f"{path} cannot be read ({error}). It holds the keys of the data beside it: "
            "bring it back, or delete the whole folder to start with empty data."
        ) from None
    return found


def _write(path: Path, content: dict[str, str]) -> None:
    """Write in one move, so that a cut leaves the old file or the new one."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
