"""The life of a case: opened, assigned, edited, moved on, closed and opened again."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries, workflow
from cases.actions import checks, grants, numbers, people
from cases.actions.rules import lock_case, lock_open_case
from cases.enums import CaseStatus
from cases.models import Case, CaseGrant, CaseStatusChange, Person, TraffickingStatusChange
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.facts import plain_changes, values_of
from tracekenya.places.models import County, Office
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

BASICS = (
    "opened_on", "source", "case_types", "trafficking_stage", "risk_level", "migration_status",
    "legal_basis", "county", "office", "summary",
)  # fmt: skip
VERIFIED = "identified_victim"
TRANSFERRED = "transferred"  # the reason for closing that needs an accepted transfer


class WorkStillOpen(DomainError):
    """The case may not close yet; the message names what is still open."""


class NeedsSecondPerson(DomainError):
    """Who did all the work alone may not also close the case."""


@transaction.atomic
def open_case(
    *,
    person: Person,
    source: str,
    case_types: Sequence[str],
    opened_on: dt.date,
    county: County | None,
    by: User,
    office: Office | None = None,
    trafficking_status: str = "at_risk",
    decided_by_body: str = "",
    submission: uuid.UUID | None = None,
    **more: Any,
) -> Case:
    """Open a case in status intake and let its opener work on it.

    A case worker gets a grant for themselves, shelter staff one for their shelter; who sees the
    whole organisation needs none. `more`: trafficking_stage, risk_level, migration_status,
    legal_basis, summary. Raises DomainError for a day in the future or before the birth.
    """
    if (made := sent_before(Case, submission, by)) is not None:
        return made
    _check_opening(person, opened_on, case_types)
    _check_body(trafficking_status, decided_by_body)
    case = Case.objects.create(
        id=new_id(submission), code=numbers.case_code(opened_on.year), person=person, source=source,
        case_types=list(case_types), opened_on=opened_on, county=county, office=office,
        trafficking_status=trafficking_status, recorded_by=by, **more,
    )  # fmt: skip
    CaseStatusChange.objects.create(case=case, to_status=case.status, by=by.staff_code)
    _keep_trafficking_status(case, opened_on, decided_by_body, by)
    record(AuditKind.CREATED, by=by, target=case, fields={"source": source})
    _let_opener_in(case, by)
    for hear in registries.opening_listeners:
        hear(case)
    return case


@transaction.atomic
def open_for_new_person(
    *, facts: dict[str, Any], by: User, submission: uuid.UUID, **basics: Any
) -> Case:
    """Enter a person and open the first case in one go. Raises as `people.register`, `open_case`."""
    if (made := sent_before(Case, submission, by)) is not None:
        return made
    person = people.register(by=by, **facts)
    return open_case(person=person, by=by, submission=submission, **basics)


@transaction.atomic
def edit(*, case: Case, version: int, by: User, **basics: Any) -> Case:
    """Change the basics of an open case. Raises StaleVersion, CaseClosed, DomainError.

    `basics`: any of BASICS.
    """
    if unknown := set(basics) - set(BASICS):
        raise TypeError(f"Not basics of a case: {', '.join(sorted(unknown))}")
    case = lock_open_case(case)
    before = values_of(case, basics)
    for name, value in basics.items():
        setattr(case, name, value)
    _check_opening(case.person, case.opened_on, case.case_types)
    if "opened_on" in basics:
        checks.opening(case)
    save_edited(case, version=version)
    record(AuditKind.CHANGED, by=by, target=case, fields=plain_changes(case, before))
    return case


@transaction.atomic
def assess_risk(*, case: Case, risk_level: str, by: User) -> Case:
    """Set how urgent the case is."""
    case = lock_open_case(case)
    before, case.risk_level = case.risk_level, risk_level
    _save(case, "risk_level")
    record(AuditKind.CHANGED, by=by, target=case, fields={"risk_level": [before, risk_level]})
    return case


@transaction.atomic
def decide_trafficking_status(
    *, case: Case, status: str, decided_on: dt.date, by: User, decided_by_body: str = ""
) -> Case:
    """Keep one decision on whether the person is a victim; a verified one names who decided."""
    case = lock_open_case(case)
    refuse_future(decided_on, "decided_on")
    refuse_before(
        decided_on,
        case.person.birth_date,
        field="decided_on",
        sentence=_("%(day)s is before the person was born (%(earliest)s)."),
    )
    _check_body(status, decided_by_body)
    case.trafficking_status = status
    _save(case, "trafficking_status")
    _keep_trafficking_status(case, decided_on, decided_by_body, by)
    record(AuditKind.CHANGED, by=by, target=case, fields={"trafficking_status": status})
    return case


@transaction.atomic
def assign(*, case: Case, worker: User, by: User) -> CaseGrant:
    """Let `worker` work on the case. Raises DomainError for a role that works on no single case."""
    case = lock_open_case(case)
    if not worker.may_sign_in or worker.scope(Permission.CASE_VIEW) is not Scope.ASSIGNED:
        raise DomainError(
            _("Cases are assigned to case workers and legal officers."), field="worker"
        )
    return grants.give(case=case, user=worker, reason="assigned", by=by)


@transaction.atomic
def change_status(*, case: Case, to_status: str, by: User, reason: str = "") -> Case:
    """Take one step of the workflow. Raises DomainError when it is not allowed, or not yet."""
    case = lock_open_case(case)
    step = next((s for s in workflow.steps_for(case, by) if s.to_status == to_status), None)
    if step is None:
        raise DomainError(_("This step is not open to you now."), field="to_status")
    if objection := step.objection(case):
        raise DomainError(objection, field="to_status")
    if step.reasons and reason not in step.reasons:
        raise DomainError(_("Choose a reason that fits this step."), field="reason")
    closing: tuple[str, ...] = ()
    if step.to_status == CaseStatus.NOT_ACCEPTED:
        case.closed_at, case.closed_by = timezone.now(), by
        closing = ("closed_at", "closed_by")
    return _move(case, step.to_status, by, reason if step.reasons else "", *closing)


@transaction.atomic
def close(*, case: Case, reason: str, note: str, by: User) -> Case:
    """Close the case as of now; a transfer to another agency closes it as referred.

    Raises WorkStillOpen naming what objects, NeedsSecondPerson when `by` worked on it alone.
    """
    case = lock_open_case(case)
    by_transfer = reason == TRANSFERRED
    _check_may_close(case, by_transfer)
    if workers_of(case) <= {by.pk}:
        raise NeedsSecondPerson(
            _("You are the only one who worked on this case. Ask another supervisor to close it.")
        )
    case.closed_at, case.closed_by = timezone.now(), by
    case.closure_reason, case.closing_note = reason, note
    record(AuditKind.CASE_CLOSED, by=by, target=case, fields={"reason": reason})
    status = CaseStatus.CLOSED_REFERRED if by_transfer else CaseStatus.CLOSED
    facts = ("closed_at", "closed_by", "closure_reason", "closing_note")
    return _move(case, status, by, reason, *facts)


@transaction.atomic
def reopen(*, case: Case, reason: str, by: User) -> Case:
    """Open a closed case again; both days stay in its status history."""
    case = lock_case(case)
    if case.status not in workflow.MAY_REOPEN:
        raise DomainError(_("Only a closed case can be opened again."))
    if reason not in workflow.REOPEN_REASONS:
        raise DomainError(_("Choose why the case is opened again."), field="reason")
    case.closed_at = case.closed_by = None
    case.closure_reason = ""
    return _move(case, CaseStatus.ACTIVE, by, reason, "closed_at", "closed_by", "closure_reason")


def move_to_follow_up(case: Case, by: User) -> None:
    """Take a case in work to follow-up as part of a reintegration; other states stay."""
    if case.status in (CaseStatus.ACTIVE, CaseStatus.ON_HOLD):
        _move(case, CaseStatus.FOLLOW_UP, by, "")


def move_back_to_work(case: Case, by: User) -> None:
    """Take a case out of follow-up once no return home is left to follow up; other states stay.

    A return from before the case was last in work keeps nothing in follow-up: the case was in work
    with it. The lock of `case` is the caller's.
    """
    if case.status != CaseStatus.FOLLOW_UP:
        return
    in_work = case.status_changes.filter(to_status=CaseStatus.ACTIVE).order_by("at").last()
    left = case.reintegrations.all()
    if in_work is not None:
        left = left.filter(recorded_at__gt=in_work.at)
    if not left.exists():
        _move(case, CaseStatus.ACTIVE, by, "")


def workers_of(case: Case) -> set[uuid.UUID]:
    """Return the ids of who opened the case or was ever allowed to write in it."""
    granted = case.grants.filter(user__isnull=False, can_write=True).values_list(
        "user_id", flat=True
    )
    return {*granted} | ({case.recorded_by_id} if case.recorded_by_id else set())


def _check_may_close(case: Case, by_transfer: bool) -> None:
    allowed = workflow.MAY_CLOSE_BY_TRANSFER if by_transfer else workflow.MAY_CLOSE
    if case.status not in allowed:
        raise DomainError(_("From its present state the case cannot be closed for this reason."))
    objections = registries.objections_to_closing(case)
    if by_transfer and not any(is_accepted(case) for is_accepted in registries.transfers):
        objections.append(_("No other agency has accepted the case yet."))
    if objections:
        raise WorkStillOpen(" ".join(str(objection) for objection in objections))


def _check_opening(person: Person, opened_on: dt.date, case_types: Sequence[str]) -> None:
    refuse_future(opened_on, "opened_on")
    refuse_before(
        opened_on,
        person.birth_date,
        field="opened_on",
        sentence=_("The case (%(day)s) cannot be older than the person (born %(earliest)s)."),
    )
    if not case_types:
        raise DomainError(_("Choose at least one."), field="case_types")


def _check_body(status: str, body: str) -> None:
    if status == VERIFIED and not body:
        raise DomainError(
            _("A verified victim needs the body that decided."), field="decided_by_body"
        )


def _keep_trafficking_status(case: Case, day: dt.date, body: str, by: User) -> None:
    TraffickingStatusChange.objects.create(
        case=case, status=case.trafficking_status, decided_on=day, decided_by_body=body,
        by=by.staff_code,
    )  # fmt: skip


def _let_opener_in(case: Case, by: User) -> None:
    scope = by.scope(Permission.CASE_VIEW)
    if scope is Scope.ASSIGNED:
        grants.give(case=case, user=by, reason="opened", by=by)
    elif scope is Scope.SHELTER and by.office is not None:
        grants.give(case=case, office=by.office, reason="opened", by=by)


def _move(case: Case, to_status: CaseStatus, by: User, reason: str, *names: str) -> Case:
    """Write the new status with the columns `names`, its history row and its row in the trail.

    One statement: a closing day on an open case is refused by the database.
    """
    before, case.status = case.status, to_status
    _save(case, "status", *names)
    CaseStatusChange.objects.create(
        case=case, from_status=before, to_status=to_status, by=by.staff_code, reason=reason
    )
    steps = {"from": before, "to": str(to_status)}
    record(AuditKind.STATUS_CHANGED, by=by, target=case, fields=steps)
    return case


def _save(case: Case, *names: str) -> None:
    """Save columns of a locked row as a new version, so that an open edit form notices."""
    case.version += 1
    case.save(update_fields=[*names, "version"])
