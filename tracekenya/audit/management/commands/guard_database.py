"""Give the application's role of PostgreSQL exactly the rights that it needs; run as the owner."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracekenya.audit.guard import CannotGuard, current_role, guard


class Command(BaseCommand):
    help = "Bound the application's role of PostgreSQL (migrate does the same after its work)."

    def handle(self, *args: Any, **options: Any) -> None:
        if current_role() == settings.APPLICATION_ROLE:
            self.stdout.write(
                "One role owns and uses the database: nothing to guard (practice only)"
            )
            return
        try:
            guard(role=settings.APPLICATION_ROLE, password=settings.APPLICATION_ROLE_PASSWORD)
        except CannotGuard as refusal:
            raise CommandError(f"The database is not guarded: {refusal}") from None
        self.stdout.write(f"The role {settings.APPLICATION_ROLE} may work with rows, no more")
