"""Making accounts, changing and ending them, with a row in the trail."""

import datetime as dt
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from tracekenya.accounts import leaving
from tracekenya.accounts.models import User
from tracekenya.accounts.sessions import end_sessions
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited
from tracekenya.places.models import Office
from tracekenya.roles.policy import needs_approval
from tracekenya.roles.roles import Role


class OwnAccount(PermissionDenied):
    """Somebody tried to change the own account; the message is for people."""


@transaction.atomic
def add_user(*, email: str, password: str, staff_code: str, role: Role, by: User | None) -> User:
    """Make an account that can sign in.

    Raises DomainError for a weak password, or an e-mail or staff code that is taken.
    """
    try:
        validate_password(password, User(email=email, staff_code=staff_code))
        with transaction.atomic():
            user = User.objects.create_user(email, password, staff_code=staff_code, role=role)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password") from None
    except IntegrityError:
        raise DomainError("This e-mail or staff code is taken already", field="email") from None
    record(AuditKind.CREATED, by=by, target=user, fields={"role": role.value})
    return user


@transaction.atomic
def edit(
    user: User,
    *,
    role: str,
    office: Office | None,
    ends_on: dt.date | None,
    language: str,
    is_board_secretary: bool,
    version: int,
    by: User,
    is_temporary: bool = False,
    is_board_chair: bool = False,
) -> User:
    """Change what an account may do and until when.

    A role that reaches cases waits for a second person; until then the former one holds.
    Raises OwnAccount; StaleVersion; DomainError at the field, also when no system administrator
    would be left.
    """
    refuse_own(user, by)
    refuse_secretary(role, is_board_secretary)
    refuse_chair(role, is_board_chair, user)
    refuse_endless(ends_on, is_temporary)
    user = locked(user)
    before = _stated(user)
    _set_role(user, role, by)
    user.office, user.language, user.ends_on = office, language, ends_on
    user.is_board_secretary, user.is_temporary = is_board_secretary, is_temporary
    user.is_board_chair = is_board_chair
    if before["role"] == Role.SYSTEM_ADMINISTRATOR and user.is_active:
        if user.role != Role.SYSTEM_ADMINISTRATOR:
            keep_an_administrator(user, "role")
        elif ends_on is not None:
            keep_an_administrator(user, "ends_on")
    save_edited(user, version=version)  # type: ignore[arg-type]  # has a version like a Record
    record(AuditKind.CHANGED, by=by, target=user, fields=_changes(before, _stated(user)))
    return user


@transaction.atomic
def switch_off(*, user: User, by: User | None) -> None:
    """End an account at once and everywhere; what it did stays.

    Its sessions, its link, its second factors, what was asked for it, and what later rooms gave it
    (`leaving`) end in the same act. Raises OwnAccount, and DomainError for the last system
    administrator.
    """
    refuse_own(user, by)
    row = locked(user)
    if row.role == Role.SYSTEM_ADMINISTRATOR:
        keep_an_administrator(row)
    save_some(row, is_active=False, invitation_key="", reset_asked_by=None, reset_asked_at=None)
    ended: dict[str, Any] = {"is_active": [True, False], "devices": forget_factors(row)}
    end_sessions(row)
    ended |= {name: end(user=row, by=by) for name, end in leaving.ENDINGS.items()}
    record(AuditKind.CHANGED, by=by, target=user, fields=ended)


@transaction.atomic
def switch_on(*, user: User, by: User) -> None:
    """Let an account sign in again that was switched off or fell asleep.

    Raises OwnAccount, DomainError when its last day is over.
    """
    refuse_own(user, by)
    row = locked(user)
    if row.ends_on is not None and row.ends_on < timezone.localdate():
        raise DomainError(_("The last day of this account is over: change the last day first."))
    before = row.is_active
    save_some(row, is_active=True, dormant_at=None, awake_since=timezone.now())
    record(AuditKind.CHANGED, by=by, target=user, fields={"is_active": [before, True]})


def forget_factors(user: User) -> int:
    """Delete the second factors of `user` and return how many; the caller leaves the row in the trail."""
    return Authenticator.objects.filter(user=user).delete()[0]


def refuse_own(user: User, by: User | None) -> None:
    """Raise OwnAccount when somebody acts on the own account."""
    if by is not None and by.pk == user.pk:
        raise OwnAccount(_("Nobody changes the own account. Ask another system administrator."))


def refuse_secretary(role: str, is_board_secretary: bool) -> None:
    """Raise DomainError when somebody outside the board is to be its secretary."""
    if is_board_secretary and role != Role.BOARD_MEMBER:
        raise DomainError(
            _("Only a member of the board can be its secretary."), field="is_board_secretary"
        )


def refuse_chair(role: str, is_board_chair: bool, user: User | None = None) -> None:
    """Raise DomainError when somebody outside the board is to chair it, or a second one."""
    if not is_board_chair:
        return
    if role != Role.BOARD_MEMBER:
        raise DomainError(_("Only a member of the board can chair it."), field="is_board_chair")
    other = User.objects.filter(is_board_chair=True).first()
    if other is not None and other != user:
        raise DomainError(
            _("%(code)s chairs the board: change that account first.") % {"code": other.staff_code},
            field="is_board_chair",
        )


def refuse_endless(ends_on: dt.date | None, is_temporary: bool) -> None:
    """Raise DomainError when a volunteer's account would have no last day."""
    if is_temporary and ends_on is None:
        raise DomainError(
            _("The account of a volunteer or an intern needs a last day."), field="ends_on"
        )


def _set_role(user: User, role: str, by: User) -> None:
    """Give `role` at once, or let it wait for approval when it reaches people's files."""
    waited, held = user.waits_for_role, user.role
    if role == (user.pending_role or held):
        return
    user.pending_role, user.role_asked_by = "", None
    if not needs_approval(role) or (role == held and not waited):
        user.role = role
        return
    user.role = role if waited else held
    user.pending_role, user.role_asked_by = role, by


def keep_an_administrator(user: User, field: str | None = None) -> None:
    """Raise DomainError at `field` when nobody but `user` is left to keep the accounts.

    The caller holds the locks of `locked`. An account that was never used or that ends does not count.
    """
    others = User.objects.exclude(pk=user.pk).filter(
        role=Role.SYSTEM_ADMINISTRATOR, is_active=True, ends_on__isnull=True, dormant_at=None
    )
    if not any(each.has_usable_password() for each in others):
        raise DomainError(
            _("This is the last system administrator. Give another account this role first."),
            field=field,
        )


def locked(user: User) -> User:
    """Return the row of `user` as saved now, locked together with all system administrators.

    One order for all: two administrators who end each other at once wait instead of both succeeding.
    """
    rows = User.objects.select_for_update(of=("self",)).order_by("pk")
    found = rows.filter(Q(pk=user.pk) | Q(role=Role.SYSTEM_ADMINISTRATOR))
    return next(each for each in found if each.pk == user.pk)


def save_some(user: User, **values: Any) -> None:
    """Save these values and count the version up."""
    for name, value in values.items():
        setattr(user, name, value)
    user.version += 1
    user.save(update_fields=[*values, "version"])


EDITED = (
    "role", "pending_role", "office", "is_temporary", "ends_on", "language", "is_board_secretary",
    "is_board_chair",
)  # fmt: skip


def _stated(user: User) -> dict[str, Any]:
    """Return the values of EDITED as the trail keeps them."""
    values = {name: getattr(user, name) for name in EDITED}
    return values | {"office": user.office and user.office.code}


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {
        name: [_kept(old), _kept(after[name])] for name, old in before.items() if old != after[name]
    }


def _kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
