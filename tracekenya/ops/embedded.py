"""The embedded services for whoever needs them: `prepare()` before Django starts."""

import atexit
import os
import re
import sys
from dataclasses import dataclass, field

from tracekenya.ops import broker, keeper, locks, postgres, programs
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.keys import APPLICATION_KEYS, secrets_in
from tracekenya.ops.layout import PROJECT, Layout, project_layout


@dataclass
class Lease:
    """The right to use the services: they run until the last one is given back.

    `environment`: name -> value of what a program needs to find them.
    """

    layout: Layout
    descriptor: int
    environment: dict[str, str]
    owner: int = field(default_factory=os.getpid)

    def release(self) -> None:
        """Give the lease back and wait for the services to stop, if this was the last one.

        A forked child only closes its copy: what its parent holds goes on.
        """
        if os.getpid() != self.owner:
            os.close(self.descriptor)
            return
        with locks.exclusive(self.layout.start_lock):
            keeper.ensure(self.layout)
        os.close(self.descriptor)
        keeper.wait_for_stop(self.layout)


def lease(layout: Layout) -> Lease:
    """Return a lease on what the environment does not name, started if need be.

    An address in the environment wins. Keys are made for an embedded database alone: one that is
    named has keys of its own, and settings refuse to start without them. Raises SetupError.
    """
    programs.require_linux()
    layout.create()
    descriptor = locks.open_lock(layout.lease_file)
    try:
        with locks.exclusive(layout.start_lock):
            locks.share(descriptor)
            environment = _start_what_is_missing(layout)
    except BaseException:
        os.close(descriptor)
        keeper.wait_for_stop(layout)
        raise
    return Lease(layout, descriptor, environment)


def _start_what_is_missing(layout: Layout) -> dict[str, str]:
    keeper.ensure(layout)
    secrets = secrets_in(layout.secrets_file)
    found: dict[str, str] = {}
    if not is_configured("DATABASE_URL"):
        found |= {name: secrets[name] for name in APPLICATION_KEYS}
        found |= postgres.ensure(layout, secrets)
    if not is_configured("REDIS_URL"):
        found["REDIS_URL"] = broker.ensure(layout, secrets)
    # An owner of another database must not migrate this one.
    ours = {name for name in found if not is_configured(name)} | {"DATABASE_OWNER_URL"}
    return {name: value for name, value in found.items() if name in ours}


def prepare() -> None:
    """Make the environment whole for a lone command; stop what it started when it ends."""
    if needs_services():
        try:
            held = lease(project_layout())
        except SetupError as error:
            say(str(error))
            sys.exit(1)
        os.environ.update(held.environment)
        atexit.register(held.release)


def needs_services() -> bool:
    """Say whether an address is missing here. In an image the settings, not we, then refuse."""
    if os.environ.get("EMBEDDED_SERVICES") == "off":
        return False
    return not (is_configured("DATABASE_URL") and is_configured("REDIS_URL"))


def is_configured(name: str) -> bool:
    """Say whether the environment or the project's `.env` file gives `name` a value."""
    if name in os.environ:
        return os.environ[name] != ""
    file = PROJECT / ".env"
    text = file.read_text() if file.is_file() else ""
    return re.search(rf"^(?:export )?{name}=\S", text, re.MULTILINE) is not None
