"""The pulse of workers: each writes now and then that it lives, and the health page reads it."""

import datetime as dt
import logging
import socket
import time
from typing import Any
from uuid import UUID

from billiard.exceptions import WorkerLostError
from celery.signals import heartbeat_sent, task_failure, worker_init, worker_ready
from django.db import DatabaseError, connections
from django.utils import timezone

from tracekenya.jobs import actions
from tracekenya.jobs.broker import RUN_TASK
from tracekenya.jobs.kinds import all_kinds
from tracekenya.jobs.models import Job, JobState, WorkerPulse

logger = logging.getLogger(__name__)

EVERY_SECONDS = 10
FRESH_FOR = dt.timedelta(seconds=45)
FORGOTTEN_AFTER = dt.timedelta(days=1)
_last_written = {"at": 0.0}


def worker_lives() -> bool:
    return WorkerPulse.objects.filter(beat_at__gte=timezone.now() - FRESH_FOR).exists()


def write_pulse(name: str) -> None:
    """Write that the worker `name` lives, and forget those that have been silent for a day."""
    now = timezone.now()
    WorkerPulse.objects.update_or_create(name=name, defaults={"beat_at": now})
    WorkerPulse.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()


@worker_init.connect
def warm_libraries(**_: Any) -> None:
    """Load what the kinds need before the pool forks, so that every job starts warm."""
    for kind in all_kinds():
        if kind.warm:
            kind.warm()


@heartbeat_sent.connect
@worker_ready.connect
def beat(**_: Any) -> None:
    """Write the pulse at most every ten seconds, from the worker's main process."""
    if _last_written["at"] and time.monotonic() - _last_written["at"] < EVERY_SECONDS:
        return
    _last_written["at"] = time.monotonic()
    _on_own_connection(lambda: write_pulse(socket.gethostname()))


@task_failure.connect
def take_back(sender: Any = None, exception: Any = None, args: Any = (), **_: Any) -> None:
    """A pool process was killed: give its job to another at once, without waiting for the reaper."""
    if getattr(sender, "name", "") == RUN_TASK and isinstance(exception, WorkerLostError):
        _on_own_connection(lambda: _interrupt(UUID(args[0])))


def _interrupt(job_id: UUID) -> None:
    job = Job.objects.filter(pk=job_id, state=JobState.RUNNING).first()
    if job:
        actions.interrupt(job)


def _on_own_connection(write: Any) -> None:
    """Run `write` and close its connection: the main process forks and must not share one."""
    try:
        write()
    except DatabaseError:
        logger.warning("The worker cannot reach the database")
    finally:
        connections.close_all()
