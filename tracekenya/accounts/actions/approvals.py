"""The second person: a role that reaches people's files is approved or declined by another."""

from django.db import transaction
from django.utils.translation import gettext as _

from tracekenya.accounts.actions.users import (
    OwnAccount,
    keep_an_administrator,
    locked,
    refuse_own,
    save_some,
)
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role


def decide(*, user: User, role: str, decision: str, by: User) -> User:
    """Approve or decline as `decision` says ("approve" or "decline"). Raises as they do."""
    {"approve": approve, "decline": decline}[decision](user=user, role=role, by=by)
    return user


@transaction.atomic
def approve(*, user: User, role: str, by: User) -> None:
    """Give the role that waits, which must still be `role`.

    Raises OwnAccount for the own account or a role that `by` asked for; DomainError when it
    no longer waits or nobody would be left to keep the accounts.
    """
    row = _waiting(user, role, by)
    if row.role == Role.SYSTEM_ADMINISTRATOR and row.is_active:
        keep_an_administrator(row)
    before = "" if row.waits_for_role else row.role
    save_some(row, role=role, pending_role="", role_asked_by=None)
    fields = {"role": [before, role], "pending_role": [role, ""]}
    record(AuditKind.GRANTED, by=by, target=row, fields=fields)


@transaction.atomic
def decline(*, user: User, role: str, by: User) -> None:
    """Refuse the role that waits: the former one stays; an account that had none is switched off.

    Raises as `approve`.
    """
    row = _waiting(user, role, by)
    if row.waits_for_role:
        save_some(row, is_active=False, invitation_key="")
        record(AuditKind.CHANGED, by=by, target=row, fields={"is_active": [True, False]})
        return
    save_some(row, pending_role="", role_asked_by=None)
    record(AuditKind.CHANGED, by=by, target=row, fields={"pending_role": [role, ""]})


def _waiting(user: User, role: str, by: User) -> User:
    refuse_own(user, by)
    row = locked(user)
    if row.role_asked_by_id == by.pk:
        raise OwnAccount(_("Nobody approves what they asked for themselves."))
    if not row.pending_role or row.pending_role != role:
        raise DomainError(_("This role does not wait for approval any more. Look again."))
    return row
