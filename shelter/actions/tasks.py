"""The task list of a stay: begun with the arrival, moved on by hand or by a record that proves it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import ConsentRecord
from shelter import task_clock
from shelter.enums import ResidentRole, TaskKind, TaskStatus
from shelter.models import Admission, StayTask
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows

# Who lives in the house agrees to its rules, to care, and that we write things down.
CONSENTS = ("shelter_rules", "medical", "data_processing")


@transaction.atomic
def begin(*, admission: Admission, by: User) -> None:
    """Write what is missing of the task list; what is there stays as it is."""
    arrived_at = admission.admitted_at
    if arrived_at is None:
        return
    StayTask.objects.bulk_create(
        [
            StayTask(
                admission=admission, kind=kind, due_at=task_clock.due_at(kind, arrived_at),
                recorded_by=by,
            )
            for kind in _kinds_for(admission)
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    prove_consent(admission=admission, by=by)


@transaction.atomic
def proved(*, admission: Admission, kind: TaskKind, by: User) -> StayTask | None:
    """Settle the task as done because a record shows it; None where there is nothing to settle."""
    rows_of = StayTask.objects.select_for_update(of=("self",))
    task = rows_of.filter(admission=admission, kind=kind).first()
    if task is None or task.status == TaskStatus.DONE:
        return None
    before = task.status
    _settle(task, TaskStatus.DONE, by)
    task.cannot_reason = ""
    task.version += 1
    task.save(update_fields=["status", "done_at", "done_by", "cannot_reason", "version"])
    record(AuditKind.CHANGED, by=by, target=task, fields={"status": [before, str(TaskStatus.DONE)]})
    return task


def prove_consent(*, admission: Admission, by: User) -> StayTask | None:
    """Settle the task of consent once all its questions were answered with yes and still hold."""
    today = timezone.localdate()
    given = ConsentRecord.objects.filter(case=admission.case_id, scope__in=CONSENTS)
    live = {consent.scope for consent in given if consent.is_live_on(today)}
    if live != set(CONSENTS):
        return None
    return proved(admission=admission, kind=TaskKind.CONSENT, by=by)


def edit(*, row: StayTask, version: int, by: User, **facts: Any) -> StayTask:
    """Say how far a task is. Raises StaleVersion, DomainError naming the field.

    A reason stands only where it cannot be done yet; who did it and when stand with what is done.
    """

    def check(task: StayTask) -> None:
        _check_proof(task)
        _check_reason(task)
        _settle(task, task.status, by)

    return rows.edit(row, version=version, by=by, check=check, **facts)


def _kinds_for(admission: Admission) -> list[TaskKind]:
    """A child who came with the mother needs no family traced."""
    day = timezone.localdate(admission.admitted_at)
    is_child = admission.case.person.presumed_child_on(day)
    kinds = task_clock.kinds_for(is_child=is_child, authority=admission.legal_authority)
    if admission.role == ResidentRole.DEPENDANT:
        kinds = [kind for kind in kinds if kind is not TaskKind.TRACING]
    return kinds


def _settle(task: StayTask, status: str, by: User) -> None:
    """Set the state; who finished it first stays."""
    task.status = status
    if status != TaskStatus.DONE:
        task.done_at = task.done_by = None
    elif task.done_at is None:
        task.done_at, task.done_by = timezone.now(), by


def _check_proof(task: StayTask) -> None:
    """That the officer was told stands in a record of its own."""
    is_ticked = task.kind == TaskKind.OFFICER and task.status == TaskStatus.DONE
    if is_ticked and not task.admission.officer_notices.exists():
        raise DomainError(
            _("Write down first who was told and when: “Officer told” on the page of the stay."),
            field="status",
        )


def _check_reason(task: StayTask) -> None:
    is_cannot = task.status == TaskStatus.CANNOT
    if is_cannot and not task.cannot_reason:
        raise DomainError(_("Choose why it cannot be done yet."), field="cannot_reason")
    if not is_cannot and task.cannot_reason:
        raise DomainError(
            _("A reason belongs to “Cannot do yet” only: change the state, or clear the reason."),
            field="cannot_reason",
        )
