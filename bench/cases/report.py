"""The annual report, from the order to the kept file, against the renderer alone on the same HTML."""

import time
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils import timezone, translation

from bench import world
from bench.harness import Outcome, Pair, run
from bench.programs import worker
from reporting.report import kind
from reporting.report.assembly import assemble
from reporting.report.assets import assets
from reporting.report.making import html_of, warm
from tracekenya.jobs.models import Job
from tracekenya.jobs.pulse import worker_lives
from tracekenya.lib.pdf import ClosedFetcher, lay_out, write
from tracekenya.roles.roles import Role

GOAL = 1.2
YEAR = 2025
LONGEST_WAIT = 180  # seconds


def outcomes() -> Iterator[Outcome]:
    """Give one case a size. The goal holds at the small one: 10,000 intercepts are many years of work."""
    warm()
    yield _outcome("small", GOAL, rounds=5)
    yield _outcome("standard", None, rounds=3)


def _outcome(size: str, goal: float | None, rounds: int) -> Outcome:
    with world.connected(size), worker(world.address(size)):
        _wait_until(worker_lives)
        html = _html()
        kept = _ordered_and_kept()
        facts = {"pages": kept.facts["pages"], "bytes": kept.file_size}
        limit, same = lambda: _rendered(html), lambda limit, ours: limit == ours.facts["pages"]
        name = f"pdf_{size}"
        return run(Pair(name, limit, _ordered_and_kept, goal, same, rounds, facts=facts))


def _html() -> str:
    with translation.override("en"):
        return html_of(assemble(YEAR, today=timezone.localdate(), counted=_silent), "en")


def _silent(number: int, total: int) -> None:
    """Tell nobody how far it is."""


def _rendered(html: str) -> int:
    """Return the number of pages that the renderer alone makes, written as a file would be."""
    document = lay_out(html, ClosedFetcher(assets()))
    write(document, identifier=b"0" * 16)
    return len(document.pages)


def _ordered_and_kept() -> Job:
    """Order a report as a page does and wait for its file."""
    job = kind.order(year=YEAR, language="en", by=world.person(Role.ME_OFFICER))

    def is_finished() -> bool:
        job.refresh_from_db()
        return job.is_finished

    _wait_until(is_finished)
    if not default_storage.exists(job.file_name):
        raise AssertionError(f"The report ended as {job.state} {job.error}")
    return job


def _wait_until(is_so) -> None:
    until = time.monotonic() + LONGEST_WAIT
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("waited in vain for the worker")
        time.sleep(0.02)
