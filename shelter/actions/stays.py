"""Arrival and departure: from the open door to a safe exit."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.actions import grants
from cases.models import Case
from shelter.actions import beds, requests
from shelter.enums import (
    EXITS_NOBODY_DECIDED,
    EXITS_TO_SOMEBODY,
    BedUse,
    ExitKind,
    LegalAuthority,
    ResidentRole,
    StayStatus,
)
from shelter.models import Admission, Bed, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before
from tracekenya.places.models import County


@dataclass(frozen=True)
class Arrival:
    """What is written down at the door. `mother`: the stay of the woman with whom a child came."""

    admitted_at: dt.datetime
    reason: str
    legal_authority: str
    risk_level: str = ""
    expected_days: int | None = None
    urgent_needs: str = ""
    mother: Admission | None = None


@dataclass(frozen=True)
class Departure:
    """How a stay ended. `first_follow_up_on`: day of the first visit or call afterwards."""

    kind: str
    left_at: dt.datetime
    county: County | None = None
    released_to: str = ""
    authority_document: str = ""
    safety_plan: str = ""
    first_follow_up_on: dt.date | None = None


@transaction.atomic
def admit(*, case: Case, bed: Bed, arrival: Arrival, by: User) -> Admission:
    """Let the person in: the stay begins, the bed is theirs, the shelter may open the case.

    Raises BedTaken, BedUnsuitable, AlreadyInHouse, CaseClosed, and DomainError naming the field.
    """
    case = requests.lock_expected(case)
    _check_arrival(case, arrival)
    admission = _begun_stay(case, bed, arrival, by)
    beds.give_up_holds(case=case, by=by)
    beds.occupy(
        bed=bed, admission=admission, use=BedUse.STAY, since=arrival.admitted_at, by=by,
        mother=arrival.mother.case_id if arrival.mother else None,
    )  # fmt: skip
    grants.give(case=case, office=bed.room.shelter.office, reason="admitted", by=by)
    facts = {"bed": str(bed.pk), "legal_authority": arrival.legal_authority}
    record(AuditKind.ADMITTED, by=by, target=admission, fields=facts)
    return admission


@transaction.atomic
def decline(*, admission: Admission, by: User) -> Admission:
    """Answer a request with no; a bed held for it is free again."""
    admission = _locked(admission)
    if admission.status != StayStatus.REQUESTED:
        raise DomainError(_("This request has been answered already."))
    beds.give_up_holds(case=admission.case, by=by)
    admission.status = StayStatus.DECLINED
    admission.save(update_fields=["status"])
    record(AuditKind.STATUS_CHANGED, by=by, target=admission, fields={"to": StayStatus.DECLINED})
    return admission


@transaction.atomic
def leave(*, admission: Admission, departure: Departure, by: User) -> ShelterExit:
    """End the stay and its bed; a child goes only on a document, and to somebody who is named.

    Raises DomainError naming the field at fault.
    """
    admission = _locked(admission)
    if not admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    check_departure(admission, departure)
    beds.end_night(admission=admission, at=departure.left_at)
    gone = departure.kind == ExitKind.ABSCONDED
    admission.status = StayStatus.ABSCONDED if gone else StayStatus.EXITED
    admission.ended_at = departure.left_at
    admission.save(update_fields=["status", "ended_at"])
    exit_ = ShelterExit.objects.create(
        admission=admission, kind=departure.kind, county=departure.county,
        released_to=departure.released_to, authority_document=departure.authority_document,
        safety_plan=departure.safety_plan, first_follow_up_on=departure.first_follow_up_on,
        recorded_by=by,
    )  # fmt: skip
    record(AuditKind.EXITED, by=by, target=admission, fields={"kind": departure.kind})
    return exit_


def _locked(admission: Admission) -> Admission:
    rows = Admission.objects.select_for_update(of=("self",))
    return rows.select_related("case__person", "shelter").get(pk=admission.pk)


def _begun_stay(case: Case, bed: Bed, arrival: Arrival, by: User) -> Admission:
    """Return the request to this shelter, or a new row, as an admitted stay."""
    shelter = bed.room.shelter
    admission = Admission.objects.requested().filter(case=case, shelter=shelter).first()
    admission = admission or Admission(case=case, shelter=shelter, recorded_by=by)
    admission.case = case
    admission.requested_on = min(admission.requested_on, timezone.localdate(arrival.admitted_at))
    admission.status = StayStatus.ADMITTED
    admission.role = ResidentRole.DEPENDANT if arrival.mother else ResidentRole.RESIDENT
    for name in ("admitted_at", "reason", "legal_authority", "risk_level", "expected_days",
                 "urgent_needs"):  # fmt: skip
        setattr(admission, name, getattr(arrival, name))
    admission.save()
    return admission


def _check_arrival(case: Case, arrival: Arrival) -> None:
    if arrival.admitted_at > timezone.now():
        raise DomainError(_("The arrival cannot be in the future."), field="admitted_at")
    if case.admissions.filter(ended_at__gt=arrival.admitted_at).exists():
        raise DomainError(
            _("At that time the person was still in an earlier stay."), field="admitted_at"
        )
    day = timezone.localdate(arrival.admitted_at)
    refuse_before(
        day, case.opened_on, field="admitted_at",
        sentence=_(
            "The arrival (%(day)s) cannot be before the case was opened (%(earliest)s). Correct one of"
            " the two."
        ),
    )  # fmt: skip
    refuse_child_alone(case, day, arrival.legal_authority)


def refuse_child_alone(case: Case, day: dt.date, authority: str) -> None:
    """Raise DomainError when a child would stay on nobody's authority but their own."""
    if authority == LegalAuthority.SELF and case.person.presumed_child_on(day):
        raise DomainError(
            _(
                "A child does not come on their own decision. Choose who decided, or “Not yet there”"
                " and inform the children officer today."
            ),
            field="legal_authority",
        )


def check_departure(admission: Admission, departure: Departure) -> None:
    """Hold a departure against the stay. Raises DomainError naming the field and both days."""
    left_on = timezone.localdate(departure.left_at)
    if departure.left_at > timezone.now():
        raise DomainError(_("The person cannot leave in the future."), field="left_at")
    arrived_at = cast(dt.datetime, admission.admitted_at)
    if departure.left_at < arrived_at:
        moments = {"left": _moment(departure.left_at), "arrived": _moment(arrived_at)}
        raise DomainError(
            _("The person cannot leave (%(left)s) before arriving (%(arrived)s).") % moments,
            field="left_at",
        )
    refuse_before(
        departure.first_follow_up_on, left_on, field="first_follow_up_on",
        sentence=_("The first follow-up (%(day)s) cannot be before the exit (%(earliest)s)."),
    )  # fmt: skip
    if admission.case.person.presumed_child_on(left_on):
        _check_child_departure(departure)


def _moment(value: dt.datetime) -> str:
    return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


def _check_child_departure(departure: Departure) -> None:
    if departure.kind in EXITS_NOBODY_DECIDED:
        return
    if departure.kind == ExitKind.VOLUNTARY:
        raise DomainError(
            _("A child does not leave by their own decision. Choose who takes over."), field="kind"
        )
    if not departure.authority_document.strip():
        raise DomainError(
            _(
                "A child leaves only on the authority of a court or a children officer. Write which"
                " document says so, for example the number of the order."
            ),
            field="authority_document",
        )
    if departure.kind in EXITS_TO_SOMEBODY and not departure.released_to.strip():
        raise DomainError(_("Write to whom the child goes."), field="released_to")
