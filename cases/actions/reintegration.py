"""Going home, and the visits that follow."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.cases import move_to_follow_up
from cases.actions.rules import lock_open_case, refuse_before_opening
from cases.models import Case, FollowUpVisit, Reintegration
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.dates import months_later
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.places.models import County

VISIT_MONTHS = {"m1": 1, "m3": 3, "m6": 6, "m12": 12}  # milestone -> months after the return


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
    submission: uuid.UUID | None = None,
) -> Reintegration:
    """Keep that the person went home, plan the visits, and move the case to follow-up.

    Raises CaseClosed, DomainError for a day in the future, before opening, or written down before.
    """
    if (made := sent_before(Reintegration, submission, by)) is not None:
        return made
    case = lock_open_case(case)
    refuse_future(happened_on, "happened_on")
    refuse_before_opening(happened_on, case, "happened_on")
    if case.reintegrations.filter(happened_on=happened_on).exists():
        raise DomainError(_("A return on that day is written down already."), field="happened_on")
    row = Reintegration.objects.create(
        id=new_id(submission), case=case, happened_on=happened_on, kind=kind, county=county,
        country=country, package_kes=package_kes, family_contact=family_contact, recorded_by=by,
    )  # fmt: skip
    FollowUpVisit.objects.bulk_create(
        FollowUpVisit(
            reintegration=row,
            milestone=milestone,
            due_on=months_later(happened_on, months),
            recorded_by=by,
        )
        for milestone, months in VISIT_MONTHS.items()
    )
    record(AuditKind.CREATED, by=by, target=row, fields={"kind": kind})
    move_to_follow_up(case, by)
    return row


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
    refuse_future(done_on, "done_on")
    refuse_before(
        done_on,
        visit.reintegration.happened_on,
        field="done_on",
        sentence=_("The visit (%(day)s) cannot be before the return home (%(earliest)s)."),
    )
    visit.done_on, visit.outcome, visit.note = done_on, outcome, note
    visit.version += 1
    visit.save(update_fields=["done_on", "outcome", "note", "version"])
    case_id = visit.reintegration.case_id
    record(AuditKind.CHANGED, by=by, target=visit, case_id=case_id, fields={"outcome": outcome})
    return visit
