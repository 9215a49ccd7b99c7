"""Make a new pair of keys for phones when the present one is 30 days old; beat does it every night."""

from django.core.management.base import BaseCommand

from intercepts.actions import field_keys


class Command(BaseCommand):
    help = "Make a new pair of keys for phones when it is time, and forget what opened for a year"

    def handle(self, *args, **options) -> None:
        made = field_keys.rotate()
        self.stdout.write(f"Phones seal to {made.kid} now" if made else "The present key is young")
