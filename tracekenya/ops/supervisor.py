"""Long-running programs started together, watched together, and stopped together."""

import json
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tracekenya.ops import processes
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import PROJECT, PYTHON, Layout
from tracekenya.ops.processes import Identity

STOP_SECONDS = 9  # of the 15 that a stop may take; the services need some too
POLL_SECONDS = 0.1
LAST_LINES = 15
REFUSAL = "ImproperlyConfigured: "  # how a start that settings or checks refuse ends its log


@dataclass
class Supervisor:
    """The programs of one run, each in a session of its own with a log of its own.

    `held`: descriptors that the programs keep open, so that a lease lasts as long as they do.
    """

    layout: Layout
    environment: dict[str, str]
    held: Sequence[int] = ()
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start `python ARGUMENTS` of the project's environment under `name`."""
        with log_file(self.layout, name).open("w") as log:
            self.children[name] = subprocess.Popen(
                [PYTHON, *arguments],
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.held,
                preexec_fn=processes.die_with_parent,
            )
        self._record()

    def check(self) -> None:
        """Raise SetupError with the last words of a program that has ended."""
        for name, child in self.children.items():
            if child.poll() is not None:
                said = last_words(log_file(self.layout, name))
                raise SetupError(f"The {name} ended (exit code {child.returncode}): {said}")

    def watch(self) -> None:
        """Wait, until a program ends (SetupError) or a signal interrupts the waiting."""
        while True:
            self.check()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Stop all programs, the last started first; what does not listen is killed."""
        for child in reversed(self.children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"Process {child.pid} does not stop; killing it")
            _end_session(child.pid)
            child.wait()
        _record_file(self.layout).unlink(missing_ok=True)

    def _record(self) -> None:
        found = [processes.identity(child.pid) for child in self.children.values()]
        rows = [[process.pid, process.started] for process in found if process]
        _record_file(self.layout).write_text(json.dumps(rows))


def end_leftovers(layout: Layout) -> None:
    """End programs that a killed run has left behind."""
    try:
        rows = json.loads(_record_file(layout).read_text())
    except (OSError, ValueError):
        return
    for pid, started in rows:
        leader = Identity(pid, started)
        if processes.is_alive(leader):
            processes.stop(leader, seconds=STOP_SECONDS)
        _end_session(pid)
    _record_file(layout).unlink(missing_ok=True)


def log_file(layout: Layout, name: str) -> Path:
    return layout.log / f"{name}.log"


def last_words(log: Path) -> str:
    """Return why a program ended: its refusal in one line, or its last lines."""
    lines = log.read_text(errors="replace").splitlines()
    refusals = [line.partition(REFUSAL)[2] for line in lines if REFUSAL in line]
    return refusals[-1] if refusals else "\n".join(["", *lines[-LAST_LINES:]])


def _end_session(session: int) -> None:
    """Kill what is left of a session, if it is of this project."""
    for pid in processes.session_members(session):
        if processes.command_of(pid).startswith(str(PYTHON)):
            processes.send(pid, signal.SIGKILL)


def _record_file(layout: Layout) -> Path:
    return layout.state / "processes.json"
