"""Medicines of residents: prescriptions, their end, each dose once, and what the clock finds missed."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import medicines
from shelter.doses import AHEAD, LOOK_BACK, due_moments
from shelter.house_staff import on_duty_in
from shelter.models import Admission, Dose, Medicine
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib import rules
from tracekenya.lib.addresses import address
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows

A_MINUTE = dt.timedelta(minutes=1)


@transaction.atomic
def add(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> Medicine:
    """Keep a prescription of a resident. Raises DomainError naming the field at fault."""
    if not admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    facts |= {"admission": admission, "submission": submission}
    return rows.add(Medicine, by=by, check=_check, quiet=("admission",), **facts)


@transaction.atomic
def edit(*, row: Medicine, version: int, by: User, **facts: Any) -> Medicine:
    """Correct a prescription. Raises StaleVersion, DomainError.

    Once a dose was given, what is taken and when stays: a new prescription begins a new log.
    """
    locked = _locked(row)
    fixed = set(facts) - {"until_on", "prescriber"}
    if fixed and locked.doses.exists():
        raise DomainError(_("A dose was given already. Stop this one and add the new one."))
    return rows.edit(locked, version=version, by=by, check=_check, **facts)


@transaction.atomic
def stop(*, row: Medicine, version: int, stopped_on: dt.date, by: User) -> Medicine:
    """End a medicine: from that day on nothing is due. Raises StaleVersion, DomainError."""

    def check(medicine: Medicine) -> None:
        rules.refuse_future(stopped_on, "stopped_on")
        rules.refuse_end_before_start(stopped_on, medicine.from_on, "stopped_on")

    if row.stopped_on is not None:
        raise DomainError(_("This medicine is stopped already."))
    return rows.edit(row, version=version, by=by, check=check, stopped_on=stopped_on)


@transaction.atomic
def give(
    *, row: Medicine, due_at: dt.datetime | None, outcome: str, by: User,
    given_at: dt.datetime | None = None, words: str = "", submission: uuid.UUID | None = None,
) -> Dose:  # fmt: skip
    """Write down what became of one dose, once. Raises DomainError naming the field at fault.

    due_at: the moment for which it was due, None for one that was asked for.
    """
    if (made := sent_before(Dose, submission, by)) is not None:
        return made
    medicine = _locked(row)
    now = timezone.now()
    dose = Dose(
        id=new_id(submission), medicine=medicine, due_at=due_at, given_at=given_at or now,
        outcome=outcome, words=words, recorded_by=by,
    )  # fmt: skip
    _check_slot(dose, now)
    _check_dose(dose)
    _check_once(dose)
    rows.judge(dose)
    dose.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=dose, fields=["due_at", "given_at", "outcome", "words"])
    return dose


def edit_dose(*, row: Dose, version: int, by: User, **facts: Any) -> Dose:
    """Correct one row of the log. Raises StaleVersion, DomainError naming the field at fault."""
    return rows.edit(row, version=version, by=by, check=_check_dose, **facts)


def tell_missed(now: dt.datetime) -> int:
    """Tell the house of each dose that nobody gave in time; return how many there are.

    May be repeated at any time: of one hour of one resident nobody is told twice.
    """
    slots = medicines.missed_now(now)
    for stay, due_at in {(slot.medicine.admission, slot.due_at): None for slot in slots}:
        tell(
            to=on_duty_in(stay.shelter, stay.case), kind=NoticeKind.MEDICINE_MISSED, target=stay.case,
            link=address("shelter:medicine_round", stay.shelter_id),
            once=f"dose {stay.pk} {timezone.localtime(due_at):%Y%m%d%H%M}",
        )  # fmt: skip
    return len(slots)


def _locked(row: Medicine) -> Medicine:
    found = Medicine.objects.select_for_update(of=("self",)).select_related("admission")
    return found.get(pk=row.pk)


def _check(medicine: Medicine) -> None:
    """Refuse a medicine that is never due, or both at hours and when needed, or over before it begins."""
    if not medicine.as_needed and not medicine.times:
        raise DomainError(_("Write when it is due, or tick “Only when needed”."), field="times")
    if medicine.as_needed and medicine.times:
        raise DomainError(
            _("Either times, or only when needed: for both add the medicine twice."), field="times"
        )
    rules.refuse_end_before_start(medicine.until_on, medicine.from_on, "until_on")


def _check_slot(dose: Dose, now: dt.datetime) -> None:
    """Refuse a dose that is not due now, of a stay that ended, of a medicine that is not taken."""
    medicine = dose.medicine
    if not medicine.admission.is_in_house:
        raise DomainError(_("This stay has ended already."))
    if dose.due_at is None:
        if not medicine.as_needed or not medicines.is_active(medicine, now):
            raise DomainError(_("Choose which dose it was."), field="due_at")
    elif dose.due_at not in due_moments(medicine, now - LOOK_BACK, now + AHEAD):
        raise DomainError(_("This dose is not due now."), field="due_at")


def _check_once(dose: Dose) -> None:
    """Refuse a second row for one dose, and the same dose asked for twice within a minute."""
    others = dose.medicine.doses.filter(due_at=dose.due_at).select_related("recorded_by")
    if dose.due_at is None:
        near = (dose.given_at - A_MINUTE, dose.given_at + A_MINUTE)
        others = others.filter(given_at__gt=near[0], given_at__lt=near[1])
    other = others.first()
    if other is not None:
        who = other.recorded_by.staff_code if other.recorded_by else ""
        raise DomainError(
            _("%(who)s wrote this dose down already: %(outcome)s.")
            % {"who": who, "outcome": other.get_outcome_display()}
        )


def _check_dose(dose: Dose) -> None:
    refuse_future(dose.given_at, "given_at")
    if dose.due_at is not None:
        refuse_before(
            dose.given_at, dose.due_at - AHEAD, field="given_at",
            sentence=_("It cannot be given (%(time)s) more than an hour before it is due: from %(earliest)s on."),
        )  # fmt: skip
