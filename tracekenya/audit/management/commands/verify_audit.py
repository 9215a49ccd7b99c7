"""Check the audit trail against its seals and the file of heads. Ends with 1 when a row does not fit."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracekenya.audit.verify import verify


class Command(BaseCommand):
    help = "Check the audit trail and name the first row that does not fit (ends with 1 then)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--since", type=dt.date.fromisoformat, metavar="YYYY-MM-DD",
            help="begin at the last head of the file before this day instead of at the first row",
        )  # fmt: skip

    def handle(self, *args: Any, since: dt.date | None = None, **options: Any) -> None:
        begin = timezone.make_aware(dt.datetime.combine(since, dt.time.min)) if since else None
        outcome = verify(since=begin)
        pace = outcome.rows / outcome.seconds if outcome.seconds else 0
        read = f"{outcome.rows} rows read in {outcome.seconds:.1f} s ({pace:.0f} rows a second)"
        if outcome.finding:
            raise CommandError(f"The audit trail does not fit: {outcome.finding}. {read}")
        self.stdout.write(f"The audit trail fits. {read}")
