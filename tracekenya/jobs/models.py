"""Jobs and the pulse of workers: PostgreSQL is the truth, the broker carries ids only."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


FINISHED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
OPEN = (JobState.QUEUED, JobState.RUNNING)
SILENT_AFTER = dt.timedelta(
    seconds=20
)  # a worker writes every second; this long without is trouble


class JobQuerySet(models.QuerySet):
    def open(self) -> "JobQuerySet":
        return self.filter(state__in=OPEN)


class Job(models.Model):
    """One piece of work asked of a worker. Seen by who asked and by roles that see reports.

    `params` holds codes, years and ids only. `step`, `step_number` and `step_total` say where the
    work stands; `heartbeat_at` says that a worker lives. A result is one kept file with its SHA-256.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    asked_at = models.DateTimeField(default=timezone.now)
    step = models.CharField(max_length=40, default="queued")
    step_number = models.PositiveSmallIntegerField(default=0)
    step_total = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.PositiveIntegerField(null=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict)

    objects = JobQuerySet.as_manager()

    class Privacy:
        open = {
            "id", "kind", "params", "state", "asked_by", "asked_at", "step", "step_number", "step_total",
            "attempt", "sent_at", "started_at", "heartbeat_at", "finished_at", "cancel_asked_at", "error",
            "file_name", "file_size", "file_sha256", "facts",
        }  # fmt: skip

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(
                fields=["state", "heartbeat_at"],
                condition=Q(state__in=["queued", "running"]),
                name="job_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "params"],
                condition=Q(state__in=["queued", "running"]),
                name="one_open_job_per_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(file_sha256=""), name="done_job_has_a_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def elapsed(self) -> dt.timedelta:
        """Return how long it has taken since it was asked for, up to now or to its end."""
        return (self.finished_at or timezone.now()) - self.asked_at

    @property
    def is_silent(self) -> bool:
        """Whether a running job's worker has stopped writing its heartbeat."""
        if self.state != JobState.RUNNING or self.heartbeat_at is None:
            return False
        return timezone.now() - self.heartbeat_at > SILENT_AFTER


class WorkerPulse(models.Model):
    """When a worker last said that it lives and reaches the broker. Shown on the health page."""

    name = models.CharField(primary_key=True, max_length=120)
    beat_at = models.DateTimeField(default=timezone.now)

    class Privacy:
        open = {"name", "beat_at"}
