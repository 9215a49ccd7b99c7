"""What people do with a job: ask, cancel, ask again."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracekenya.audit import trail
from tracekenya.audit.enums import AuditKind
from tracekenya.jobs import broker
from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job, JobState
from tracekenya.lib.errors import DomainError


class NotCancellable(DomainError):
    """The job has ended already."""


class NotRepeatable(DomainError):
    """The job has not ended, or ended well."""


@transaction.atomic
def ask(*, kind: str, params: dict[str, Any], by: Any) -> Job:
    """Write down what is asked for and tell a worker once that is committed.

    Asked again while the same is queued or running, returns that job: a double click makes one file.
    `by` is None when a command asks. Raises KeyError for an unknown kind.
    """
    rules = kind_of(kind)
    job, is_new = Job.objects.open().get_or_create(
        kind=kind, params=params, defaults={"asked_by": by, "state": JobState.QUEUED}
    )
    if is_new:
        trail.record(rules.ordered_as, by=by, target=job, fields=dict(params))
        transaction.on_commit(partial(broker.send, job.pk))
    return job


@transaction.atomic
def cancel(*, job: Job, by: Any) -> Job:
    """Stop a queued job now; ask the worker to stop a running one. Raises NotCancellable."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.is_finished:
        raise NotCancellable(_("This job has ended already; there is nothing to cancel."))
    job.cancel_asked_at = job.cancel_asked_at or timezone.now()
    if job.state == JobState.QUEUED:
        job.state, job.finished_at = JobState.CANCELLED, job.cancel_asked_at
    job.save(update_fields=["cancel_asked_at", "state", "finished_at"])
    trail.record(AuditKind.STATUS_CHANGED, by=by, target=job, fields={"asked": "cancel"})
    return job


def retry(*, job: Job, by: Any) -> Job:
    """Ask again for what failed or was cancelled; the old row stays as it ended.

    Raises NotRepeatable for a job that is open or done.
    """
    if job.state not in {JobState.FAILED, JobState.CANCELLED}:
        raise NotRepeatable(_("Only a job that failed or was cancelled can be asked for again."))
    return ask(kind=job.kind, params=job.params, by=by)
