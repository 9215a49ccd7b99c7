"""Staying longer: asked by the house, answered by somebody else; a yes moves the planned exit."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case
from shelter.actions.answers import tell_asker
from shelter.actions.requests import lock_stay
from shelter.enums import Verdict
from shelter.forms.common import MOST_DAYS
from shelter.models import Admission, StayExtension
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import day_words, refuse_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role

A_DAY = dt.timedelta(days=1)


@transaction.atomic
def ask(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> StayExtension:
    """Ask that a resident may stay longer, and tell who may answer. Raises DomainError at the field.

    While a question is open, that one is returned.
    """
    stay = lock_stay(admission)
    waiting = stay.extensions.filter(verdict="").first()
    if waiting is not None:
        return waiting
    facts |= {"admission": stay, "submission": submission}
    row = rows.add(StayExtension, by=by, check=_check, **facts)
    tell(to=_who_answers(stay.case, by), kind=NoticeKind.EXTENSION_WAITS, target=row, by=by)
    return row


@transaction.atomic
def edit(*, row: StayExtension, version: int, by: User, **facts: Any) -> StayExtension:
    """Change a question that nobody answered yet; only who asked does.

    Raises StaleVersion, DomainError naming the field.
    """
    lock_stay(row.admission)
    if StayExtension.objects.exclude(verdict="").filter(pk=row.pk).exists():
        raise DomainError(_("This is decided already."))
    if row.recorded_by_id != by.pk:
        raise DomainError(_("Only who asked may change the question."))
    return rows.edit(row, version=version, by=by, check=_check, **facts)


@transaction.atomic
def decide(*, row: StayExtension, version: int, verdict: str, by: User) -> StayExtension:
    """Answer once, and tell who asked; a yes makes the day asked for the planned exit of the stay.

    Raises StaleVersion, DomainError: who asked does not answer, and nobody answers twice.
    """
    stay = lock_stay(row.admission)
    if StayExtension.objects.exclude(verdict="").filter(pk=row.pk).exists():
        raise DomainError(_("This is decided already."))
    if row.recorded_by_id == by.pk:
        raise DomainError(_("You asked for this. Somebody else must answer."))
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    facts: dict[str, Any] = {"verdict": verdict, "decided_by": by, "decided_at": timezone.now()}
    row = rows.edit(row, version=version, by=by, **facts)
    record(AuditKind.DECIDED, by=by, target=row, fields={"verdict": verdict})
    if verdict == Verdict.GRANTED:
        _move_exit(stay, row.until_on, by)
    tell_asker(row=row, kind=NoticeKind.EXTENSION_ANSWERED, opens=Permission.STAY_EXTEND, by=by)
    return row


def _move_exit(stay: Admission, until_on: dt.date, by: User) -> None:
    """Move the planned exit; the expected days follow, so that a later correction starts from them."""
    days = (until_on - _arrived_on(stay)).days
    rows.edit(stay, version=stay.version, by=by, planned_exit_on=until_on, expected_days=days)


def _check(row: StayExtension) -> None:
    stay = row.admission
    if not stay.is_in_house:
        raise DomainError(_("This stay has ended already."))
    refuse_before(
        row.until_on, timezone.localdate() + A_DAY, field="until_on",
        sentence=_("%(day)s is no later day: the earliest is %(earliest)s."),
    )  # fmt: skip
    if stay.planned_exit_on is not None and row.until_on <= stay.planned_exit_on:
        days = {"day": day_words(row.until_on), "planned": day_words(stay.planned_exit_on)}
        raise DomainError(
            _("%(day)s is not later than the planned exit (%(planned)s).") % days, field="until_on"
        )
    latest = _arrived_on(stay) + dt.timedelta(days=MOST_DAYS)
    if row.until_on > latest:
        raise DomainError(
            _("Nobody is planned to stay so long. The latest day is %(latest)s.")
            % {"latest": day_words(latest)},
            field="until_on",
        )


def _arrived_on(stay: Admission) -> dt.date:
    if stay.admitted_at is None:
        raise DomainError(_("This person has not arrived."))
    return timezone.localdate(stay.admitted_at)


def _who_answers(case: Case, by: User) -> list[User]:
    answering = [r for r in Role if scope_of(r, Permission.STAY_EXTEND_APPROVE) is not Scope.NONE]
    people = User.objects.filter(role__in=answering).exclude(pk=by.pk)
    return [user for user in people if Case.objects.visible_to(user).filter(pk=case.pk).exists()]
