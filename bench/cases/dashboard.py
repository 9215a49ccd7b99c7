"""The data of the dashboard against hand-written SQL for the same 33 values."""

import datetime as dt
from collections.abc import Callable, Iterator

from django.utils import timezone

from bench import world
from bench.harness import Outcome, Pair, growth, run
from bench.limits import dashboard
from reporting.results import indicators

GOAL, MOST_QUERIES = 1.5, 12


def ours(today: dt.date | None = None) -> dashboard.Answer:
    """Return what the page asks for, in the shape of the limit's answer."""
    return {
        result.code: (
            {year: (at.value, at.value_year) for year, at in result.years.items()},
            result.last_day,
        )
        for result in indicators(today=today or timezone.localdate())
    }


def limit(today: dt.date | None = None) -> dashboard.Answer:
    return dashboard.dashboard(today or timezone.localdate())


def outcomes() -> Iterator[Outcome]:
    """Give the one case; both sizes must agree with the limit."""
    with world.connected("small"):
        run(Pair("dashboard_small", limit, ours, rounds=2))
    sent = world.queries(ours)
    facts = {"q": f"{sent}<={MOST_QUERIES}", "growth": f"{_growth(ours):.1f}"}
    facts["limit_growth"] = f"{_growth(limit):.1f}"
    if sent > MOST_QUERIES:
        raise AssertionError(f"The dashboard sends {sent} statements, more than {MOST_QUERIES}")
    yield run(Pair("dashboard_33", limit, ours, GOAL, facts=facts))


def _growth(call: Callable) -> float:
    """Return the time at ten times the rows over the time at the small size, connecting included."""

    def on(size: str) -> Callable:
        def connected() -> None:
            with world.connected(size):
                call()

        return connected

    return growth(on("small"), on("standard"), rounds=4)
