"""`manage.py indicators --year Y --format json|table`: the 33 indicators as computed from the records."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reporting.results import check_year, indicators
from tracekenya.lib.errors import DomainError

COLUMNS = ("code", "baseline", "milestone", "target", "value", "value_year", "status", "name")


class Command(BaseCommand):
    help = "Print the indicators of the performance framework for one year of the plan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", required=True, help="a year of the plan or its baseline year")
        parser.add_argument("--format", choices=("json", "table"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            year = check_year(options["year"])
            results = indicators(with_notes=True)
        except DomainError as error:
            raise CommandError(error.message) from None
        rows = [result.as_json(year) for result in results]
        if options["format"] == "json":
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
        else:
            self.stdout.write(table(rows))


def table(rows: list[dict[str, Any]]) -> str:
    """Return the rows as lines of plain text; no data is printed as such."""
    lines = [COLUMNS, *[[_cell(row[name]) for name in COLUMNS] for row in rows]]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def _cell(value: Any) -> str:
    return "no data" if value is None else str(value)
