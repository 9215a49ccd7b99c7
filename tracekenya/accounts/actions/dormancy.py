"""Accounts that nobody used for a long time fall asleep until an administrator lets them in again."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tracekenya.accounts.actions.users import keep_an_administrator, locked, save_some
from tracekenya.accounts.models import User
from tracekenya.accounts.sessions import end_sessions
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role


def put_unused_to_sleep() -> int:
    """Put each account to sleep that nobody signed in to for DORMANT_DAYS; return how many."""
    return sum(_put_to_sleep(user) for user in unused())


def unused() -> list[User]:
    """Return the accounts that were neither used, made nor woken since then."""
    since = timezone.now() - dt.timedelta(days=settings.DORMANT_DAYS)
    never_or_long_ago = Q(last_login=None) | Q(last_login__lt=since)
    awake = User.objects.filter(is_active=True, dormant_at=None, joined_at__lt=since)
    long_awake = awake.filter(Q(awake_since=None) | Q(awake_since__lt=since))
    return list(long_awake.filter(never_or_long_ago))


@transaction.atomic
def _put_to_sleep(user: User) -> bool:
    """Put one to sleep; False for the last system administrator."""
    row = locked(user)
    if row.role == Role.SYSTEM_ADMINISTRATOR:
        try:
            keep_an_administrator(row)
        except DomainError:
            return False
    save_some(row, dormant_at=timezone.now())
    end_sessions(row)
    record(AuditKind.CHANGED, by=None, target=row, fields={"dormant": [False, True]})
    return True
