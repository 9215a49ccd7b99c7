"""People suspected whom an intercept names: entered once, joined by code, handed on to its cases."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cases.actions import suspects
from cases.models import Case, Suspect
from intercepts.actions.repeats import look_at_named
from intercepts.models import Intercept, InterceptSuspect
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record


@transaction.atomic
def name(
    *, intercept: Intercept, by: User, roles: Sequence[str] = (), **identity: Any
) -> InterceptSuspect:
    """Enter somebody suspected and join the person to the intercept. Raises DomainError.

    `identity`: as `cases.actions.suspects.register` takes it.
    """
    suspect = suspects.register(by=by, **identity)
    return join(intercept=intercept, suspect=suspect, roles=roles, by=by)


@transaction.atomic
def join(
    *, intercept: Intercept, suspect: Suspect, by: User, roles: Sequence[str] = ()
) -> InterceptSuspect:
    """Join a suspect to an intercept and to its open cases; joining again adds the new parts."""
    _hold(intercept)
    row, is_new = InterceptSuspect.objects.get_or_create(intercept=intercept, suspect=suspect)
    row.roles = [*row.roles, *(role for role in roles if role not in row.roles)]
    row.save(update_fields=["roles"])
    # who it is stands with the suspect alone: not all who read an intercept's history may see suspects
    record(AuditKind.CHANGED, by=by, target=suspect, fields={"roles": row.roles})
    record(AuditKind.CHANGED, by=by, target=intercept, fields=["suspect_parts"])
    for case in Case.objects.filter(intercepted_people__intercept=intercept).order_by("pk"):
        if case.is_open:
            suspects.link(case=case, suspect=suspect, roles=row.roles, by=by)
    if is_new:
        look_at_named(part=row)
    return row


def hand_on(*, intercept: Intercept, case: Case, by: User) -> None:
    """Join whom the intercept names to a case that was opened from it, in the same transaction."""
    _hold(intercept)
    for part in intercept.suspect_parts.select_related("suspect").order_by("pk"):
        suspects.link(case=case, suspect=part.suspect, roles=part.roles, by=by)


def _hold(intercept: Intercept) -> None:
    """Let whoever names somebody and whoever opens a case at the same moment see one another."""
    Intercept.objects.select_for_update(of=("self",)).get(pk=intercept.pk)
