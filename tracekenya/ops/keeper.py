"""A process that waits until nobody uses the services any more, and then stops them.

It is the only one that stops them, so a user of the services may end in any way, killed included.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tracekenya.ops import broker, locks, postgres
from tracekenya.ops.keys import secrets_in
from tracekenya.ops.layout import PROJECT, Layout

STOP_SECONDS = 20
POLL_SECONDS = 0.05


def ensure(layout: Layout) -> None:
    """Start a keeper when there is none; it is born with the lock that says so."""
    alone = locks.take(layout.keeper_lock)
    if alone is None:
        return
    with (layout.log / "keeper.log").open("a") as log:
        subprocess.Popen(
            [sys.executable, "-m", __name__, layout.state, str(layout.durable), str(alone)],
            cwd=PROJECT,
            env={"PATH": os.environ.get("PATH", os.defpath)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            pass_fds=[alone],
        )
    os.close(alone)


def wait_for_stop(layout: Layout) -> None:
    """Wait until the services are stopped, unless somebody else still uses them."""
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        with locks.exclusive(layout.start_lock):  # to look at a lock is to hold it for a moment
            if locks.is_free(layout.keeper_lock) or locks.is_shared(layout.lease_file):
                return
        time.sleep(POLL_SECONDS)


def keep(layout: Layout, alone: int) -> None:
    """Wait for the last user to end, then stop the services and let go of the lock `alone`."""
    lease = locks.open_lock(layout.lease_file)
    fcntl.flock(lease, fcntl.LOCK_EX)  # nobody can start to use the services from here on
    broker.stop(layout, secrets_in(layout.secrets_file))
    postgres.stop(layout)
    os.close(alone)
    os.close(lease)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # it ends by itself, with its work done
    keep(Layout(Path(sys.argv[1]), durable=sys.argv[2] == "True"), int(sys.argv[3]))
