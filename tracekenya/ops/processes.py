"""Processes told apart by number and start time, asked to stop, and not outlived by children."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1  # linux/prctl.h
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Identity:
    """A process: numbers are used again, so the start time belongs to it (clock ticks of /proc)."""

    pid: int
    started: int


def identity(pid: int) -> Identity | None:
    """Return who runs under `pid` now, or None when nobody does. A zombie is nobody."""
    fields = _stat(pid)
    return Identity(pid, int(fields[19])) if fields else None


def is_alive(process: Identity) -> bool:
    return identity(process.pid) == process


def session_members(session: int) -> list[int]:
    """Return the numbers of the living processes of a session."""
    pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if (fields := _stat(pid)) and int(fields[3]) == session]


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat after the name, or nothing for the dead."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [] if fields[0] in "ZX" else fields


def command_of(pid: int) -> str:
    """Return the command line of a process, or nothing for the dead."""
    try:
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    except (FileNotFoundError, ProcessLookupError):
        return ""


def send(pid: int, number: signal.Signals) -> None:
    """Signal a process that may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def stop(process: Identity, *, seconds: float) -> None:
    """Ask a process to stop; after `seconds` make it."""
    send(process.pid, signal.SIGTERM)
    if not wait_for_end(process, seconds=seconds):
        send(process.pid, signal.SIGKILL)
        wait_for_end(process, seconds=1)


def wait_for_end(process: Identity, *, seconds: float) -> bool:
    """Wait for a process to end; say whether it did."""
    deadline = time.monotonic() + seconds
    while is_alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def die_with_parent() -> None:
    """Ask the kernel to end this process when the one that started it is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def call(command: Sequence[str | Path], **options: Any) -> int:
    """Run a command to its end and return its code; if this is interrupted, so is the command."""
    with subprocess.Popen(
        list(map(str, command)), preexec_fn=die_with_parent, **options
    ) as process:
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
