"""Django's `migrate`, after which the application's role has its rights on every table there is."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            said = self.stdout if options["verbosity"] > 1 else StringIO()
            call_command("guard_database", stdout=said)
