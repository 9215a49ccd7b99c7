"""`make run`: the whole system on this machine, from nothing to an address with sign-ins."""

import hashlib
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tracekenya.ops import locks, setup, supervisor
from tracekenya.ops.console import SetupError, answer, say
from tracekenya.ops.layout import PROJECT, Layout, project_layout
from tracekenya.ops.ports import HOST, web_port
from tracekenya.ops.supervisor import Supervisor

OWNERS = "DATABASE_OWNER_URL"  # what serves people never learns the password of the tables' owner
HEALTH_SECONDS = 300  # a busy or small machine takes its time
POLL_SECONDS = 0.25
EAST_AFRICA = timezone(timedelta(hours=3))
SOURCES = (
    "static/**/*",
    "requirements.txt",
    "*/migrations/*.py",
    "tracekenya/*/migrations/*.py",
    "reporting/data/*",
)
WEB = ["-m", "gunicorn", "-c", "python:tracekenya.web_server", "tracekenya.wsgi:application"]
CELERY = ["-m", "celery", "-A", "tracekenya.celery"]
LONELY = ["--without-gossip", "--without-mingle"]  # one worker has nobody to talk to
WORKER = [*CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO", *LONELY]
BEAT = [*CELERY, "beat", "--loglevel", "INFO"]


def run() -> None:
    """Set up, start, and watch until somebody asks to stop. Raises SetupError."""
    layout = project_layout()
    layout.create()
    with _only_run(layout) as announce:
        supervisor.end_leftovers(layout)
        port = web_port(os.environ.get("PORT", ""))
        setup.install(layout)
        with setup.services(layout) as held:
            address = f"http://localhost:{port}"
            values = setup.environment_with(held, PORT=str(port), BIND=f"{HOST}:{port}")
            values.setdefault("SITE_URL", address)
            served = {name: value for name, value in values.items() if name != OWNERS}
            with _programs(layout, served, [held.descriptor] if held else []) as programs:
                stamp = Stamp(layout.state / "prepared.stamp", values)
                was_current = stamp.is_current()
                if not was_current:
                    say("Bringing the database and the static files up to date")
                    stamp.file.unlink(missing_ok=True)
                    _prepare(values, stamp, "--static")
                _bring_up(port, programs)
                announce(address)
                _welcome(layout, address)
                if was_current:
                    _prepare(values, stamp, "--verbosity", "0")
                programs.watch()


@contextmanager
def _programs(
    layout: Layout, values: dict[str, str], descriptors: Sequence[int]
) -> Iterator[Supervisor]:
    """Stop, at the end, whatever has been started by then."""
    programs = Supervisor(layout, values, descriptors)
    try:
        yield programs
    finally:
        setup.ignore_signals()
        programs.stop()


@contextmanager
def _only_run(layout: Layout) -> Iterator[Callable[[str], int]]:
    """Hold the right to be the one run of this folder. Raises SetupError, saying where it runs."""
    place = layout.state / "run.json"
    descriptor = locks.take(layout.run_lock)
    if descriptor is None:
        where = json.loads(place.read_text())["address"] if place.exists() else "soon"
        raise SetupError(f"It runs already: {where} (stop that run with Ctrl-C first)")
    try:
        place.unlink(missing_ok=True)
        yield lambda address: place.write_text(json.dumps({"address": address}))
    finally:
        place.unlink(missing_ok=True)
        os.close(descriptor)


class Stamp:
    """Whether the database and the static files stem from the files that are here now.

    Then the programs may start at once, and what `_prepare` does is looked after behind them.
    """

    def __init__(self, file: Path, values: dict[str, str]):
        self.file = file
        self.mark = self._fingerprint(values.get("DATABASE_URL", ""))

    def is_current(self) -> bool:
        return self.file.exists() and self.file.read_text() == self.mark

    @staticmethod
    def _fingerprint(database: str) -> str:
        """Return a mark of the database's address and the names, sizes and times of sources."""
        found = hashlib.sha256(database.encode())
        for file in sorted(file for pattern in SOURCES for file in PROJECT.glob(pattern)):
            facts = file.stat()
            found.update(f"{file}{facts.st_size}{facts.st_mtime_ns}".encode())
        return found.hexdigest()


def _prepare(values: dict[str, str], stamp: Stamp, *options: str) -> None:
    """Migrate, load the plan and the practice data, build static files, order the report."""
    year = str(datetime.now(EAST_AFRICA).year - 1)
    command = ["python", "manage.py", "prepare_start", "--report-year", year, *options]
    setup.tool(command, values)
    stamp.file.write_text(stamp.mark)


def _bring_up(port: int, programs: Supervisor) -> None:
    """Start the programs; beat comes last, for the first page does not wait for it."""
    programs.start("web", WEB)
    programs.start("worker", WORKER)
    _wait_until_healthy(port, programs)
    programs.start("beat", BEAT)


def _wait_until_healthy(port: int, programs: Supervisor) -> None:
    """Wait for database, broker and worker to answer. Raises SetupError with what does not.

    A trail that waits for its seal is no reason to stay down: beat, which orders the seal, has not
    started, and rows that a killed machine left behind wait for it.
    """
    deadline = time.monotonic() + HEALTH_SECONDS
    answered = "nothing"
    while time.monotonic() < deadline:
        programs.check()
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            answered = error.read().decode(errors="replace")
            if _failed(answered) == {"trail"}:
                return
        except OSError as error:
            answered = str(error)
        time.sleep(POLL_SECONDS)
    raise SetupError(f"Not healthy after {HEALTH_SECONDS} seconds: {answered}")


def _failed(answered: str) -> set[str]:
    """Return the parts that the health page calls failed; of an answer that is none, nothing."""
    try:
        return {part for part, state in json.loads(answered).items() if state != "ok"}
    except (ValueError, AttributeError):
        return set()


def _welcome(layout: Layout, address: str) -> None:
    answer(f"\nTrace Kenya runs at {address} (Ctrl-C stops it)")
    accounts = _practice_accounts(layout.state / "practice-accounts.json")
    if accounts:
        answer("Practice data only. Sign in with the password alone:")
    for account in accounts:
        answer(f"  {account['role']:<24} {account['email']:<40} {account['password']}")


def _practice_accounts(file: Path) -> list[dict[str, str]]:
    return json.loads(file.read_text()) if file.exists() else []
