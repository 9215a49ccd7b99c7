"""Print which codes the rules name, or write them where the pages look; a test fails when it differs."""

import json

from django.core.management.base import BaseCommand

from tracekenya.lists.rule_codes import SOURCE
from tracekenya.lists.scan import named_codes


class Command(BaseCommand):
    help = "Print the codes that rules name; --write keeps them in tracekenya/lists/data/."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--write", action="store_true")

    def handle(self, *args, write: bool, **options) -> None:
        text = json.dumps(named_codes(), indent=1) + "\n"
        if write:
            SOURCE.write_text(text)
        else:
            self.stdout.write(text)
