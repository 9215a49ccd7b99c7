"""The steps that every command of this room begins with, and the environment they end in."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from tracekenya.ops import apt, embedded, environment, native, processes, programs
from tracekenya.ops.console import SetupError
from tracekenya.ops.layout import PROJECT, PYTHON, Layout

DEVELOPMENT = (environment.LOCK, environment.DEVELOPMENT_LOCK)


class Stopped(BaseException):
    """Somebody asked this program to stop (Ctrl-C, TERM, HUP)."""


def stop_on_signals() -> None:
    """Turn each request to stop into `Stopped`, wherever the program is."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)
    if processes.command_of(os.getppid()).split(" ")[0].endswith("make"):
        processes.die_with_parent()


def ignore_signals() -> None:
    """From here on only the work of stopping is done."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def install(layout: Layout, *, for_tests: bool = False) -> None:
    """Install all that is missing, system packages in one go. Raises SetupError."""
    layout.create()
    needed = native.missing_pdf_packages()
    if for_tests:
        needed += native.missing_browser_packages()
    wished = programs.missing_packages() if embedded.needs_services() else []
    if needed + wished and not apt.install(needed + wished) and needed:
        raise apt.refusal(needed + wished)
    environment.ensure(DEVELOPMENT if for_tests else DEVELOPMENT[:1], layout.state)


@contextmanager
def services(layout: Layout) -> Iterator[embedded.Lease | None]:
    """Hold the embedded services, if any are needed, and give them back."""
    held = embedded.lease(layout) if embedded.needs_services() else None
    try:
        yield held
    finally:
        if held:
            ignore_signals()
            held.release()


def environment_with(held: embedded.Lease | None, **more: str) -> dict[str, str]:
    """Return the environment for the project's programs."""
    return {**os.environ, **more, **(held.environment if held else {})}


def tool(command: Sequence[str | Path], values: dict[str, str], **options: Any) -> None:
    """Run a program of the project's environment to its end. Raises SetupError when it fails."""
    program, *arguments = command
    code = processes.call(
        [PYTHON.with_name(str(program)), *arguments], cwd=PROJECT, env=values, **options
    )
    if code:
        raise SetupError(f"{' '.join(map(str, command[:3]))} failed (exit code {code})")


def _raise_stopped(_number: int, _frame: FrameType | None) -> None:
    raise Stopped
