"""What came out: one line a case on the screen, all of it in a file of the day."""

import dataclasses
import datetime as dt
import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import django
import weasyprint
from django.db import connection
from django.utils import timezone

from bench import GROUPS

FOLDER = Path(__file__).parent / "results"


class Outcome(Protocol):
    """What every kind of case gives."""

    name: str
    failed_clearly: bool

    def line(self) -> str: ...


class Results:
    """The outcomes of one run."""

    def __init__(self, sizes: dict[str, str]) -> None:
        self.sizes = sizes
        self.outcomes: list[Outcome] = []
        self.begun = timezone.now()
        print(f"{sizes['standard']} (growth from {sizes['small']})", flush=True)

    def add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        print(outcome.line(), flush=True)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.failed_clearly]

    def write(self, groups: Sequence[str]) -> None:
        """Keep the run as JSON under its day, and its groups where it was not the whole."""
        FOLDER.mkdir(exist_ok=True)
        part = "" if len(groups) == len(GROUPS) else "-" + "-".join(groups)
        file = FOLDER / f"{self.begun:%Y-%m-%d}{part}.json"
        file.write_text(json.dumps(self._content(), indent=1, default=str) + "\n")
        seconds = (timezone.now() - self.begun) / dt.timedelta(seconds=1)
        print(f"{len(self.outcomes)} cases in {seconds:.0f} s, {len(self.failed)} failed; {file}")

    def _content(self) -> dict:
        return {
            "begun": self.begun,
            "sizes": self.sizes,
            "versions": _versions(),
            "load": os.getloadavg(),
            "outcomes": [dataclasses.asdict(outcome) for outcome in self.outcomes],
        }


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "django": django.__version__,
        "weasyprint": weasyprint.__version__,
        "postgresql": str(connection.pg_version),
        "cores": str(os.cpu_count()),
    }
