"""The embedded PostgreSQL: made, started, found running, mended after a kill, stopped."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracekenya.ops import processes, programs
from tracekenya.ops.accounts import as_account, give
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import Layout
from tracekenya.ops.ports import HOST, answers, free_port

SUPERUSER = "postgres"
OWNER = DATABASE = "tracekenya"  # makes and migrates the tables
APPLICATION = "tracekenya_app"  # works with their rows
EXTENSIONS = ("btree_gist",)  # no bed is given twice: exclusion constraints over bed and time
START_ATTEMPTS = 5
START_SECONDS = 60
STOP_SECONDS = 10
OPTIONS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "250",  # web, worker, beat, and tests that race many connections
    "jit": "off",  # costs more than it saves on statements of this size
    "log_min_error_statement": "panic",  # a statement may hold what somebody typed
    "log_error_verbosity": "terse",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
READY = "ready"
# Files that say what has been done in a data folder, so that a cut is made good next time.
FURNISHED, TWO_ROLES = "tracekenya.ready", "tracekenya.two-roles"


@dataclass(frozen=True)
class Postmaster:
    """What a data folder's `postmaster.pid` says. `is_ready` when it takes connections."""

    pid: int
    port: int
    is_ready: bool


def ensure(layout: Layout, secrets: dict[str, str]) -> dict[str, str]:
    """Return the addresses of the database, starting the server when it is not up.

    Shape: DATABASE_URL (the application's role) and DATABASE_OWNER_URL (who migrates).
    """
    running = find_running(layout)
    if running is None:
        _start(layout, secrets)
        running = find_running(layout)
    if running is None:
        raise SetupError(f"PostgreSQL started and went away; see {_log(layout)}")
    _add_application(layout, running, secrets)
    place = f"{HOST}:{running.port}/{DATABASE}"
    return {
        "DATABASE_URL": f"postgres://{APPLICATION}:{secrets['application']}@{place}",
        "DATABASE_OWNER_URL": f"postgres://{OWNER}:{secrets['database']}@{place}",
    }


def find_running(layout: Layout) -> Postmaster | None:
    """Return the server that runs on this layout's data, or None."""
    for data in sorted(layout.services.glob("data-*")):
        found = _postmaster(data)
        if found and found.is_ready and _owns(found.pid, data) and answers(found.port):
            return found
    return None


def stop(layout: Layout) -> None:
    """Stop the server if it runs; connections are cut, nothing that was committed is lost."""
    for data in layout.services.glob("data-*"):
        found = _postmaster(data)
        if found is None or not _owns(found.pid, data):
            continue
        process = processes.identity(found.pid)
        processes.send(found.pid, signal.SIGINT)  # "fast" in PostgreSQL's words
        if process and not processes.wait_for_end(process, seconds=STOP_SECONDS):
            processes.send(found.pid, signal.SIGQUIT)  # "immediate": recovers next time
            processes.wait_for_end(process, seconds=2)


def _start(layout: Layout, secrets: dict[str, str]) -> None:
    tools = programs.find_postgres(layout.services)
    data = layout.services / f"data-{programs.postgres_major(tools)}"
    if not (data / FURNISHED).exists():
        _initialise(layout, tools, data, secrets)
    _launch(layout, tools, data)
    if not (data / FURNISHED).exists():
        _furnish(layout, tools, secrets)
        (data / FURNISHED).touch()


def _initialise(layout: Layout, tools: Path, data: Path, secrets: dict[str, str]) -> None:
    """Make the data folder; what an interrupted attempt left is thrown away."""
    say("Making the PostgreSQL database of this folder (the first time only)")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    give(data, layout.account)
    with tempfile.NamedTemporaryFile("w", dir=layout.services) as password:
        password.write(secrets["postgres"])
        password.flush()
        give(Path(password.name), layout.account)
        command: list[str | Path] = [
            tools / "initdb",
            "-D",
            data,
            "-U",
            SUPERUSER,
            "--pwfile",
            password.name,
        ]
        command += ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"]
        command += [] if layout.durable else ["--no-sync"]
        _run(command, layout)


