"""Mark the plates of intercepts recorded before plates were compared; once after the update is enough."""

from django.core.management.base import BaseCommand

from intercepts.actions.repeats import mark_plates


class Command(BaseCommand):
    help = (
        "Mark number plates that were recorded before they were compared; may run again at any time"
    )

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"Marked {mark_plates()} plates")
