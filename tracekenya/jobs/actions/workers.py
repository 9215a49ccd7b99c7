"""What workers write on a job. Each write names the state and the attempt that it expects.

A worker that lost its job (the reaper gave it to another) therefore changes nothing any more.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.jobs import broker
from tracekenya.jobs.files import Kept
from tracekenya.jobs.models import Job, JobState

MOST_ATTEMPTS = 3
UNTAKEN_AFTER = dt.timedelta(seconds=15)  # a queued job that no worker took is sent again
SILENT_AFTER = dt.timedelta(seconds=60)  # a running job without a heartbeat has lost its worker
CANCEL_WAITS = dt.timedelta(seconds=15)  # for a worker that may be dead


def claim(job_id: UUID) -> Job | None:
    """Take a queued job for this worker; None when it is gone, taken, cancelled or finished."""
    now = timezone.now()
    taken = Job.objects.filter(
        pk=job_id, state=JobState.QUEUED, cancel_asked_at__isnull=True
    ).update(
        state=JobState.RUNNING, attempt=F("attempt") + 1, started_at=now, heartbeat_at=now,
        step="queued", step_number=0, step_total=0,
    )  # fmt: skip
    return Job.objects.get(pk=job_id) if taken else None


def keep_alive(job: Job, step: tuple[str, int, int] | None) -> str:
    """Write the heartbeat and the newest step. Returns "go on", "cancel" or "lost"."""
    changes: dict = {"heartbeat_at": timezone.now()}
    if step:
        changes |= dict(zip(("step", "step_number", "step_total"), step, strict=True))
    if not _mine(job).update(**changes):
        return "lost"
    return "cancel" if _mine(job).filter(cancel_asked_at__isnull=False).exists() else "go on"


@transaction.atomic
def finish(job: Job, kept: Kept, facts: dict) -> bool:
    """Write that the file is there; False when the job was cancelled or given to another."""
    written = _mine(job).filter(cancel_asked_at__isnull=True).update(
        state=JobState.DONE, finished_at=timezone.now(), step="ready", step_number=0, step_total=0,
        file_name=kept.name, file_size=kept.size, file_sha256=kept.sha256, facts=facts,
    )  # fmt: skip
    return _noted(job, written, {"state": JobState.DONE.value, "sha256": kept.sha256})


@transaction.atomic
def fail(job: Job, error: str) -> bool:
    """Write that the job cannot be done. The step stays as it was, so that people see how far it came."""
    written = _mine(job).update(
        state=JobState.FAILED, finished_at=timezone.now(), error=error, heartbeat_at=None
    )
    return _noted(job, written, {"state": JobState.FAILED.value, "error": error})


@transaction.atomic
def confirm_cancelled(job: Job) -> bool:
    written = _mine(job).update(
        state=JobState.CANCELLED, finished_at=timezone.now(), heartbeat_at=None
    )
    return _noted(job, written, {"state": JobState.CANCELLED.value})


def interrupt(job: Job) -> None:
    """The work died half-way: queue it again, or give up after the last attempt. The step stays."""
    if job.attempt >= MOST_ATTEMPTS:
        fail(job, "worker_lost")
    elif _mine(job).update(state=JobState.QUEUED, heartbeat_at=None, sent_at=None):
        broker.send(job.pk)


def reap() -> dict[str, int]:
    """Send again what no worker took, take back what a dead worker left. Returns counts."""
    now = timezone.now()
    untaken = Job.objects.filter(state=JobState.QUEUED).filter(
        Q(sent_at__isnull=True) | Q(sent_at__lt=now - UNTAKEN_AFTER)
    )
    running = Job.objects.filter(state=JobState.RUNNING)
    cancelled = running.filter(
        cancel_asked_at__lt=now - CANCEL_WAITS, heartbeat_at__lt=now - CANCEL_WAITS
    )
    silent = running.filter(cancel_asked_at__isnull=True, heartbeat_at__lt=now - SILENT_AFTER)
    for job in (taken_back := list(silent)):
        interrupt(job)
    return {
        "sent": sum(broker.send(job_id) for job_id in untaken.values_list("pk", flat=True)),
        "cancelled": sum(confirm_cancelled(job) for job in cancelled),
        "taken_back": len(taken_back),
    }


def _mine(job: Job):
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


def _noted(job: Job, written: int, fields: dict) -> bool:
    if written:
        trail.record(AuditKind.STATUS_CHANGED, by=None, target=job, fields=fields)
    return bool(written)
