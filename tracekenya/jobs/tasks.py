"""Celery's edge: ids in, the work is in `runner` and `actions`."""

from uuid import UUID

from celery import shared_task

from tracekenya.jobs import actions, runner
from tracekenya.jobs.broker import RUN_TASK
from tracekenya.lists.freshness import freshen


@shared_task(name=RUN_TASK)
def run_job(job_id: str) -> None:
    freshen()  # the child that works inherits what this process knows
    runner.run(UUID(job_id))


@shared_task(name="jobs.reap")
def reap_jobs() -> None:
    actions.reap()
