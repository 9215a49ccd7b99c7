"""Services of their own for these tests, and programs that hold a lease on them."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tracekenya.ops import broker, embedded, keeper, postgres
from tracekenya.ops.keys import secrets_in
from tracekenya.ops.layout import PROJECT, Layout

ADDRESSES = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "VAULT_KEYS",
    "VAULT_INDEX_KEY",
    "AUDIT_KEY",
)
HOLDER = """
import json, sys
from pathlib import Path
from tracekenya.ops import embedded
from tracekenya.ops.layout import Layout
held = embedded.lease(Layout(Path(sys.argv[1])))
print(json.dumps(held.environment), flush=True)
sys.stdin.readline()
held.release()
"""


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch, tmp_path):
    """Hide the addresses and the `.env` file that the rest of the tests use."""
    for name in (*ADDRESSES, "EMBEDDED_SERVICES", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(embedded, "PROJECT", tmp_path)


@pytest.fixture(scope="module")
def layout(tmp_path_factory):
    """Return services that are stopped; a database made once is used by all tests of a file."""
    made = Layout(tmp_path_factory.mktemp("ops") / "state")
    yield made
    if made.state.exists():
        keeper.wait_for_stop(made)
        broker.stop(made, secrets_in(made.secrets_file))
        postgres.stop(made)
        shutil.rmtree(made.services, ignore_errors=True)


class Holder:
    """A program of its own that holds a lease until it is told to end or is killed."""

    def __init__(self, layout: Layout):
        environment = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, layout.state],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def environment(self) -> dict[str, str]:
        """Wait until the services are up, and return what the program was told."""
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.communicate("\n", timeout=30)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def holder(layout):
    """Return a function that starts a program with a lease; what is left of them is killed."""
    started = []

    def start() -> Holder:
        started.append(Holder(layout))
        return started[-1]

    yield start
    for program in started:
        if program.process.poll() is None:
            program.kill()
    if layout.state.exists():
        keeper.wait_for_stop(layout)


def wait_until(holds, seconds: float = 15) -> bool:
    """Wait for `holds()` to be true, and say whether it became so."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_up(layout: Layout) -> bool:
    return postgres.find_running(layout) is not None


def scratch_project(folder: Path) -> Path:
    """Return a copy of what runs before anything is installed."""
    shutil.copytree(PROJECT / "tracekenya" / "ops", folder / "tracekenya" / "ops")
    shutil.copy(PROJECT / "tracekenya" / "__init__.py", folder / "tracekenya")
    shutil.copy(PROJECT / "Makefile", folder)
    return folder
