"""Sittings of a court and what it decided on each charge."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import NEEDS_PLEA
from cases.models import Charge, ChargeOutcome, CourtCase, Hearing
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future


@transaction.atomic
def record_hearing(
    *,
    court_case: CourtCase,
    held_on: dt.date,
    kind: str,
    by: User,
    outcome: str = "",
    attended: bool | None = None,
    next_on: dt.date | None = None,
    next_kind: str = "",
    submission: uuid.UUID | None = None,
) -> Hearing:
    """Write down a sitting, past or to come; a next date makes the next row.

    A sitting that was planned (same day and kind, no outcome yet) is filled in.
    Raises DomainError for an outcome of a day to come, a next date that is not later, a second
    outcome for the same sitting.
    """
    if (made := sent_before(Hearing, submission, by)) is not None:
        return made
    _check_days(held_on, outcome, attended, next_on)
    CourtCase.objects.select_for_update(of=("self",)).get(pk=court_case.pk)
    hearing = _planned(court_case, held_on, kind) or Hearing(
        id=new_id(submission), court_case=court_case, held_on=held_on, kind=kind, recorded_by=by
    )
    hearing.outcome, hearing.attended = outcome, attended
    hearing.next_on, hearing.next_kind = next_on, next_kind or (kind if next_on else "")
    hearing.save()
    record(AuditKind.CREATED, by=by, target=hearing, fields={"kind": kind, "outcome": outcome})
    if next_on is not None:
        Hearing.objects.get_or_create(
            court_case=court_case,
            held_on=next_on,
            kind=hearing.next_kind,
            defaults={"recorded_by": by},
        )
    return hearing


@transaction.atomic
def record_outcome(
    *,
    charge: Charge,
    outcome: str,
    decided_on: dt.date,
    by: User,
    sentence_types: Sequence[str] = (),
    years: int | None = None,
    months: int | None = None,
    fine_kes: int | None = None,
    restitution_kes: int | None = None,
    submission: uuid.UUID | None = None,
) -> ChargeOutcome:
    """Keep what the court decided on one charge; a later appeal is a further row.

    Raises DomainError for a day in the future or before the plea, and for a verdict without plea.
    """
    if (made := sent_before(ChargeOutcome, submission, by)) is not None:
        return made
    charge = Charge.objects.select_for_update(of=("self",)).get(pk=charge.pk)
    _check_verdict(charge, outcome, decided_on)
    row = ChargeOutcome.objects.create(
        id=new_id(submission), charge=charge, outcome=outcome, decided_on=decided_on,
        sentence_types=list(sentence_types), years=years, months=months, fine_kes=fine_kes,
        restitution_kes=restitution_kes, recorded_by=by,
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=row, fields={"outcome": outcome})
    return row


def _check_days(
    held_on: dt.date, outcome: str, attended: bool | None, next_on: dt.date | None
) -> None:
    if outcome or attended is not None:
        refuse_future(held_on, "held_on")
    if next_on is not None and next_on <= held_on:
        raise DomainError(_("The next date must be later than this one."), field="next_on")


def _planned(court_case: CourtCase, held_on: dt.date, kind: str) -> Hearing | None:
    """Return the planned sitting. Raises DomainError when it has an outcome already."""
    hearing = court_case.hearings.filter(held_on=held_on, kind=kind).first()
    if hearing is not None and hearing.outcome:
        raise DomainError(
            _("The outcome of this hearing is written down already."), field="held_on"
        )
    return hearing


def _check_verdict(charge: Charge, outcome: str, decided_on: dt.date) -> None:
    refuse_future(decided_on, "decided_on")
    plea_on = charge.court_case.plea_on
    if plea_on is None and outcome in NEEDS_PLEA:
        raise DomainError(_("First record the day of the plea."), field="outcome")
    refuse_before(
        decided_on,
        plea_on,
        field="decided_on",
        sentence=_("The outcome (%(day)s) cannot be before the plea (%(earliest)s)."),
    )
    if charge.outcomes.filter(decided_on=decided_on, outcome=outcome).exists():
        raise DomainError(_("This outcome is written down already."), field="outcome")
