"""What the parts of the practice data share: places, accounts, partners, and the rows made so far."""

import datetime as dt
from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import connection, models

from cases.models import NumberSeries
from reporting.practice.draw import Draw
from tracekenya.accounts.models import User
from tracekenya.directory.models import Organisation
from tracekenya.lib.records import Record
from tracekenya.places.models import County, Office
from tracekenya.roles.roles import Role
from tracekenya.vault.fields import seal_together
from tracekenya.vault.keys import keys_kept

Row = TypeVar("Row", bound=models.Model)
BATCH = 1000  # rows a statement

# From which year on we work in a county: the coast first, then the plan's expansion counties.
COUNTY_SINCE = {
    "001": 2022, "002": 2022, "003": 2022, "006": 2022, "004": 2022, "005": 2023, "037": 2023,
    "047": 2024, "007": 2024, "011": 2025, "038": 2025, "044": 2026, "026": 2026,
}  # fmt: skip
COUNTY_WEIGHTS = {"001": 26, "003": 24, "002": 16, "006": 7, "004": 5, "005": 4, "037": 5}
COUNTY_WEIGHT = 3  # of every other county


@dataclass
class World:
    """Rows wait here until all are made; then they are stored in one go."""

    seed: int
    today: dt.date
    counties: dict[str, County]
    users: dict[Role, list[User]] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    organisations: dict[str, list[Organisation]] = field(default_factory=dict)
    rows: dict[type[models.Model], list] = field(default_factory=lambda: defaultdict(list))
    series: Counter = field(default_factory=Counter)

    def draw(self, part: str) -> Draw:
        return Draw(self.seed, part, self.today)

    def add(self, row: Row, *, at: dt.datetime | None = None, by: User | None = None) -> Row:
        """Keep `row` for storing. at, by: when and by whom a Record was written down."""
        if isinstance(row, Record):
            row.recorded_at, row.recorded_by = at, by
        self.rows[type(row)].append(row)
        return row

    def next_number(self, series: str) -> int:
        self.series[series] += 1
        return self.series[series]

    def user(self, role: Role) -> User:
        """Return the first account with `role`: the one whose password is printed."""
        return self.users[role][0]

    def county_on(self, day: dt.date, draw: Draw) -> County:
        """Return one of the counties where we work on `day`."""
        weights = {
            code: COUNTY_WEIGHTS.get(code, COUNTY_WEIGHT)
            for code, since in COUNTY_SINCE.items()
            if since <= day.year
        }
        return self.counties[draw.weighted(weights)]

    @keys_kept()
    def store(self, order: tuple[type[models.Model], ...]) -> dict[str, int]:
        """Store all rows, table by table in `order`; return how many each table got."""
        forgotten = set(self.rows) - set(order)
        if forgotten:
            raise LookupError(f"No place in the order of storing: {forgotten}")
        for model in order:
            seal_together(self.rows[model])
            with _recorded_as_stated(model):
                model._default_manager.bulk_create(self.rows[model], batch_size=BATCH)
        NumberSeries.objects.bulk_create(
            [NumberSeries(name=name, last=last) for name, last in sorted(self.series.items())]
        )
        _learn()
        return {model._meta.label: len(self.rows[model]) for model in order if self.rows[model]}


def _learn() -> None:
    """Let the database count its rows now: until it does, it plans as if the tables were empty."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def _recorded_as_stated(model: type[models.Model]):
    """Practice records state their own day of recording, which is not the day of seeding."""
    if not issubclass(model, Record):
        yield
        return
    recorded_at = model._meta.get_field("recorded_at")
    recorded_at.auto_now_add = False
    try:
        yield
    finally:
        recorded_at.auto_now_add = True
