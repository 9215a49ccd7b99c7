"""Bring database and static files to where a start needs them, in one process."""

from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import BaseCommand, call_command

PRACTICE_DATA = {"if_empty": True, "cases": 400, "intercepts": 900, "seed": 7}


class Command(BaseCommand):
    """Every step may be repeated: what is there already is left as it is."""

    help = (
        "Migrate, load plan and reference data, index anew; an empty database gets practice data."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--static", action="store_true", help="also build the static files")
        parser.add_argument("--report-year", type=int, help="order this year's report if missing")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        said = self.stdout if options["verbosity"] else StringIO()
        call_command("load_strategic_plan", stdout=said)
        call_command("load_reference_data", stdout=said)
        call_command("seed_demo", **PRACTICE_DATA, stdout=said)
        call_command("reindex_people", stdout=said)
        if options["static"]:
            call_command("collectstatic", interactive=False, verbosity=0)
        if options["report_year"]:
            order = {"language": "en", "if_missing": True, "stdout": said}
            call_command("order_report", options["report_year"], **order)
