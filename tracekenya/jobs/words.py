"""What a page says about a job: its steps, and why it failed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracekenya.jobs.kinds import kind_of
from tracekenya.jobs.models import Job, JobState

ERRORS = {
    "crashed": gettext_lazy(
        "Something went wrong while it was made. The administrator can read why."
    ),
    "took_too_long": gettext_lazy("It took longer than it may and was stopped."),
    "worker_lost": gettext_lazy("The worker stopped three times while it was made."),
}


@dataclass(frozen=True)
class StepLine:
    """One step on the page: `state` is "done", "current", "stopped" or "waiting"."""

    code: str
    label: str
    state: str
    count: str


def step_lines(job: Job) -> list[StepLine]:
    """Return the steps of the job's kind in order, with where the job stands."""
    steps = kind_of(job.kind).steps
    codes = list(steps)
    at = codes.index(job.step) if job.step in codes else 0
    here = "current" if job.state in {JobState.QUEUED, JobState.RUNNING} else "stopped"
    if job.state == JobState.DONE:
        at, here = len(codes), "done"
    return [
        StepLine(
            code,
            str(label),
            "done" if number < at else here if number == at else "waiting",
            _count(job) if number == at else "",
        )
        for number, (code, label) in enumerate(steps.items())
    ]


def error_words(job: Job) -> str:
    """Return the sentence that says why the job failed, empty when it did not."""
    if not job.error:
        return ""
    return str((ERRORS | kind_of(job.kind).refusals).get(job.error, ERRORS["crashed"]))


def _count(job: Job) -> str:
    if not job.step_total:
        return ""
    return _("%(number)d of %(total)d") % {"number": job.step_number, "total": job.step_total}
