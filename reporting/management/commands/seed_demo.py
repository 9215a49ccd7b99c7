"""`manage.py seed_demo --cases N --intercepts N --seed S [--if-empty]`: practice data and accounts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from reporting.actions.practice import holds_records, is_live, load_practice_data
from reporting.practice.faults import count_faults
from tracekenya.lib.errors import DomainError

ACCOUNTS_FILE = "practice-accounts.json"


class Command(BaseCommand):
    help = "Fill an empty database with fictional practice data and one account for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, default=400)
        parser.add_argument("--intercepts", type=int, default=900)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when anything is recorded already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and (holds_records() or is_live()):
            self.stdout.write("Practice data: already there.")
            return
        target = Path(settings.STATE_ROOT) / ACCOUNTS_FILE
        try:
            made = load_practice_data(
                cases=options["cases"],
                intercepts=options["intercepts"],
                seed=options["seed"],
                today=timezone.localdate(),
                accounts_file=target,
            )
        except DomainError as refused:
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}") from None
        self._report(made.rows, made.signs_in)

    def _report(self, rows: dict[str, int], signs_in: list[dict[str, str]]) -> None:
        self.stdout.write(", ".join(f"{number} {label}" for label, number in rows.items()))
        for fault, how_many in count_faults(timezone.localdate()).items():
            self.stdout.write(f"on purpose: {how_many} x {fault}")
        for account in signs_in:
            self.stdout.write(f"{account['role']:<24} {account['email']:<44} {account['password']}")
