"""Where the lines of the plan's budget come from: reporting, which knows the plan, gives them here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class PlanLine:
    """One line of the budget: code and label of its key focus area, its name, its label."""

    kfa: str
    kfa_label: str
    name: str
    label: str


_sources: list[Callable[[], Sequence[PlanLine]]] = []


def offer(source: Callable[[], Sequence[PlanLine]]) -> None:
    """Let `source` answer which lines there are, in the order of the plan."""
    _sources[:] = [source]


def plan_lines() -> Sequence[PlanLine]:
    """Return the lines of the plan's budget; none before a plan is loaded."""
    return _sources[0]() if _sources else []
