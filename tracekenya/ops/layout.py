"""Where things lie on this machine: the project, its state folder, the folder of its services."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tracekenya.ops.accounts import Account, service_account
from tracekenya.ops.console import SetupError

PROJECT = Path(__file__).resolve().parent.parent.parent
PYTHON = PROJECT / ".venv" / "bin" / "python"


@dataclass(frozen=True)
class Layout:
    """One set of services and what belongs to it.

    `durable` is false for test data alone: its database does not wait for the disk.
    """

    state: Path
    durable: bool = True

    @property
    def secrets_file(self) -> Path:
        return self.state / "secrets.json"

    @property
    def start_lock(self) -> Path:
        return self.state / "start.lock"

    @property
    def lease_file(self) -> Path:
        return self.state / "lease.lock"

    @property
    def keeper_lock(self) -> Path:
        return self.state / "keeper.lock"

    @property
    def run_lock(self) -> Path:
        return self.state / "run.lock"

    @property
    def log(self) -> Path:
        return self.state / "log"

    @property
    def account(self) -> Account | None:
        """Whom the services run as, or None for the account that is running this."""
        return service_account(self.state)

    @property
    def services(self) -> Path:
        """The folder of data and programs of the services, where their account can reach it."""
        inside = self.state / "services"
        account = self.account
        if account is None or _can_traverse(self.state, account):
            return inside
        fingerprint = hashlib.sha256(str(self.state).encode()).hexdigest()[:12]
        return Path("/var/lib") / f"tracekenya-{fingerprint}"

    def create(self) -> None:
        """Make the folders. Raises SetupError when they cannot be written to."""
        try:
            for folder in (self.state, self.log):
                folder.mkdir(parents=True, exist_ok=True)
            if self.state.stat().st_uid == os.geteuid():
                self.state.chmod(0o711)  # the services' account passes through, and lists nothing
            probe = self.state / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
            self.services.mkdir(mode=0o711, exist_ok=True)
            self.services.chmod(0o711)
        except OSError as error:
            place = error.filename or self.state
            raise SetupError(
                f"Cannot write to {place}: {error.strerror}. Run this from a folder that is yours."
            ) from None


def project_layout() -> Layout:
    """Return the services of this working copy: those that keep their data between runs."""
    return Layout(PROJECT / ".local")


def tests_layout() -> Layout:
    """Return the services that tests use: apart from the others, fast, and not durable."""
    return Layout(PROJECT / ".local" / "test", durable=False)


def _can_traverse(folder: Path, account: Account) -> bool:
    return all(_may_enter(place, account) for place in folder.parents)


def _may_enter(folder: Path, account: Account) -> bool:
    found = folder.stat()
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)
