"""What the annual report holds, as plain data: numbers and codes here, words only in the templates."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reporting.enums import ProgressStatus
from reporting.results import Table
from tracekenya.ui.numbers import Cell


@dataclass(frozen=True)
class Line:
    """One indicator in the report's year. Values are in the indicator's unit; None is "no data".

    `printed_*` and `name` are the plan's own wording. `trend`: year -> value, plan years up to this one.
    `other_reading`: the words of the reading in force where it is not the rule's own.
    `tables`: its breakdowns under the small-cell rule.
    """

    code: str
    name: str
    short_name: str
    name_sw: str
    pillar: str
    sdgs: tuple[int, ...]
    unit: str
    value_type: str
    show_as: str
    printed_baseline: str
    printed_target: str
    baseline: Decimal
    target: Decimal
    milestone: Decimal
    value: Decimal | None
    value_year: Decimal | None
    percent: int | None
    status: ProgressStatus
    trend: tuple[tuple[int, Decimal | None], ...]
    printed_source: str
    source: str
    responsible: str
    frequency: str
    accumulation: str
    distinct_by: str
    computed_from: str
    rule: str
    other_reading: str
    last_day: dt.date | None
    from_earlier_records: Decimal | None
    earlier_source: str
    people_without_names: int
    notes: tuple[str, ...]
    narrative: str
    deviation: str
    lessons: str
    tables: tuple[Table, ...]
    people: str = ""  # the persons in what is counted, where that is not persons; else since when

    @property
    def deviates(self) -> bool:
        """Whether the value is more than ten percent off its milestone."""
        return self.percent is not None and abs(self.percent - 100) > 10

    def table(self, dimension: str) -> Table | None:
        return next((table for table in self.tables if table.dimension == dimension), None)


@dataclass(frozen=True)
class OutcomeGroup:
    code: str
    name: str
    name_sw: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FocusArea:
    """One key focus area with its outcomes in the plan's order; `number` is 1 to 4."""

    code: str
    number: int
    name: str
    name_sw: str
    framework_title: str
    groups: tuple[OutcomeGroup, ...]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def counts(self) -> list[tuple[ProgressStatus, int]]:
        return status_counts(self.lines)


@dataclass(frozen=True)
class CountyRow:
    """One county where work was done, or without a name all places abroad.

    `cells` go with `Reach.columns`; None is nothing recorded.
    """

    code: str
    name: str
    plan_status: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Reach:
    """Where the work was. `columns`: codes of the indicators counted by county."""

    columns: tuple[str, ...]
    rows: tuple[CountyRow, ...]
    names: dict[str, str]


@dataclass(frozen=True)
class Tally:
    """Counts by code of a vocabulary under the small-cell rule; `is_multiple`: they do not add up."""

    vocabulary: str
    cells: tuple[tuple[str, Cell], ...]
    is_multiple: bool = False


@dataclass(frozen=True)
class ShelterYear:
    """Stays of one year; nights and days whole. None where nothing is recorded."""

    admissions: int | None
    people: int | None
    nights: int | None
    stays_ended: int | None
    median_stay_days: int | None
    exits: Tally


@dataclass(frozen=True)
class ServicesYear:
    """Services provided in one year; `people` counts each person once per kind of service."""

    provided: int | None
    people: Tally


@dataclass(frozen=True)
class JusticeYear:
    """Court work of one year. `outcomes` counts accused persons by their latest outcome in it."""

    before_court: int | None
    pleas: int | None
    concluded: int | None
    convictions: int | None
    hearings: int | None
    hearings_attended: int | None
    outcomes: Tally


@dataclass(frozen=True)
class MoneyLine:
    """One line of the plan's budget, whole KES by year as printed; `spent` is of the report's year."""

    name: str
    planned: tuple[int | None, ...]
    spent: int | None


@dataclass(frozen=True)
class MoneyArea:
    """The budget of one key focus area; `printed` are its sub-totals as the plan prints them."""

    code: str
    lines: tuple[MoneyLine, ...]
    printed: tuple[int | None, ...]
    spent: int | None


@dataclass(frozen=True)
class Money:
    """The printed budget beside what came in and went out. `received` goes with `years`."""

    years: tuple[int, ...]
    areas: tuple[MoneyArea, ...]
    printed_totals: tuple[int | None, ...]
    received: tuple[int | None, ...]
    spent: int | None
    misprints: tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Change:
    """A change to how an indicator is counted, with its reason. Oldest first."""

    code: str
    what: str
    reason: str
    on: dt.date


@dataclass(frozen=True)
class Earlier:
    """One approved value of a year before the system, in its indicator's unit."""

    code: str
    name: str
    show_as: str
    year: int
    value: Decimal
    source: str


@dataclass(frozen=True)
class Report:
    """Everything that the annual report of `year` prints, apart from words of the interface."""

    year: int
    plan_title: str
    first_year: int
    last_year: int
    goal: str
    is_provisional: bool
    is_practice: bool
    made_at: dt.datetime
    areas: tuple[FocusArea, ...]
    sdgs: tuple[tuple[int, str, str], ...]
    reach: Reach
    services: ServicesYear
    shelter: ShelterYear
    justice: JusticeYear
    money: Money
    changes: tuple[Change, ...]
    earlier: tuple[Earlier, ...] = ()

    @property
    def lines(self) -> list[Line]:
        return [line for area in self.areas for line in area.lines]

    def line(self, code: str) -> Line:
        """Return the line of indicator `code`. Raises KeyError."""
        return {line.code: line for line in self.lines}[code]

    @property
    def counts(self) -> list[tuple[ProgressStatus, int]]:
        return status_counts(self.lines)


def status_counts(lines: list[Line]) -> list[tuple[ProgressStatus, int]]:
    """Return how many lines stand at each status, all four in their order."""
    return [(status, sum(line.status == status for line in lines)) for status in ProgressStatus]
