"""The smaller commands of the Makefile: each sets up what it needs and calls one tool."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from tracekenya.ops import apt, checks, programs, setup
from tracekenya.ops.console import SetupError, answer, say
from tracekenya.ops.layout import PROJECT, project_layout

GETTEXT = "gettext"
COMPILE = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
IGNORED_BY_MESSAGES = (".venv", ".local", "tests", "bench", "static")
FROM_FILES = ("--add-location", "file", "--no-obsolete")  # no line numbers: they change daily


def fix() -> None:
    """Mend what the linters can mend by themselves."""
    _run_all(
        ["ruff", "check", "--quiet", "--fix", "."],
        ["ruff", "format", "--quiet", "."],
        ["djade", *checks.templates()],
        for_tests=True,
    )


def demo() -> None:
    """Bring the database up to date; an empty one gets the plan and the practice data."""
    _run_all(["python", "manage.py", "prepare_start"])


def report() -> None:
    """Write the annual report of YEAR as PDF into this folder."""
    year = os.environ.get("YEAR", "")
    if not year.isdecimal():
        raise SetupError("Which year? make report YEAR=2025")
    language = os.environ.get("REPORT_LANGUAGE") or "en"
    file = f"report-{year}-{language}.pdf"
    _run_all(
        ["python", "manage.py", "annual_report", year, "--language", language, "--output", file]
    )
    answer(file)


def bench() -> None:
    """Print the speed of this system as ratios to the least that the work can take."""
    _run_all(["python", "manage.py", "bench"], for_tests=True)


def messages() -> None:
    """Collect the texts for translators, and compile what they have translated."""
    if not shutil.which("msgfmt") and not apt.install([GETTEXT]):
        raise apt.refusal([GETTEXT])
    ignored = [part for name in IGNORED_BY_MESSAGES for part in ("--ignore", name)]
    collect = ["python", "manage.py", "makemessages", "--locale", "sw", *FROM_FILES, *ignored]
    _run_all(collect, ["python", "manage.py", "compilemessages", "--locale", "sw", *ignored])


def locks() -> None:
    """Write the hashed lock files anew from what their .in files ask for."""
    hashed = [*COMPILE, "--generate-hashes"]
    for name in ("requirements", "requirements-dev"):
        say(f"{name}.txt")
        _run_all([*hashed, f"{name}.in", "-o", f"{name}.txt"], for_tests=True)
    source = programs.WHEELS.relative_to(PROJECT)
    say(str(source))
    _run_all([*hashed, "--no-deps", source.with_suffix(".in"), "-o", source], for_tests=True)


def _run_all(*commands: Sequence[str | Path], for_tests: bool = False) -> None:
    layout = project_layout()
    setup.install(layout, for_tests=for_tests)
    for command in commands:
        setup.tool(command, dict(os.environ))
