"""The task list as pages read it: rows of one stay, and what is due first for many."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils import timezone

from shelter import task_clock
from shelter.enums import TaskKind, TaskStatus
from shelter.models import Admission, StayTask
from shelter.registries import Due
from shelter.stay_rows import read_once
from tracekenya.lib.addresses import address
from tracekenya.lib.vocabularies import label
from tracekenya.pages.cells import Tag
from tracekenya.roles.permissions import Permission

TONES = {
    TaskStatus.IN_PROGRESS: "info", TaskStatus.MISSING_INFO: "warning", TaskStatus.DONE: "success",
    TaskStatus.CANNOT: "warning",
}  # fmt: skip


@dataclass(frozen=True)
class TaskRow:
    """One task in words. `due`: "" for what is settled; `reason`: why it cannot be done yet."""

    task: StayTask
    words: str
    state: Tag
    due: str
    is_late: bool
    reason: str
    url: str


def rows_of(stay: Admission, now: dt.datetime | None = None) -> list[TaskRow]:
    """Return the tasks of `stay`: what is open first, by its clock; then what is settled."""
    now = now or timezone.now()
    rows = [_row(task, now, is_over=not stay.is_in_house) for task in tasks_of(stay)]
    return sorted(rows, key=_rank)


def tasks_of(stay: Admission) -> list[StayTask]:
    rows = StayTask.objects.select_related("done_by").defer("words")
    return read_once(stay, "tasks", rows)


def due_of(stays: Collection[uuid.UUID], now: dt.datetime) -> dict[uuid.UUID, Due]:
    """Return the open task that is due first for each of `stays`; one query."""
    found = StayTask.objects.filter(admission__in=stays, due_at__isnull=False)
    open_ = found.exclude(status__in=task_clock.SETTLED).order_by("admission", "due_at", "kind")
    rows = open_.distinct("admission").values_list("admission", "kind", "due_at", "pk")
    return {stay: _due(kind, at, pk) for stay, kind, at, pk in rows}


def open_count(rows: Iterable[TaskRow]) -> int:
    return sum(row.task.status not in task_clock.SETTLED for row in rows)


def _rank(row: TaskRow) -> tuple[bool, dt.datetime, bool, int]:
    """What is settled stands last; of what is due at one moment the children officer comes first."""
    task = row.task
    due = task.due_at or dt.datetime.max.replace(tzinfo=dt.UTC)
    is_officer = task.kind == TaskKind.OFFICER
    return (
        task.status in task_clock.SETTLED,
        due,
        not is_officer,
        list(TaskKind).index(TaskKind(task.kind)),
    )


def _due(kind: str, at: dt.datetime, pk: uuid.UUID) -> Due:
    url = address("shelter:task_edit", pk)
    return Due(at, label("stay_task", kind), url, Permission.STAY_TASKS)


def _row(task: StayTask, now: dt.datetime, *, is_over: bool) -> TaskRow:
    """A stay that has ended has no clock that runs."""
    is_open = task.status not in task_clock.SETTLED and not is_over
    late = is_open and task_clock.is_late(task.status, task.due_at, now)
    return TaskRow(
        task, task.get_kind_display(),
        Tag(task.get_status_display(), TONES.get(TaskStatus(task.status), "")),
        task_clock.words_of(task.due_at, now) if is_open and task.due_at else "",
        late, task.get_cannot_reason_display() if task.cannot_reason else "",
        task.get_absolute_url(),
    )  # fmt: skip
