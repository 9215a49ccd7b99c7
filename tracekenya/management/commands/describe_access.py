"""Print who may do what, or write it to docs/ACCESS.md."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from tracekenya.roles.describe import access_document


class Command(BaseCommand):
    help = "Print the table of roles and rights (--write: into docs/ACCESS.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args, **options) -> None:
        with translation.override("en"):
            text = access_document()
        if options["write"]:
            (settings.BASE_DIR / "docs" / "ACCESS.md").write_text(text)
        else:
            self.stdout.write(text)
