"""`manage.py load_strategic_plan [FILE]`: the strategic plan's file into the database."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.actions.plan import LoadResult, load_plan
from reporting.plan.cursor import PlanFileError
from reporting.plan.reading import read_plan

PLAN_FILE = settings.BASE_DIR / "reporting" / "data" / "strategic_plan.yaml"
COUNTY_FILE = settings.BASE_DIR / "tracekenya" / "places" / "data" / "counties.csv"


class Command(BaseCommand):
    help = "Load the strategic plan; a second load of the same file changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=PLAN_FILE,
            help="YAML file (default: the plan 2022-2026)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan = read_plan(options["file"], counties=COUNTY_FILE)
        except PlanFileError as error:
            raise CommandError(error.message) from None
        self.stdout.write(summary(load_plan(plan=plan, by=None)))


def summary(result: LoadResult) -> str:
    """Return the one line that says what is loaded and what changed."""
    rows = ", ".join(f"{number} {name}" for name, number in result.rows.items())
    tally = result.tally
    return (
        f"{rows}; {result.sums_that_do_not_add_up} printed sums do not add up, kept as printed."
        f" Created {tally['created']}, updated {tally['updated']}, linked {tally['linked']},"
        f" removed {tally['removed']}, unchanged {tally['unchanged']},"
        f" kept as edited {tally['kept']}."
    )
