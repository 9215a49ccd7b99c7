"""Clients of the day: one visit of one person for one service; whoever lives in a house is no such client."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import work
from cases.enums import ServiceStatus
from cases.models import Case, ServiceProvision
from shelter.enums import NEVER_CAME
from shelter.models import Admission, DayVisit, Shelter
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


@transaction.atomic
def add(
    *, code: str, by: User, shelter: Shelter | None = None, submission: uuid.UUID | None = None,
    **facts: Any,
) -> DayVisit:  # fmt: skip
    """Keep a visit of the person of the case `code`; the service that it was is counted once.

    Staff of a house write for that house. The same form sent twice keeps one. Raises DomainError
    naming the field, CaseClosed.
    """
    if (made := sent_before(DayVisit, submission, by)) is not None:
        return made
    case, house = _case_of(code, by), _house_of(by, shelter)
    row = rows.add(
        DayVisit, by=by, submission=submission, check=_check, case=case, shelter=house, **facts
    )
    row.service = _service_of(row, by)
    row.save(update_fields=["service"])
    return row


@transaction.atomic
def edit(*, row: DayVisit, version: int, by: User, **facts: Any) -> DayVisit:
    """Correct a visit, and the service that it was. Raises StaleVersion, DomainError."""
    visit = rows.edit(row, version=version, by=by, check=_check, **facts)
    service = visit.service
    if service is not None:
        rows.edit(
            service, version=service.version, by=by, kind=visit.kind,
            delivered_on=visit.came_on, minutes=visit.minutes,
        )  # fmt: skip
    return visit


def houses_for(user: User):
    """Return the houses for which `user` may write a visit: the own one, or all that are open."""
    if user.scope(Permission.DAY_VISIT_RECORD) is Scope.SHELTER:
        return Shelter.objects.visible_to(user, Permission.DAY_VISIT_RECORD)
    return Shelter.objects.visible_to(user).operating()


def _case_of(code: str, by: User) -> Case:
    case = (
        Case.objects.visible_to(by, Permission.DAY_VISIT_RECORD).filter(code=code.strip()).first()
    )
    if case is None:
        raise DomainError(
            _("You see no case of this code. Type it as it stands on the case."), field="code"
        )
    return case


def _house_of(by: User, chosen: Shelter | None) -> Shelter:
    houses = houses_for(by)
    if chosen is None and by.scope(Permission.DAY_VISIT_RECORD) is Scope.SHELTER:
        chosen = houses.first()
    if chosen is None or not houses.filter(pk=chosen.pk).exists():
        raise DomainError(_("Choose the shelter to which the person came."), field="shelter")
    return chosen


def _service_of(visit: DayVisit, by: User) -> ServiceProvision:
    """Return the service of that day that is written down, or write it down."""
    same = ServiceProvision.objects.filter(
        case=visit.case, kind=visit.kind, delivered_on=visit.came_on,
        status=ServiceStatus.DELIVERED,
    )  # fmt: skip
    return same.first() or work.record_service(
        case=visit.case, kind=visit.kind, by=by, delivered_on=visit.came_on, minutes=visit.minutes
    )


def _check(row: DayVisit) -> None:
    refuse_future(row.came_on, "came_on")
    refuse_before(
        row.came_on, row.case.opened_on, field="came_on",
        sentence=_("The visit (%(day)s) cannot be before the case was opened (%(earliest)s)."),
    )  # fmt: skip
    refuse_before(
        row.came_on, row.shelter.opened_on, field="came_on",
        sentence=_("The visit (%(day)s) cannot be before the shelter was opened (%(earliest)s)."),
    )  # fmt: skip
    if _lived_in_house(row.case, row.came_on):
        raise DomainError(
            _("The person lived in a shelter on that day. Residents are no day clients."),
            field="came_on",
        )
    same = DayVisit.objects.filter(
        shelter=row.shelter, case=row.case, came_on=row.came_on, kind=row.kind
    )
    if same.exclude(pk=row.pk).exists():
        raise DomainError(_("This visit is written down already."), field="kind")


def _lived_in_house(case: Case, day: dt.date) -> bool:
    """Return whether the person slept in a house in the night of `day`."""
    stays = Admission.objects.exclude(status__in=NEVER_CAME).filter(
        case__person__master_id=case.person.master_id, admitted_at__date__lte=day
    )
    return stays.exclude(ended_at__date__lte=day).exists()
