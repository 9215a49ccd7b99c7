"""Visits that a phone tells of: put on their case by who works on it, or kept for who may.

A monitor who may not open cases learns nothing of them: every such visit waits for the office, whether
the case exists or not.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases import registries
from cases.access import may_write
from cases.models import Case
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import Record

DAYS = {"done_on": "happened_on", "visited_on": "happened_on"}  # a field elsewhere -> ours


def may_put(*, about: str, code: str, by: User) -> bool:
    """Return whether `by` writes visits on the case of this code without the office."""
    permission = registries.visit_takers[about].permission
    case = _found(code, by)
    return case is not None and user_writes(by, case, permission)


def user_writes(user: User, case: Case, permission: Any) -> bool:
    return user.can(permission) and may_write(user, case, permission)


@transaction.atomic
def put(*, about: str, code: str, by: User, **facts: Any) -> Record:
    """Put a visit on the case of this code, or of the person of this code, that `by` may open.

    Raises DomainError naming the field: no such case, nothing planned, another rule of its room.
    """
    case = _found(code, by)
    if case is None:
        raise DomainError(_("There is no such case that you may open."), field="code")
    try:
        return registries.visit_takers[about].put(case=case, by=by, **facts)
    except DomainError as refusal:
        field = DAYS.get(refusal.field or "", refusal.field)
        raise DomainError(refusal.message, field=field) from None


def _found(code: str, user: User) -> Case | None:
    """Return the case, the newest one where the code is that of a person."""
    seen = Case.objects.visible_to(user)
    wanted = code.strip().upper()
    found = seen.filter(code=wanted) | seen.filter(person__code=wanted)
    return found.order_by("opened_on").last()
