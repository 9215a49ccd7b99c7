"""Interleaved pairs: limit, ours, limit, ours; the ratio is the median of the ratios per round."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ROUNDS = 8  # the first is a warm-up and dropped
TOLERANCE = 1.15  # a median this far over the goal, twice in a row, fails the run


@dataclass(frozen=True)
class Pair:
    """One case. `same(limit's answer, our answer)` must hold before anything is timed.

    goal: the highest ratio wished for, None where the ratio is only reported.
    facts: what else is known, such as the number of queries; printed and kept.
    """

    name: str
    limit: Callable[[], Any]
    ours: Callable[[], Any]
    goal: float | None = None
    same: Callable[[Any, Any], bool] = lambda limit, ours: limit == ours
    rounds: int = ROUNDS
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """Ratios of one pair with their quartiles. Milliseconds are reported, never judged."""

    name: str
    ratio: float
    low: float
    high: float
    goal: float | None
    limit_ms: float
    ours_ms: float
    facts: dict[str, Any]

    @property
    def passed(self) -> bool:
        return self.goal is None or self.ratio <= self.goal

    @property
    def failed_clearly(self) -> bool:
        return self.goal is not None and self.ratio > self.goal * TOLERANCE

    def line(self) -> str:
        goal = (
            f"goal<={self.goal:.2f} {'PASS' if self.passed else 'MISS'}" if self.goal else "no goal"
        )
        facts = " ".join(f"{key}={value}" for key, value in self.facts.items())
        return (
            f"{self.name:<18} ours/limit {self.ratio:5.2f} [{self.low:.2f}-{self.high:.2f}]  {goal:<15} "
            f"limit {self.limit_ms:8.1f} ms  ours {self.ours_ms:8.1f} ms  {facts}".rstrip()
        )


class AnswersDiffer(Exception):
    """Our code and the limit do not say the same; nothing was timed."""


def run(pair: Pair) -> Outcome:
    """Time one pair; a second time when the first failed clearly. Raises AnswersDiffer."""
    limit, ours = pair.limit(), pair.ours()
    if not pair.same(limit, ours):
        raise AnswersDiffer(f"{pair.name}: limit {limit!r:.1500} ours {ours!r:.1500}")
    outcome = _timed(pair)
    return _timed(pair) if outcome.failed_clearly else outcome


def growth(small: Callable[[], Any], large: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Return how many times longer `large` takes than `small`, interleaved, first round dropped."""
    return statistics.median(_rounds(small, large, rounds)[2])


def _timed(pair: Pair) -> Outcome:
    limit, ours, ratios = _rounds(pair.limit, pair.ours, pair.rounds)
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    return Outcome(
        pair.name, statistics.median(ratios), low, high, pair.goal,
        statistics.median(limit) * 1000, statistics.median(ours) * 1000, pair.facts,
    )  # fmt: skip


def _rounds(first: Callable, second: Callable, rounds: int) -> tuple[list[float], ...]:
    """Return the seconds of each and the ratios second/first, without the first round."""
    pairs = [(_seconds(first), _seconds(second)) for _ in range(rounds)][1:]
    one, other = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return one, other, [after / before for before, after in pairs]


def _seconds(call: Callable) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
