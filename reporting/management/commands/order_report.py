"""`manage.py order_report YEAR`: ask a worker for the annual report and return at once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.report import kind
from tracekenya.lib.errors import DomainError


class Command(BaseCommand):
    help = "Order the annual performance report of a plan year; a worker makes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", help="a year of the plan, such as 2025")
        parser.add_argument("--language", default="en", choices=sorted(dict(settings.LANGUAGES)))
        parser.add_argument(
            "--if-missing", action="store_true", help="do nothing when it is there or under way"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            year = kind.check_order(options["year"], options["language"])
            if options["if_missing"] and kind.exists(year, options["language"]):
                self.stdout.write("The report is there or under way")
                return
            job = kind.order(year=year, language=options["language"], by=None)
        except DomainError as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"Ordered: {job.pk}")