def _launch(layout: Layout, tools: Path, data: Path) -> None:
    """Start the server; after a kill its last children may need a moment to let go of the data."""
    port = _last_port(data)
    for _attempt in range(START_ATTEMPTS):
        _drop_stale_pid(data)
        port = free_port(port)
        command: list[str | Path] = [
            tools / "pg_ctl",
            "start",
            "-D",
            data,
            "-w",
            "-t",
            str(START_SECONDS),
        ]
        command += ["-l", _log(layout), "-o", _options(layout, port)]
        _touch_log(layout)
        if _run(command, layout, check=False) == 0:
            return
        time.sleep(1)
    raise SetupError(f"PostgreSQL does not start; see {_log(layout)}")


def _options(layout: Layout, port: int) -> str:
    values = {**OPTIONS, **({} if layout.durable else NOT_DURABLE), "port": str(port)}
    return " ".join(f"-c {name}='{value}'" for name, value in values.items())


def _furnish(layout: Layout, tools: Path, secrets: dict[str, str]) -> None:
    """Make the owner and the database; the owner is no superuser."""
    running = find_running(layout)
    if running is None:
        raise SetupError(f"PostgreSQL went away while it was set up; see {_log(layout)}")
    create = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
    # Passwords come from `secrets.token_urlsafe`: letters, digits, - and _ need no quoting.
    role = f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{secrets['database']}'"
    statements = {
        "template1": (create,),  # so that databases of tests have the extensions
        "postgres": (role, f"CREATE DATABASE {DATABASE} OWNER {OWNER}"),
    }
    for database, commands in statements.items():
        for command in commands:
            _psql(tools, running.port, secrets, database, command)


def _add_application(layout: Layout, running: Postmaster, secrets: dict[str, str]) -> None:
    """Make the application's role, also in a folder from before there were two roles.

    It gets its rights when the owner migrates. The owner may step into it, as tests do.
    """
    data = Path(f"/proc/{running.pid}/cwd").readlink()
    if (data / TWO_ROLES).exists():
        return
    tools = programs.find_postgres(layout.services)
    for command in (
        f"CREATE ROLE {APPLICATION}",
        f"ALTER ROLE {APPLICATION} LOGIN PASSWORD '{secrets['application']}'",
        f"GRANT {APPLICATION} TO {OWNER}",
    ):
        _psql(tools, running.port, secrets, "postgres", command)
    (data / TWO_ROLES).touch()


def _psql(tools: Path, port: int, secrets: dict[str, str], database: str, command: str) -> None:
    done = subprocess.run(
        [tools / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database],
        input=command,
        env={
            "PGHOST": HOST,
            "PGPORT": str(port),
            "PGUSER": SUPERUSER,
            "PGPASSWORD": secrets["postgres"],
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and "already exists" not in done.stderr:
        raise SetupError(f"PostgreSQL could not be set up: {done.stderr.strip()}")


def _run(command: Sequence[str | Path], layout: Layout, *, check: bool = True) -> int:
    done = subprocess.run(
        list(map(str, command)),
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **as_account(layout.account),
    )
    if check and done.returncode:
        raise SetupError(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
    return done.returncode


def _postmaster(data: Path) -> Postmaster | None:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return Postmaster(int(lines[0]), int(lines[3]), lines[7].strip() == READY)
    except (OSError, ValueError, IndexError):
        return None


def _owns(pid: int, data: Path) -> bool:
    """Say whether the living process `pid` is the server of `data`: that is where it stands."""
    try:
        return processes.identity(pid) is not None and Path(f"/proc/{pid}/cwd").readlink() == data
    except OSError:
        return False


def _drop_stale_pid(data: Path) -> None:
    """Remove a lock file whose process is dead, a zombie, or has become somebody else."""
    lock = data / "postmaster.pid"
    try:
        pid = int(lock.read_text().split()[0])
    except FileNotFoundError:
        return
    except (ValueError, IndexError):
        pid = 0
    if not _owns(pid, data):
        lock.unlink(missing_ok=True)


def _last_port(data: Path) -> int:
    """Return the port of the last run, so that programs that still run find the server again."""
    try:
        words = (data / "postmaster.opts").read_text().split("port=")
        return int(words[-1].strip("\"' \n"))
    except (OSError, ValueError):
        return 0


def _log(layout: Layout) -> Path:
    return layout.services / "postgres.log"


def _touch_log(layout: Layout) -> None:
    _log(layout).touch(mode=0o600)
    give(_log(layout), layout.account)
