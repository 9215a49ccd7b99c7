"""`manage.py bench`: the speed of this system as ratios to the least that the work can take."""

import subprocess
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bench.stage import PROJECT, NotHere, stage


class Command(BaseCommand):
    help = "Print how long the main work takes, as ratios to hand-written limits in the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("only", nargs="*", help="names of groups; all when none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with stage() as environment:
                ended = subprocess.run(  # noqa: S603
                    [sys.executable, "-m", "bench", *options["only"]], cwd=PROJECT, env=environment
                )
        except NotHere as refusal:
            raise CommandError(str(refusal)) from None
        if ended.returncode:
            sys.exit(ended.returncode)
