"""Asking a shelter for a place, and its answer when there is none."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions.rules import lock_open_case
from cases.models import Case, Person
from shelter import fit
from shelter.enums import StayStatus
from shelter.models import Admission, Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


class AlreadyInHouse(DomainError):
    """The person lives in one of our shelters."""


@transaction.atomic
def ask(*, case: Case, shelter: Shelter, by: User, needs: Sequence[str] | None = None) -> Admission:
    """Ask `shelter` for a place for `case`; asking again returns the request that is there.

    needs: what the person needs of a room, None where nobody asked; said anew, it is kept anew.
    Raises AlreadyInHouse, CaseClosed, and DomainError for a shelter that is closed or takes nobody.
    """
    case = lock_expected(case)
    if shelter.closed_on is not None:
        raise DomainError(_("This shelter is closed."), field="shelter")
    if not shelter.is_accepting:
        raise DomainError(str(fit.NOBODY_NEW), field="shelter")
    asked = Admission.objects.requested().filter(case=case, shelter=shelter).first()
    if asked is not None:
        return _asked_anew(asked, needs, by)
    admission = Admission.objects.create(
        case=case, shelter=shelter, status=StayStatus.REQUESTED, risk_level=case.risk_level,
        needs=fit.with_needs((), needs or ()), recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=admission, fields={"status": StayStatus.REQUESTED})
    return admission


def _asked_anew(asked: Admission, needs: Sequence[str] | None, by: User) -> Admission:
    """Keep other needs of a request that is there; which they are stays out of the trail."""
    if needs is None or fit.with_needs(asked.needs, needs) == asked.needs:
        return asked
    asked.needs = fit.with_needs(asked.needs, needs)
    asked.version += 1
    asked.save(update_fields=["needs", "version"])
    record(AuditKind.CHANGED, by=by, target=asked, fields=["needs"])
    return asked


def lock_expected(case: Case) -> Case:
    """Return the locked case, so that the stays of its person change one after the other.

    Raises CaseClosed, and AlreadyInHouse for a resident, also through another case or a merged row.
    """
    case = lock_open_case(case)
    rows = Person.objects.select_for_update(of=("self",)).only("pk", "master_id").order_by("pk")
    person = Person.objects.only("master_id").get(pk=case.person_id)
    list(rows.filter(pk__in=(person.pk, person.master_id)))
    if Admission.objects.in_house().filter(case__person__master_id=person.master_id).exists():
        raise AlreadyInHouse(_("This person already has a bed in one of our shelters."))
    return case


def lock_stay(admission: Admission) -> Admission:
    """Return the stay with its person and shelter, locked until the work is committed.

    Locked first and read then: whoever waits while the stay moves to another house would not find
    the row joined to the former one.
    """
    Admission.objects.select_for_update().only("pk").get(pk=admission.pk)
    return Admission.objects.select_related("case__person", "shelter__office").get(pk=admission.pk)
