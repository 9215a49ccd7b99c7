"""Index people again after the rules of sound or the key of the index changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from cases.actions import indexing


class Command(BaseCommand):
    """Runs while people work; run again after a stop, it goes on where it was."""

    help = "Index people whose index is older than the rules or under another key."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that look up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for rows in indexing.reindex(everybody=options["all"]):
            done += rows
            if options["verbosity"] > 1:
                self.stdout.write(f"{done} ...")
        if done:
            self.stdout.write(f"Indexed again: {done}")
