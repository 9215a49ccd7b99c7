"""Sittings of a court and what it decided on each charge."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import checks
from cases.models import Charge, ChargeOutcome, CourtCase, Hearing
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.pages.actions import rows


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
    CourtCase.objects.select_for_update(of=("self",)).get(pk=court_case.pk)
    hearing = _planned(court_case, held_on, kind) or Hearing(
        id=new_id(submission), court_case=court_case, held_on=held_on, kind=kind, recorded_by=by
    )
    hearing.outcome, hearing.attended = outcome, attended
    hearing.next_on, hearing.next_kind = next_on, next_kind or (kind if next_on else "")
    checks.hearing(hearing)
    hearing.save()
    record(AuditKind.CREATED, by=by, target=hearing, fields={"kind": kind, "outcome": outcome})
    _plan_next(hearing, by)
    return hearing


@transaction.atomic
def edit_hearing(*, row: Hearing, version: int, by: User, **facts: Any) -> Hearing:
    """Correct a sitting or enter its outcome; a changed next date moves the planned next sitting.

    Raises StaleVersion, DomainError as `record_hearing`.
    """
    CourtCase.objects.select_for_update(of=("self",)).get(pk=row.court_case_id)
    planned = _untouched_next(row)
    if facts.get("next_on") and not facts.get("next_kind"):
        facts["next_kind"] = facts["kind"]
    row = rows.edit(row, version=version, by=by, check=_check_edited, **facts)
    if planned is not None and (planned.held_on, planned.kind) != (row.next_on, row.next_kind):
        _move_next(planned, row, by)
    _plan_next(row, by)
    return row


@transaction.atomic
def edit_outcome(*, row: ChargeOutcome, version: int, by: User, **facts: Any) -> ChargeOutcome:
    """Correct what the court decided. Raises StaleVersion, DomainError as `record_outcome`."""
    Charge.objects.select_for_update(of=("self",)).get(pk=row.charge_id)
    return rows.edit(row, version=version, by=by, check=checks.outcome, **facts)


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
    row = ChargeOutcome(
        id=new_id(submission), charge=charge, outcome=outcome, decided_on=decided_on,
        sentence_types=list(sentence_types), years=years, months=months, fine_kes=fine_kes,
        restitution_kes=restitution_kes, recorded_by=by,
    )  # fmt: skip
    checks.outcome(row)
    row.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=row, fields={"outcome": outcome})
    return row


def _check_edited(row: Hearing) -> None:
    checks.hearing(row)
    checks.other_hearing(row)


def _plan_next(hearing: Hearing, by: User) -> None:
    """Make the next sitting that `hearing` names, unless it is there."""
    if hearing.next_on is not None:
        Hearing.objects.get_or_create(
            court_case_id=hearing.court_case_id,
            held_on=hearing.next_on,
            kind=hearing.next_kind,
            defaults={"recorded_by": by},
        )


def _untouched_next(hearing: Hearing) -> Hearing | None:
    """Return the sitting that was made from the saved next date and that nobody has filled in."""
    saved = Hearing.objects.get(pk=hearing.pk)
    if saved.next_on is None:
        return None
    waiting = Hearing.objects.filter(outcome="", attended__isnull=True, next_on__isnull=True)
    return waiting.filter(
        court_case=saved.court_case_id, held_on=saved.next_on, kind=saved.next_kind
    ).first()


def _move_next(planned: Hearing, hearing: Hearing, by: User) -> None:
    """Move the planned sitting to the corrected next date, unless one is planned there."""
    if hearing.next_on is None:
        return
    there = Hearing.objects.filter(
        court_case=hearing.court_case_id, held_on=hearing.next_on, kind=hearing.next_kind
    )
    if there.exists():
        return
    facts: dict[str, Any] = {"held_on": hearing.next_on, "kind": hearing.next_kind}
    rows.edit(planned, version=planned.version, by=by, **facts)


def _planned(court_case: CourtCase, held_on: dt.date, kind: str) -> Hearing | None:
    """Return the planned sitting. Raises DomainError when it has an outcome already."""
    hearing = court_case.hearings.filter(held_on=held_on, kind=kind).first()
    if hearing is not None and hearing.outcome:
        raise DomainError(
            _("The outcome of this hearing is written down already."), field="held_on"
        )
    return hearing
