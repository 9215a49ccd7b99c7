"""`manage.py bench`: the speed of this system as ratios to the least that the work can take."""

import signal
import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bench import GROUPS
from bench.stage import PROJECT, NotHere, end_in_order, stage


class Command(BaseCommand):
    help = "Print how long the main work takes, as ratios to hand-written limits in the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", help="names of groups; all when none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = sorted(set(options["only"]) - set(GROUPS))
        if unknown:
            raise CommandError(f"Unknown: {', '.join(unknown)}. Groups: {', '.join(GROUPS)}")
        signal.signal(signal.SIGTERM, end_in_order)
        try:
            with stage() as environment:
                code = _run([sys.executable, "-m", "bench", *options["only"]], environment)
        except NotHere as refusal:
            raise CommandError(str(refusal)) from None
        sys.exit(code)


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run the cases to their end and return the exit code; a TERM to us ends them too."""
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)  # noqa: S603
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()
