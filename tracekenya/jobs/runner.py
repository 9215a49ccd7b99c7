"""A worker's care for one job: claim it, watch the child that does it, write what becomes of it."""

import logging
import time
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connections

from tracekenya.jobs import actions, child, files
from tracekenya.jobs.files import Kept
from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job

logger = logging.getLogger(__name__)

BEAT_SECONDS = 1.0  # how often the row is written and a wish to cancel is seen
STEP_SECONDS = 0.25  # news come at most this often to the row
LOST_DATABASE = (OperationalError, InterfaceError)


def run(job_id: UUID) -> None:
    """Do the job if it is still to be had. A second message for the same job does nothing."""
    job = actions.claim(job_id)
    if job is None:
        return
    worker = child.start(job)
    try:
        ending = _watch(job, worker)
    finally:
        worker.end()
    _write_ending(job, ending)


def _watch(job: Job, worker: child.Child) -> dict[str, Any]:
    """Return how it ended: made, refused, interrupted, cancel or lost."""
    ends_at = time.monotonic() + kind_of(job.kind).limit_seconds
    written_at, step = 0.0, None
    while time.monotonic() < ends_at:
        for news in worker.listen(STEP_SECONDS):
            if "step" not in news:
                _beat(job, step)  # a job that ends badly shows how far it came
                return news
            step = tuple(news["step"])
        due = STEP_SECONDS if step else BEAT_SECONDS
        if worker.has_ended or time.monotonic() - written_at >= due:
            answer = _beat(job, step)
            written_at, step = time.monotonic(), None
            if answer != "go on":
                return {answer: True}
        if worker.has_ended:
            return {"interrupted": True}
    return {"refused": "took_too_long"}


def _beat(job: Job, step: tuple[str, int, int] | None) -> str:
    """Write the row; while the database is away the work goes on and the next beat tries again."""
    try:
        return actions.keep_alive(job, step)
    except LOST_DATABASE:
        logger.warning("Job %s cannot write its heartbeat", job.pk)
        connections.close_all()
        return "go on"


def _write_ending(job: Job, ending: dict[str, Any]) -> None:
    if "made" in ending:
        if not actions.finish(job, Kept(**ending["made"]), ending["facts"]):
            actions.confirm_cancelled(job)
            _discard_unless_kept(job)
    elif "refused" in ending:
        actions.fail(job, ending["refused"])
    elif "cancel" in ending:
        files.discard(job)
        actions.confirm_cancelled(job)
    elif "interrupted" in ending:
        actions.interrupt(job)


def _discard_unless_kept(job: Job) -> None:
    """Remove a cancelled job's file; a job that another worker has now is left alone."""
    if Job.objects.filter(pk=job.pk, state="cancelled").exists():
        files.discard(job)
