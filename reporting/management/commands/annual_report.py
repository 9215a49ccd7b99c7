"""`manage.py annual_report YEAR`: make the annual report here and now, without a worker."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.report.kind import check_order
from reporting.report.making import make
from tracekenya.lib.errors import DomainError
from tracekenya.lists.freshness import freshen_now


class Command(BaseCommand):
    help = "Write the annual performance report of a plan year as PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="a year of the plan, such as 2025")
        parser.add_argument("--language", default="en", choices=sorted(dict(settings.LANGUAGES)))
        parser.add_argument("--output", type=Path, required=True, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            year = check_order(options["year"], options["language"])
            freshen_now()
            made = make(year, options["language"])
            options["output"].write_bytes(made.content)
        except DomainError as refusal:
            raise CommandError(refusal.message) from None
        except OSError as error:
            raise CommandError(f"{options['output']}: {error.strerror}") from None
        facts = made.facts
        self.stdout.write(
            f"{options['output']}: {facts['pages']} pages, {len(made.content)} bytes,"
            f" {facts['seconds']} s, data {facts['fingerprint']}"
        )
