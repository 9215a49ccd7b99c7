"""What a plan file says, as typed records; nothing here knows the database."""

from dataclasses import dataclass
from decimal import Decimal

from reporting.enums import (
    Accumulation,
    Direction,
    DistinctBy,
    Pillar,
    PlanTextKind,
    ValueType,
)
from reporting.milestones import PlanWindow


@dataclass(frozen=True)
class PlanHead:
    """The cover of the plan. estimated_cost_kes: whole shillings over the whole plan."""

    title: str
    window: PlanWindow
    estimated_cost_kes: int
    currency: str


@dataclass(frozen=True)
class IndicatorRecord:
    """One row of the performance framework; empty where the plan prints nothing."""

    code: str
    name: str
    short_name: str
    name_sw: str
    pillar: Pillar | None
    value_type: ValueType
    unit: str
    baseline: Decimal
    target: Decimal
    baseline_as_printed: str
    target_as_printed: str
    data_source: str
    data_source_as_printed: str
    responsible: str
    frequency: str
    computed_from: str
    accumulation: Accumulation
    includes_baseline: bool
    distinct_by: DistinctBy
    direction: Direction
    sdgs: tuple[int, ...]


@dataclass(frozen=True)
class OutcomeRecord:
    """One outcome of the framework with its indicators in printed order."""

    code: str
    name: str
    name_sw: str
    indicators: tuple[IndicatorRecord, ...]


@dataclass(frozen=True)
class KeyFocusAreaRecord:
    """One key focus area with its outcomes in printed order."""

    code: str
    name: str
    name_sw: str
    framework_title: str
    outcomes: tuple[OutcomeRecord, ...]


@dataclass(frozen=True)
class BudgetLineRecord:
    """One amount of the budget table; None where the plan leaves the cell empty."""

    kfa: str
    line: str
    year: int
    amount_kes: int | None


@dataclass(frozen=True)
class PrintedSumRecord:
    """One sub-total, or with `kfa` None one total, as printed, beside what its parts add up to."""

    kfa: str | None
    year: int
    printed_kes: int
    sum_of_parts_kes: int

    @property
    def adds_up(self) -> bool:
        return self.printed_kes == self.sum_of_parts_kes


@dataclass(frozen=True)
class PlanTextRecord:
    """One sentence of the plan, of one key focus area or of the whole plan (`kfa` None)."""

    kind: PlanTextKind
    kfa: str | None
    text: str


@dataclass(frozen=True)
class SdgRecord:
    """One Sustainable Development Goal in the words in which the plan commits to it."""

    number: int
    name: str
    name_sw: str


@dataclass(frozen=True)
class OfficeRecord:
    """One office or shelter of the plan. counties: names; none means that it serves the nation."""

    code: str
    name: str
    kind: str
    status: str
    status_as_printed: str
    reach: str
    counties: tuple[str, ...]


@dataclass(frozen=True)
class OrganisationRecord:
    """One agency or network that the plan names. kind: a code of the list organisation_type."""

    name: str
    kind: str


@dataclass(frozen=True)
class CountyRecord:
    """One county and the part it has in the plan. in_baseline: counted by the baseline of 1.3."""

    code: str
    name: str
    region: str
    plan_status: str
    in_baseline: bool


@dataclass(frozen=True)
class Plan:
    """Everything that a plan file says."""

    head: PlanHead
    key_focus_areas: tuple[KeyFocusAreaRecord, ...]
    budget_lines: tuple[BudgetLineRecord, ...]
    printed_sums: tuple[PrintedSumRecord, ...]
    texts: tuple[PlanTextRecord, ...]
    sdgs: tuple[SdgRecord, ...]
    offices: tuple[OfficeRecord, ...]
    organisations: tuple[OrganisationRecord, ...]
    counties: tuple[CountyRecord, ...]

    @property
    def outcomes(self) -> list[OutcomeRecord]:
        return [outcome for kfa in self.key_focus_areas for outcome in kfa.outcomes]

    @property
    def indicators(self) -> list[IndicatorRecord]:
        return [indicator for outcome in self.outcomes for indicator in outcome.indicators]
