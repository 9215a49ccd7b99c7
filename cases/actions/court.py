"""Before the court: the case, its charges, sittings and outcomes."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries
from cases.actions import checks, numbers
from cases.actions.rules import lock_open_case
from cases.enums import CourtStage
from cases.models import (
    Case,
    Charge,
    CourtCase,
    CourtCaseVictim,
    Offence,
    Suspect,
)
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows
from tracekenya.places.models import County

BEFORE_PLEA = (
    CourtStage.REPORTED,
    CourtStage.INVESTIGATION,
    CourtStage.FILE_WITH_ODPP,
    CourtStage.CHARGE_APPROVED,
)


@transaction.atomic
def open_court_case(
    *,
    case: Case,
    court: str,
    court_level: str,
    by: User,
    court_number: str = "",
    ob_number: str = "",
    county: County | None = None,
    charge_sheet_on: dt.date | None = None,
    in_camera: bool = False,
    watching_brief: bool = False,
    role: str = "complainant",
    offence_on: dt.date | None = None,
    submission: uuid.UUID | None = None,
) -> CourtCase:
    """Enter a court case in which the person of `case` has part. Raises CaseClosed, DomainError."""
    if (made := sent_before(CourtCase, submission, by)) is not None:
        return made
    refuse_future(charge_sheet_on, "charge_sheet_on")
    _check_offence_day(offence_on, charge_sheet_on)
    year = (charge_sheet_on or timezone.localdate()).year
    court_case = CourtCase.objects.create(
        id=new_id(submission), code=numbers.court_case_code(year), court=court,
        court_level=court_level, court_number=court_number, ob_number=ob_number, county=county,
        charge_sheet_on=charge_sheet_on, in_camera=in_camera, watching_brief=watching_brief,
        recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=court_case, case_id=case.pk)
    link(court_case=court_case, case=case, by=by, role=role, offence_on=offence_on)
    return court_case


@transaction.atomic
def link(
    *,
    court_case: CourtCase,
    case: Case,
    by: User,
    role: str = "complainant",
    offence_on: dt.date | None = None,
) -> CourtCaseVictim:
    """Join a case of ours to a court case. Raises CaseClosed, DomainError when it is joined."""
    case = lock_open_case(case)
    refuse_future(offence_on, "offence_on")
    _check_offence_day(offence_on, court_case.charge_sheet_on)
    if court_case.victim_links.filter(case=case).exists():
        raise DomainError(_("This case is joined to the court case already."), field="case")
    row = CourtCaseVictim.objects.create(
        court_case=court_case, case=case, role=role, offence_on=offence_on
    )
    record(AuditKind.CHANGED, by=by, target=court_case, case_id=case.pk, fields=["victims"])
    for charge in court_case.charges.order_by("suspect_id").distinct("suspect_id"):
        _tell_of(charge)
    return row


@transaction.atomic
def add_charge(
    *,
    court_case: CourtCase,
    suspect: Suspect,
    offence: Offence,
    by: User,
    count_number: int | None = None,
    submission: uuid.UUID | None = None,
) -> Charge:
    """Add one count against one accused; without a number, the next one. Raises DomainError."""
    if (made := sent_before(Charge, submission, by)) is not None:
        return made
    court_case = _lock(court_case)
    against = court_case.charges.filter(suspect=suspect)
    if count_number is None:
        count_number = (against.aggregate(last=Max("count_number"))["last"] or 0) + 1
    if against.filter(count_number=count_number).exists():
        raise DomainError(_("This accused has a count of that number."), field="count_number")
    charge = Charge.objects.create(
        id=new_id(submission), court_case=court_case, suspect=suspect, offence=offence,
        count_number=count_number, recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=charge, fields={"offence": offence.pk})
    _tell_of(charge)
    return charge


@transaction.atomic
def edit(*, row: CourtCase, version: int, by: User, **facts: Any) -> CourtCase:
    """Correct the basics of a court case. Raises StaleVersion, DomainError for its days."""
    return rows.edit(row, version=version, by=by, check=checks.court_case, **facts)


@transaction.atomic
def edit_charge(*, row: Charge, version: int, by: User, **facts: Any) -> Charge:
    """Correct one count. Raises StaleVersion, DomainError for a number or an accused that cannot be."""
    _lock(row.court_case)
    before = row.suspect_id
    charge = rows.edit(row, version=version, by=by, check=checks.charge, **facts)
    if charge.suspect_id != before:
        _tell_of(charge)
    return charge


def _tell_of(charge: Charge) -> None:
    for listen in registries.charge_listeners:
        listen(charge)


@transaction.atomic
def record_plea(*, court_case: CourtCase, plea_on: dt.date, by: User) -> CourtCase:
    """Keep the day of the plea: from then on the case counts as brought to court.

    Raises DomainError for a day in the future, before the charge sheet, or after an outcome.
    """
    court_case = _lock(court_case)
    court_case.plea_on = plea_on
    checks.plea(court_case)
    if court_case.stage in BEFORE_PLEA:
        court_case.stage = CourtStage.PLEA
    _save(court_case, "plea_on", "stage")
    record(AuditKind.CHANGED, by=by, target=court_case, fields=["plea_on"])
    return court_case


@transaction.atomic
def change_stage(
    *, court_case: CourtCase, stage: str, by: User, concluded_on: dt.date | None = None
) -> CourtCase:
    """Say where the case stands; a concluded one names its day. Raises DomainError."""
    court_case = _lock(court_case)
    is_concluded = stage == CourtStage.CONCLUDED
    if is_concluded is (concluded_on is None):
        raise DomainError(
            _("Enter the day of conclusion, and only for a concluded case."), field="concluded_on"
        )
    refuse_future(concluded_on, "concluded_on")
    refuse_before(
        concluded_on,
        court_case.plea_on,
        field="concluded_on",
        sentence=_("It cannot be concluded on %(day)s, before the plea (%(earliest)s)."),
    )
    refuse_before(
        concluded_on,
        court_case.charge_sheet_on,
        field="concluded_on",
        sentence=_("It cannot be concluded on %(day)s, before the charge sheet (%(earliest)s)."),
    )
    court_case.stage, court_case.concluded_on = stage, concluded_on
    _save(court_case, "stage", "concluded_on")
    record(AuditKind.STATUS_CHANGED, by=by, target=court_case, fields={"to": stage})
    return court_case


def _check_offence_day(offence_on: dt.date | None, charge_sheet_on: dt.date | None) -> None:
    refuse_before(
        charge_sheet_on,
        offence_on,
        field="offence_on",
        sentence=_("The charge sheet (%(day)s) cannot be before the offence (%(earliest)s)."),
    )


def _lock(court_case: CourtCase) -> CourtCase:
    return CourtCase.objects.select_for_update(of=("self",)).get(pk=court_case.pk)


def _save(court_case: CourtCase, *names: str) -> None:
    court_case.version += 1
    court_case.save(update_fields=[*names, "version"])
