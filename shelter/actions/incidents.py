"""Incidents: written once, told to who must hear at once, corrected while open, closed when all are told."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.incident_clock import CRITICAL, SERIOUS, duties_of
from shelter.models import Admission, Incident, IncidentNotice, IncidentPerson, Shelter
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib import rules
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role


@transaction.atomic
def add(
    *, shelter: Shelter, by: User, people: Iterable[Admission] = (),
    submission: uuid.UUID | None = None, **facts: Any,
) -> Incident:  # fmt: skip
    """Keep an incident and tell who must hear. Raises DomainError naming the field at fault.

    A manager of the house who writes it down has been told by that.
    """
    if (made := sent_before(Incident, submission, by)) is not None:
        return made
    facts |= {"shelter": shelter, "submission": submission}
    row = rows.add(Incident, by=by, check=_check, **facts)
    IncidentPerson.objects.bulk_create(
        [IncidentPerson(incident=row, admission=stay) for stay in people]
    )
    if by.role == Role.SHELTER_MANAGER and by.office_id == shelter.office_id:
        IncidentNotice.objects.create(incident=row, party="manager", told_at=row.recorded_at, by=by)
    _tell(row, by)
    return row


def raise_(
    *, shelter: Shelter, kind: str, severity: str, admissions: Iterable[Admission], what: str,
    by: User, happened_at: dt.datetime | None = None,
) -> Incident:  # fmt: skip
    """Keep an incident that another record shows, such as a risk found at a health check."""
    return add(
        shelter=shelter, by=by, people=admissions, kind=kind, severity=severity, what=what,
        happened_at=happened_at or timezone.now(),
    )  # fmt: skip


@transaction.atomic
def edit(
    *,
    row: Incident,
    version: int,
    by: User,
    people: Iterable[Admission] | None = None,
    **facts: Any,
) -> Incident:
    """Correct an incident that is open. Raises StaleVersion, DomainError naming the field.

    Residents whose stay `by` may not see keep their part.
    """
    _locked(row)
    changed = rows.edit(row, version=version, by=by, check=_check, **facts)
    if people is not None:
        _set_people(changed, {stay.pk for stay in people}, by)
    _tell(changed, by)
    return changed


@transaction.atomic
def tell_of(
    *,
    row: Incident,
    party: str,
    told_at: dt.datetime,
    by: User,
    submission: uuid.UUID | None = None,
) -> Incident:
    """Keep that somebody was told; the same form sent twice is one row. Raises DomainError."""
    incident = _locked(row)
    refuse_future(told_at, "told_at")
    refuse_before(
        told_at, incident.happened_at, field="told_at",
        sentence=_("Nobody can be told (%(time)s) before it happened (%(earliest)s)."),
    )  # fmt: skip
    notice = IncidentNotice(incident=incident, party=party, told_at=told_at, by=by)
    rows.judge(notice)
    same = incident.notices.filter(party=party, told_at=told_at, by=by)
    if not same.exists():
        notice.save()
        record(AuditKind.TOLD, by=by, target=incident, fields={"party": party})
    return incident


@transaction.atomic
def close(*, row: Incident, by: User) -> Incident:
    """Close an incident; twice changes nothing. Raises DomainError while somebody must be told."""
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if incident.closed_at is not None:
        return incident
    told = set(incident.notices.values_list("party", flat=True))
    if duties_of(incident.severity, incident.happened_at, told):
        raise DomainError(_("Write down first who was told: somebody who must know is missing."))
    incident.closed_at, incident.closed_by = timezone.now(), by
    incident.version += 1
    incident.save(update_fields=["closed_at", "closed_by", "version"])
    record(AuditKind.STATUS_CHANGED, by=by, target=incident, fields=["closed_at"])
    return incident


def _locked(row: Incident) -> Incident:
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if incident.closed_at is not None:
        raise DomainError(_("This incident is closed."))
    return incident


def _set_people(row: Incident, wanted: set[uuid.UUID], by: User) -> None:
    parts = row.people.all()
    seen = Admission.objects.visible_to(by, Permission.INCIDENT_REPORT)
    mine = set(parts.filter(admission__in=seen.values("pk")).values_list("admission", flat=True))
    if mine == wanted:
        return
    parts.filter(admission__in=mine - wanted).delete()
    IncidentPerson.objects.bulk_create(
        [IncidentPerson(incident=row, admission_id=pk) for pk in wanted - mine],
        ignore_conflicts=True,
    )
    record(AuditKind.CHANGED, by=by, target=row, fields=["people"])


def _tell(row: Incident, by: User) -> None:
    """Tell the managers of a serious incident, of a critical one director and case managers too."""
    if row.severity not in (SERIOUS, CRITICAL):
        return
    who = Q(role=Role.SHELTER_MANAGER, office=row.shelter.office_id)
    if row.severity == CRITICAL:
        who |= Q(role__in=(Role.EXECUTIVE_DIRECTOR, Role.CASE_MANAGER))
    people = User.objects.filter(who).exclude(pk=by.pk)
    tell(
        to=[user for user in people if _may_see(user, row)], kind=NoticeKind.INCIDENT_SERIOUS,
        target=row, by=by, once=f"incident {row.pk} {row.severity}",
    )  # fmt: skip


def _may_see(user: User, row: Incident) -> bool:
    return Incident.objects.visible_to(user, Permission.INCIDENT_VIEW).filter(pk=row.pk).exists()


def _check(row: Incident) -> None:
    refuse_future(row.happened_at, "happened_at")
    if row.happened_at is not None:
        rules.refuse_before(
            row.follow_up_on, timezone.localdate(row.happened_at), field="follow_up_on",
            sentence=_("It cannot be looked at again on %(day)s, before it happened (%(earliest)s)."),
        )  # fmt: skip
