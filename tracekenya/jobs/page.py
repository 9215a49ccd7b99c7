"""What a page shows of a job: its steps, where it stands in words, how long it has taken."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracekenya.jobs import broker
from tracekenya.jobs.actions.workers import MOST_ATTEMPTS
from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job, JobState
from tracekenya.jobs.pulse import worker_lives
from tracekenya.ui.progress import JobProgress, Step

ERRORS = {
    "crashed": gettext_lazy("Something went wrong while it was made. The administrator can read why."),
    "took_too_long": gettext_lazy("It took longer than it may and was stopped."),
    "worker_lost": gettext_lazy("The worker stopped three times while it was made."),
}  # fmt: skip


def progress_of(job: Job, *, title: str, **urls: str) -> JobProgress:
    """Return the job in words; `urls` are the address fields of JobProgress that it may have."""
    return JobProgress(
        title=title,
        words=_words(job),
        state=job.state,
        steps=_steps(job),
        is_finished=job.is_finished,
        elapsed=in_words(job.elapsed),
        number=job.step_number if job.state == JobState.RUNNING else 0,
        total=job.step_total if job.state == JobState.RUNNING else 0,
        **urls,  # type: ignore[arg-type]
    )


def in_words(span: dt.timedelta) -> str:
    minutes, seconds = divmod(max(int(span.total_seconds()), 0), 60)
    if minutes:
        return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": seconds}
    return _("%(seconds)d s") % {"seconds": seconds}


def step_words(job: Job) -> str:
    """Return the step on the row, such as "Computing the indicators, 12 of 33"."""
    label = str(kind_of(job.kind).steps.get(job.step, job.step))
    if not job.step_total:
        return label
    return _("%(step)s, %(number)d of %(total)d") % {
        "step": label,
        "number": job.step_number,
        "total": job.step_total,
    }


def is_delayed(job: Job) -> bool:
    """Whether an open job waits because no worker lives or the broker is away."""
    return not job.is_finished and not (worker_lives() and broker.is_up())


def _words(job: Job) -> str:
    if job.state == JobState.DONE:
        return _("Ready.")
    if job.state == JobState.CANCELLED:
        return _("Cancelled.")
    if job.state == JobState.FAILED:
        reasons = ERRORS | kind_of(job.kind).refusals
        return str(reasons.get(job.error, ERRORS["crashed"]))
    if job.cancel_asked_at:
        return _("Being cancelled.")
    if job.is_silent:
        return _("The worker has stopped at: %(step)s. Another takes over within a minute.") % {
            "step": step_words(job)
        }
    if is_delayed(job):
        return _("Work is delayed. The order is kept and is done as soon as the worker is back.")
    return _queued_words(job) if job.state == JobState.QUEUED else step_words(job)


def _queued_words(job: Job) -> str:
    if not job.attempt:
        return _("Waiting for a worker.")
    return _("Interrupted at: %(step)s. Taken up again, attempt %(next)d of %(most)d.") % {
        "step": step_words(job),
        "next": job.attempt + 1,
        "most": MOST_ATTEMPTS,
    }


def _steps(job: Job) -> list[Step]:
    steps = kind_of(job.kind).steps
    codes = list(steps)
    at = codes.index(job.step) if job.step in codes else 0
    if job.state == JobState.DONE:
        return [Step(str(label), "done") for label in steps.values()]
    is_moving = job.state == JobState.RUNNING or not job.attempt
    here = "running" if is_moving and not job.is_finished else "stopped"
    return [
        Step(
            step_words(job) if number == at else str(label),
            "done" if number < at else here if number == at else "waiting",  # type: ignore[arg-type]
        )
        for number, label in enumerate(steps.values())
    ]
