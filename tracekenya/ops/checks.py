"""`make test`: everything that must hold on every commit, with services of its own."""

import os
from collections.abc import Sequence
from pathlib import Path

from tracekenya.ops import locks, setup
from tracekenya.ops.console import SetupError, say
from tracekenya.ops.layout import PROJECT, tests_layout

# The rooms whose code is annotated throughout; the rest is read along silently.
ANNOTATED = (
    "tracekenya/ops",
    "tracekenya/lib",
    "tracekenya/roles",
    "*/access.py",
    "*/actions",
    "tracekenya/*/actions",
    "reporting/measures",
)
PARALLEL = ("-n", "2", "--dist", "loadgroup")  # one for each core of a small machine


def test() -> None:
    """Lint, types, migrations and tests. Raises SetupError at the first that fails."""
    _check([*PARALLEL, "-q"])


def test_deep() -> None:
    """Test the whole spaces (every pair, race and kill), of which `test` holds a sample.

    The sample is not run again, and coverage not measured here: each would add half an hour or more.
    """
    _check([*PARALLEL, "-q", "-m", "deep"])


def coverage() -> None:
    """Run the tests of every commit and tell by file which lines and branches they leave out."""
    _check([*PARALLEL, "-q", "--cov", "--cov-report", "term:skip-covered"])


def _check(pytest_arguments: Sequence[str]) -> None:
    layout = tests_layout()
    layout.create()
    alone = locks.take(layout.run_lock)
    if alone is None:
        raise SetupError("The tests of this folder run already")
    try:
        setup.install(layout, for_tests=True)
        with setup.services(layout) as held:
            places = {"STATE_ROOT": layout.state, "FILES_ROOT": layout.state / "files"}
            places["STATIC_ROOT"] = layout.state / "static"
            # each program of a run would read and compile some 2,000 files anew where the
            # surroundings keep Python from writing what it compiled
            places["PYTHONPYCACHEPREFIX"] = layout.state / "bytecode"
            values = setup.environment_with(held, **{k: str(v) for k, v in places.items()})
            values["PYTHONDONTWRITEBYTECODE"] = ""
            for title, command in _checks().items():
                say(title)
                setup.tool(command, values)
            say("Tests")
            setup.tool(["python", "-m", "pytest", *pytest_arguments, *_asked_for()], values)
    finally:
        os.close(alone)


def _checks() -> dict[str, list[str | Path]]:
    """Return title -> a program of `.venv` and its arguments, in the order of their speed."""
    return {
        "Lint": ["ruff", "check", "--quiet", "."],
        "Format": ["ruff", "format", "--quiet", "--check", "."],
        "Templates": ["djade", "--check", *templates()],
        "Types": ["python", "-m", "mypy", "--no-error-summary", *_annotated()],
        "Migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
        "Static files": ["python", "manage.py", "collectstatic", "--no-input", "-v", "0"],
    }


def templates() -> list[Path]:
    return sorted((PROJECT / "templates").rglob("*.html"))


def _annotated() -> list[Path]:
    return sorted(place for pattern in ANNOTATED for place in PROJECT.glob(pattern))


def _asked_for() -> list[str]:
    """Return what the person wants to run instead of everything: `make test TESTS=tests/ops`."""
    return os.environ.get("TESTS", "").split()
