"""Interleaved pairs: limit, ours, limit, ours; the ratio is the median of the ratios per round."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

ROUNDS = 7  # the first is a warm-up and dropped
TOLERANCE = 1.15  # a median this far over the goal, twice in a row, fails the run


@dataclass(frozen=True)
class Pair:
    """One case of the bench. `same(limit answer, our answer)` must hold before anything is timed."""

    name: str
    limit: Callable
    ours: Callable
    goal: float | None
    same: Callable = lambda one, other: one == other
    size: str = ""
    rounds: int = ROUNDS


@dataclass
class Outcome:
    """Ratios of one pair. Milliseconds are reported, never judged."""

    name: str
    ratio: float
    low: float
    high: float
    goal: float | None
    limit_ms: float
    ours_ms: float
    size: str = ""
    facts: dict = field(default_factory=dict)

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
            f"{self.name:<24} ours/limit {self.ratio:.2f} [{self.low:.2f}-{self.high:.2f}]  {goal}  "
            f"limit {self.limit_ms:.1f} ms, ours {self.ours_ms:.1f} ms  {self.size} {facts}".rstrip()
        )


class AnswersDiffer(Exception):
    """Our code and the limit do not say the same; nothing was timed."""


def run(pair: Pair) -> Outcome:
    """Time one pair. Raises AnswersDiffer when the two answers are not the same."""
    limit_answer, our_answer = pair.limit(), pair.ours()
    if not pair.same(limit_answer, our_answer):
        raise AnswersDiffer(f"{pair.name}: limit {limit_answer!r:.2000} ours {our_answer!r:.2000}")
    rounds = [(_seconds(pair.limit), _seconds(pair.ours)) for _ in range(pair.rounds)][1:]
    ratios = sorted(ours / limit for limit, ours in rounds)
    quarters = statistics.quantiles(ratios, n=4)
    return Outcome(
        name=pair.name,
        ratio=statistics.median(ratios),
        low=quarters[0],
        high=quarters[2],
        goal=pair.goal,
        limit_ms=statistics.median(limit for limit, _ in rounds) * 1000,
        ours_ms=statistics.median(ours for _, ours in rounds) * 1000,
        size=pair.size,
    )


def _seconds(call: Callable) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
