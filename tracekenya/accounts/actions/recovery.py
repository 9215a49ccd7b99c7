"""A lost second factor: one person asks for the reset, another agrees a day later, its owner may stop it."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracekenya.accounts import proofs
from tracekenya.accounts.actions.users import (
    OwnAccount,
    forget_factors,
    locked,
    refuse_own,
    save_some,
)
from tracekenya.accounts.models import User
from tracekenya.accounts.sessions import end_sessions
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError


@transaction.atomic
def ask(*, user: User, by: User) -> User:
    """Ask that the second factors of `user` be forgotten.

    Raises OwnAccount, DomainError when there is none, when it was asked already, or when the account
    has ended.
    """
    refuse_own(user, by)
    row = locked(user)
    if not row.may_sign_in:
        raise DomainError(_("This account has ended. Let it sign in again first."))
    if row.reset_asked_at is not None:
        raise DomainError(_("A reset was asked for already and waits for the second person."))
    if not proofs.has_second_factor(row):
        raise DomainError(_("This person has no second factor that could be reset."))
    save_some(row, reset_asked_by=by, reset_asked_at=timezone.now())
    record(AuditKind.SECOND_FACTOR_CHANGED, by=by, target=row, fields={"reset": "asked"})
    return row


def decide(*, user: User, decision: str, by: User) -> User:
    """Agree or decline as `decision` says ("approve" or "decline"). Raises as they do."""
    return {"approve": approve, "decline": decline}[decision](user=user, by=by)


@transaction.atomic
def approve(*, user: User, by: User) -> User:
    """Forget the second factors and end the sessions: at the next sign-in a new one is set up.

    Raises OwnAccount for the own account or an own request; DomainError before the day is over.
    """
    row = _waiting(user, by)
    if timezone.now() < opens_at(row):
        when = date_format(timezone.localtime(opens_at(row)), "DATETIME_FORMAT")
        raise DomainError(_("This can be agreed to from %(when)s on: so the person can stop it.") % {"when": when})  # fmt: skip
    save_some(row, reset_asked_by=None, reset_asked_at=None)
    forget_factors(row)
    end_sessions(row)
    record(AuditKind.SECOND_FACTOR_CHANGED, by=by, target=row, fields={"reset": "agreed"})
    return row


@transaction.atomic
def decline(*, user: User, by: User) -> User:
    """Refuse the reset: everything stays. Raises OwnAccount, DomainError as `approve`."""
    row = _waiting(user, by)
    save_some(row, reset_asked_by=None, reset_asked_at=None)
    record(AuditKind.SECOND_FACTOR_CHANGED, by=by, target=row, fields={"reset": "declined"})
    return row


@transaction.atomic
def stop(*, by: User) -> None:
    """Stop a reset of the own account that somebody asked for; nothing when none waits."""
    row = locked(by)
    if row.reset_asked_at is None:
        return
    save_some(row, reset_asked_by=None, reset_asked_at=None)
    record(AuditKind.SECOND_FACTOR_CHANGED, by=by, target=row, fields={"reset": "stopped"})


def opens_at(user: User) -> dt.datetime:
    """Return from when on the reset that waits may be agreed to."""
    assert user.reset_asked_at is not None  # noqa: S101  for mypy: the callers looked
    return user.reset_asked_at + dt.timedelta(hours=settings.FACTOR_RESET_HOURS)


def _waiting(user: User, by: User) -> User:
    refuse_own(user, by)
    row = locked(user)
    if row.reset_asked_by_id == by.pk:
        raise OwnAccount(_("Nobody approves what they asked for themselves."))
    if row.reset_asked_at is None:
        raise DomainError(_("This reset does not wait any more. Look again."))
    return row
