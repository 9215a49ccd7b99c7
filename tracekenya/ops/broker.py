"""The embedded Redis (or Valkey): started, found running, stopped. It may lose all it holds."""

import socket
import subprocess
import time
from pathlib import Path

from tracekenya.ops import processes, programs
from tracekenya.ops.accounts import as_account, give
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import Layout
from tracekenya.ops.ports import HOST, free_port

START_SECONDS = 10
STOP_SECONDS = 5
POLL_SECONDS = 0.02


def ensure(layout: Layout, secrets: dict[str, str]) -> str:
    """Return the address of the broker, starting the server when it is not up."""
    port = find_running(layout, secrets)
    if port is None:
        port = _start(layout, secrets)
    return f"redis://:{secrets['redis']}@{HOST}:{port}/0"


def find_running(layout: Layout, secrets: dict[str, str]) -> int | None:
    """Return the port of the server that runs for this layout and takes its password, or None."""
    port = _last_port(layout)
    return port if port and _ask(port, secrets["redis"], "PING") == "+PONG" else None


def stop(layout: Layout, secrets: dict[str, str]) -> None:
    """Stop the server if it runs. Its own process number is trusted only if it answers to us."""
    port = find_running(layout, secrets)
    if port is None:
        return
    process = processes.identity(_pid(layout))
    _ask(port, secrets["redis"], "SHUTDOWN")
    if process and not processes.wait_for_end(process, seconds=STOP_SECONDS):
        processes.stop(process, seconds=0)


def _start(layout: Layout, secrets: dict[str, str]) -> int:
    server = programs.find_redis(layout.services)
    folder = _folder(layout)
    port = free_port(_last_port(layout))
    for attempt in ("as it is", "empty"):
        _write_configuration(layout, secrets, port)
        (folder / "redis.pid").unlink(missing_ok=True)
        subprocess.run(
            [server, folder / "redis.conf"],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            **as_account(layout.account),
        )
        if _wait_until_up(layout, secrets):
            return port
        if attempt == "as it is":
            _set_aside(folder)
            port = free_port()
    raise SetupError(f"Redis does not start; see {folder / 'redis.log'}")


def _write_configuration(layout: Layout, secrets: dict[str, str], port: int) -> None:
    """Write the server's file: the password stands there, not in the list of processes."""
    folder = _folder(layout)
    folder.mkdir(mode=0o700, exist_ok=True)
    lines = {
        "bind": HOST,
        "port": port,
        "requirepass": secrets["redis"],
        "daemonize": "yes",
        "pidfile": _quoted(folder / "redis.pid"),
        "logfile": _quoted(folder / "redis.log"),
        "dir": _quoted(folder),
        "appendonly": "yes",
        "save": '""',
        "appendfsync": "everysec" if layout.durable else "no",
    }
    file = folder / "redis.conf"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name} {value}\n" for name, value in lines.items()))
    give(folder, layout.account)


def _quoted(path: Path) -> str:
    return f'"{path}"'


def _wait_until_up(layout: Layout, secrets: dict[str, str]) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if find_running(layout, secrets):
            return True
        if (pid := _pid(layout)) and processes.identity(pid) is None:
            return False
        time.sleep(POLL_SECONDS)
    return False


def _set_aside(folder: Path) -> None:
    """Start over with nothing: the jobs table, not the broker, knows what was asked."""
    say("Redis could not read its old data; starting it empty")
    for place in folder.glob("appendonlydir*"):
        place.rename(folder / f"unreadable-{time.time_ns()}")


def _ask(port: int, password: str, command: str) -> str:
    """Send one command after the password; return the answer's first line, or nothing."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(f"AUTH {password}\r\n{command}\r\n".encode())
            with connection.makefile("r") as answers:
                return answers.readline() and answers.readline().strip()
    except OSError:
        return ""


def _last_port(layout: Layout) -> int:
    try:
        lines = (_folder(layout) / "redis.conf").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("port ")), 0)


def _pid(layout: Layout) -> int:
    try:
        return int((_folder(layout) / "redis.pid").read_text())
    except (OSError, ValueError):
        return 0


def _folder(layout: Layout) -> Path:
    return layout.services / "redis"
