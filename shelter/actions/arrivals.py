"""Arrival: from the open door to a bed, or the answer that there is none."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import grants
from cases.models import Case
from shelter import fit
from shelter.actions import beds, requests, tasks, turn_away
from shelter.enums import BedUse, LegalAuthority, ResidentRole, StayStatus, TellAnswer
from shelter.models import Admission, Bed
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before


@dataclass(frozen=True)
class Arrival:
    """What is written down at the door. `mother`: the stay of the woman with whom a child came.

    may_tell_answer, may_tell: whom the person lets us tell if they leave. needs: what the person needs
    of a room, None where nobody asked.
    """

    admitted_at: dt.datetime
    reason: str
    legal_authority: str
    risk_level: str = ""
    expected_days: int | None = None
    urgent_needs: str = ""
    mother: Admission | None = None
    may_tell_answer: str = TellAnswer.NOT_ASKED
    may_tell: str = ""
    needs: Sequence[str] | None = None


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
    tasks.begin(admission=admission, by=by)
    facts = {"bed": str(bed.pk), "legal_authority": arrival.legal_authority}
    record(AuditKind.ADMITTED, by=by, target=admission, fields=facts)
    return admission


@transaction.atomic
def decline(
    *, admission: Admission, by: User, facts: turn_away.Facts, is_sure: bool = False
) -> Admission:
    """Answer a request with no, and keep why and where the person was sent; a held bed is free again.

    Raises DomainError for a request that has its answer, and as `turn_away.record_for`.
    """
    admission = requests.lock_stay(admission)
    if admission.status != StayStatus.REQUESTED:
        raise DomainError(_("This request has been answered already."))
    turn_away.record_for(admission=admission, facts=facts, is_sure=is_sure, by=by)
    beds.give_up_holds(case=admission.case, by=by)
    admission.status = StayStatus.DECLINED
    admission.save(update_fields=["status"])
    record(AuditKind.STATUS_CHANGED, by=by, target=admission, fields={"to": StayStatus.DECLINED})
    return admission


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
                 "urgent_needs", "may_tell_answer", "may_tell"):  # fmt: skip
        setattr(admission, name, getattr(arrival, name))
    if arrival.needs is not None:
        admission.needs = fit.with_needs(admission.needs, arrival.needs)
    admission.planned_exit_on = planned_exit(arrival.admitted_at, arrival.expected_days)
    admission.readmission_of = _stay_before(case, arrival.admitted_at)
    refuse_half_told(admission)
    admission.save()
    return admission


def planned_exit(admitted_at: dt.datetime | None, expected_days: int | None) -> dt.date | None:
    """Return the day on which the stay should end; None where nobody said how long it takes."""
    if admitted_at is None or expected_days is None:
        return None
    return timezone.localdate(admitted_at) + dt.timedelta(days=expected_days)


def _stay_before(case: Case, moment: dt.datetime) -> Admission | None:
    """Return the last stay of the same person that ended by `moment`, also one of another case."""
    ended = Admission.objects.filter(
        case__person__master_id=case.person.master_id, ended_at__lte=moment
    )
    return ended.order_by("-ended_at").first()


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


def refuse_half_told(stay: Admission) -> None:
    """Raise DomainError where the answer says a person and names none, or the other way round."""
    names_somebody = stay.may_tell_answer == TellAnswer.NAMED
    is_named = bool(str(stay.may_tell).strip())
    if names_somebody and not is_named:
        raise DomainError(_("Write whom we may tell, and how."), field="may_tell")
    if is_named and not names_somebody:
        raise DomainError(
            _("Somebody is named below: choose “A named person”, or clear the text."),
            field="may_tell_answer",
        )
