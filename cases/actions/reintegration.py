"""Going home, and the visits that follow."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import checks
from cases.actions.cases import move_back_to_work, move_to_follow_up
from cases.actions.corrections import correct
from cases.actions.rules import lock_open_case
from cases.models import Case, FollowUpVisit, Reintegration
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.dates import months_later
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.places.models import County

VISIT_MONTHS = {"m1": 1, "m3": 3, "m6": 6, "m12": 12}  # milestone -> months after the return
FIRST_CALL, FIRST_CALL_DAYS = "h72", 3  # the milestone, and days after the return


@transaction.atomic
def record_return(
    *,
    case: Case,
    happened_on: dt.date,
    kind: str,
    by: User,
    county: County | None = None,
    country: str = "KE",
    package_kes: int | None = None,
    family_contact: str = "",
    calls_first: bool = False,
    submission: uuid.UUID | None = None,
) -> Reintegration:
    """Keep that the person went home, plan the visits, and move the case to follow-up.

    calls_first: with a call after three days too, as for who leaves one of our houses.
    Raises CaseClosed, DomainError for a day in the future, before opening, or written down before.
    """
    if (made := sent_before(Reintegration, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    row = Reintegration(
        id=new_id(submission), case=case, happened_on=happened_on, kind=kind, county=county,
        country=country, package_kes=package_kes, family_contact=family_contact, recorded_by=by,
    )  # fmt: skip
    checks.going_home(row)
    row.save(force_insert=True)
    milestones = [*([FIRST_CALL] if calls_first else []), *VISIT_MONTHS]
    FollowUpVisit.objects.bulk_create(
        FollowUpVisit(
            reintegration=row, milestone=milestone, due_on=_due(milestone, happened_on),
            recorded_by=by,
        )
        for milestone in milestones
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=row, fields={"kind": kind})
    move_to_follow_up(case, by)
    return row


@transaction.atomic
def correct_return(*, row: Reintegration, version: int, by: User, **facts: Any) -> Reintegration:
    """Correct a return; visits that nobody made are planned anew from its day.

    Raises CaseClosed, StaleVersion, DomainError as `record_return`.
    """
    before = row.happened_on
    row = correct(row=row, version=version, by=by, check=checks.going_home, **facts)
    if row.happened_on != before:
        for waiting in row.visits.filter(done_on__isnull=True):
            if waiting.milestone in (FIRST_CALL, *VISIT_MONTHS):
                waiting.due_on = _due(waiting.milestone, row.happened_on)
                waiting.version += 1
                waiting.save(update_fields=["due_on", "version"])
    return row


@transaction.atomic
def take_back(*, row: Reintegration, by: User) -> None:
    """Take back a return that did not happen, with the visits that were planned for it.

    Without another return to follow up the case is in work again. Raises CaseClosed, DomainError once somebody was visited there.
    """
    case = lock_open_case(row.case)
    if row.visits.filter(done_on__isnull=False).exists():
        raise DomainError(_("A visit after this return home is written down."))
    record(AuditKind.CHANGED, by=by, target=row, case_id=case.pk, fields={"taken_back": row.kind})
    row.delete()
    move_back_to_work(case, by)


@transaction.atomic
def complete_visit(
    *, visit: FollowUpVisit, done_on: dt.date, outcome: str, by: User, note: str = ""
) -> FollowUpVisit:
    """Keep how the person was at a visit. Raises CaseClosed, DomainError when it was done before."""
    visit = (
        FollowUpVisit.objects.select_for_update(of=("self",))
        .select_related("reintegration__case")
        .get(pk=visit.pk)
    )
    lock_open_case(visit.reintegration.case)
    if visit.done_on is not None:
        raise DomainError(_("This visit is written down already."))
    visit.done_on, visit.outcome, visit.note = done_on, outcome, note
    checks.visit(visit)
    visit.version += 1
    visit.save(update_fields=["done_on", "outcome", "note", "version"])
    case_id = visit.reintegration.case_id
    record(AuditKind.CHANGED, by=by, target=visit, case_id=case_id, fields={"outcome": outcome})
    return visit


def put_visit(
    *,
    case: Case,
    by: User,
    happened_on: dt.date,
    outcome: str,
    note: str,
    income_kes: int | None = None,
) -> FollowUpVisit:
    """Keep a visit told of from outside as the planned one that is nearest to its day.

    Raises CaseClosed, DomainError naming the field when none is planned or an income is told.
    """
    if income_kes is not None:
        raise DomainError(_("An income belongs to a visit to a business."), field="income_kes")
    planned = FollowUpVisit.objects.filter(reintegration__case=case, done_on=None)
    nearest = min(planned, key=lambda row: abs(row.due_on - happened_on), default=None)
    if nearest is None:
        words = _("No visit is planned in case %(code)s. Write down the return first.")
        raise DomainError(words % {"code": case.code}, field="code")
    return complete_visit(visit=nearest, done_on=happened_on, outcome=outcome, by=by, note=note)


def _due(milestone: str, returned_on: dt.date) -> dt.date:
    """Return the day on which the visit or call `milestone` is due."""
    if milestone == FIRST_CALL:
        return returned_on + dt.timedelta(days=FIRST_CALL_DAYS)
    return months_later(returned_on, VISIT_MONTHS[milestone])
