"""`make run`: the whole system on this machine, from nothing to an address with sign-ins."""

import hashlib
import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

from tracekenya.ops import locks, setup, supervisor
from tracekenya.ops.console import SetupError, answer, say
from tracekenya.ops.layout import PROJECT, Layout, project_layout
from tracekenya.ops.ports import HOST, web_port
from tracekenya.ops.supervisor import Supervisor

HEALTH_SECONDS = 120
POLL_SECONDS = 0.1
EAST_AFRICA = timezone(timedelta(hours=3))
STATIC_SOURCES = ("static", "requirements.txt")
PROGRAMS = {
    "web": ["-m", "gunicorn", "-c", "python:tracekenya.web_server", "tracekenya.wsgi:application"],
    "worker": ["-m", "celery", "-A", "tracekenya.celery", "worker", "--concurrency", "2"]
    + ["--loglevel", "INFO", "--without-gossip", "--without-mingle"],
    "beat": ["-m", "celery", "-A", "tracekenya.celery", "beat", "--loglevel", "INFO"],
}


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
            _bring_up_to_date(layout, values)
            programs = Supervisor(layout, values, [held.descriptor] if held else [])
            try:
                for name, arguments in PROGRAMS.items():
                    programs.start(name, arguments)
                _wait_until_healthy(port, programs)
                announce(address)
                _welcome(layout, address)
                programs.watch()
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


def _bring_up_to_date(layout: Layout, values: dict[str, str]) -> None:
    """Migrate, load the plan and the practice data, build static files, order the report."""
    say("Bringing database and static files up to date")
    stamp, mark = layout.state / "static.stamp", _static_mark()
    is_built = stamp.exists() and stamp.read_text() == mark
    last_full_year = datetime.now(EAST_AFRICA).year - 1
    arguments = ["manage.py", "prepare_start", "--report-year", str(last_full_year)]
    if values.get("DATABASE_OWNER_URL"):
        setup.python(["manage.py", "migrate", "--no-input", "-v", "0"], values)
    setup.python(arguments if is_built else [*arguments, "--static"], values)
    stamp.write_text(mark)


def _static_mark() -> str:
    """Return a fingerprint of the names, sizes and times of what static files are built from."""
    found = hashlib.sha256()
    for source in STATIC_SOURCES:
        place = PROJECT / source
        for file in sorted([place, *place.rglob("*")]):
            facts = file.stat()
            found.update(f"{file}{facts.st_size}{facts.st_mtime_ns}".encode())
    return found.hexdigest()


def _wait_until_healthy(port: int, programs: Supervisor) -> None:
    """Wait for database, broker and worker to answer. Raises SetupError with what does not."""
    deadline = time.monotonic() + HEALTH_SECONDS
    answered = "nothing"
    while time.monotonic() < deadline:
        programs.check()
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            answered = error.read().decode(errors="replace")
        except OSError as error:
            answered = str(error)
        time.sleep(POLL_SECONDS)
    raise SetupError(f"Not healthy after {HEALTH_SECONDS} seconds: {answered}")


def _welcome(layout: Layout, address: str) -> None:
    answer(f"\nTrace Kenya runs at {address} (Ctrl-C stops it)")
    accounts = _practice_accounts(layout.state / "practice-accounts.json")
    if accounts:
        answer("Practice data only. Sign in with the password alone:")
    for account in accounts:
        answer(f"  {account['role']:<24} {account['email']:<40} {account['password']}")


def _practice_accounts(file: Path) -> list[dict[str, str]]:
    return json.loads(file.read_text()) if file.exists() else []
