"""Whose processes the services are: PostgreSQL and Redis never run as root."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracekenya.ops.console import SetupError

UNPRIVILEGED = ("nobody", "daemon")  # every Debian has them; neither owns a file of its own


@dataclass(frozen=True)
class Account:
    """An account of the machine that owns nothing else."""

    uid: int
    gid: int


def service_account(state: Path) -> Account | None:
    """Return the account for the services when this is root, else None.

    Whoever owns the state folder already keeps it. Raises SetupError when there is nobody to be.
    """
    if os.geteuid() != 0:
        return None
    owner = state.stat() if state.exists() else None
    if owner is not None and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise SetupError("As root this needs an unprivileged account 'nobody' to run the services as.")


def give(folder: Path, account: Account | None) -> None:
    """Let `folder` and all in it belong to `account`."""
    if account is None:
        return
    for place in (folder, *folder.rglob("*")):
        os.chown(place, account.uid, account.gid, follow_symlinks=False)


def as_account(account: Account | None) -> dict[str, Any]:
    """Return the arguments that make `subprocess` run a program as `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}
