"""The project's own Python environment `.venv`, filled from the hashed lock files."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tracekenya.ops import locks
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import PROJECT, PYTHON

VENV = PYTHON.parent.parent
STAMP = VENV / ".installed.json"
LOCK = PROJECT / "requirements.txt"
DEVELOPMENT_LOCK = PROJECT / "requirements-dev.txt"
PIP = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def ensure(locks_wanted: Sequence[Path], state: Path) -> None:
    """Make `.venv` hold what the lock files name, doing nothing when it does.

    Raises SetupError when packages cannot be had.
    """
    with locks.exclusive(state / "environment.lock"):
        if not _works():
            _make()
        done = _installed()
        wanted = {path.name: _fingerprint(path) for path in locks_wanted}
        if wanted.items() <= done.items():
            return
        say(f"Installing Python packages: {' '.join(wanted)}")
        STAMP.unlink(missing_ok=True)
        _install(locks_wanted)
        STAMP.write_text(json.dumps({**_still_true(done), **wanted}))


def _works() -> bool:
    """Say whether the environment is whole: its Python starts and can install."""
    if not PYTHON.exists():
        return False
    asked = subprocess.run(
        [PYTHON, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"],
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0


def _make() -> None:
    if VENV.exists():
        say("The Python environment .venv is incomplete; making it again")
    else:
        say("Making the Python environment .venv")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", VENV],
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise SetupError(f"The Python environment cannot be made: {error}") from None
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise SetupError(f"The Python environment cannot be made: {said[-1] if said else ''}")


def _installed() -> dict[str, str]:
    """Return lock file name -> fingerprint of what was installed last."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return found


def _still_true(done: dict[str, str]) -> dict[str, str]:
    return {name: mark for name, mark in done.items() if mark == _fingerprint(PROJECT / name)}


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _install(wanted: Sequence[Path]) -> None:
    files = [part for path in wanted for part in ("-r", str(path))]
    uv = _uv()
    if uv and _succeeds([str(uv), "pip", "install", "--quiet", "--python", str(PYTHON), *files]):
        return
    if not _succeeds([*PIP, *files], say_why=True):
        raise SetupError("Python packages cannot be installed; is there a network?")


def _uv() -> Path | None:
    """Return the fast installer: the one on this machine, or the locked one put into `.venv`."""
    inside = PYTHON.with_name("uv")
    if inside.exists():
        return inside
    if found := shutil.which("uv"):
        return Path(found)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as alone:
        alone.write(_locked("uv"))
        alone.flush()
        _succeeds([*PIP, "--no-deps", "-r", alone.name])
    return inside if inside.exists() else None


def _locked(package: str) -> str:
    """Return the lines of one package, with its hashes, from the development lock."""
    block = re.search(
        rf"^{re.escape(package)}==(?:.*\\\n)+.*\n", DEVELOPMENT_LOCK.read_text(), re.MULTILINE
    )
    return block.group(0) if block else ""


def _environment() -> dict[str, str]:
    """Return the environment of installers: certificates are the machine's own."""
    return {**os.environ, "UV_SYSTEM_CERTS": "1"}


def _succeeds(command: Sequence[str], *, say_why: bool = False) -> bool:
    done = subprocess.run(
        [*command, "--require-hashes"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=_environment(),
        check=False,
    )
    if done.returncode and say_why:
        say("\n".join(done.stderr.strip().splitlines()[-3:]))
    return done.returncode == 0
