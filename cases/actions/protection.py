"""Closing a case to all but named people, and to whoever is too near to its person."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import grants
from cases.actions.reveals import Reason, keep_reason
from cases.actions.rules import lock_case
from cases.models import Case, CaseGrant, ConflictOfInterest, Person
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

KEPT_IN = "restricted"  # the reason of the grant of whoever restricts a case


@transaction.atomic
def restrict(*, case: Case, reason: Reason, by: User) -> Case:
    """Close the case to all but those with a grant of their own; who does it keeps one.

    Raises DomainError for a case that is restricted already.
    """
    case = lock_case(case)
    if case.is_restricted:
        raise DomainError(_("This case is restricted already."))
    case.is_restricted = True
    _save(case)
    grants.give(case=case, user=by, reason=KEPT_IN, by=by)
    _keep(case, reason, by)
    return case


@transaction.atomic
def lift(*, case: Case, reason: Reason, by: User) -> Case:
    """Open a restricted case again to roles and offices. Raises DomainError for one that is open."""
    case = lock_case(case)
    if not case.is_restricted:
        raise DomainError(_("This case is not restricted."))
    case.is_restricted = False
    _save(case)
    for grant in CaseGrant.objects.live().filter(case=case, reason=KEPT_IN):
        grants.end(grant=grant, by=by)
    _keep(case, reason, by)
    return case


@transaction.atomic
def let_in(*, case: Case, user: User, by: User) -> CaseGrant:
    """Let one person of a role that knows cases open a restricted case.

    Raises DomainError for a case that is open, a role without cases, or somebody too near.
    """
    case = lock_case(case)
    if not case.is_restricted:
        raise DomainError(_("This case is not restricted."), field="user")
    if not user.can(Permission.CASE_VIEW):
        raise DomainError(_("This role opens no case."), field="user")
    if ConflictOfInterest.objects.of(user).about(case.person).exists():
        raise DomainError(_("This colleague declared to be too near to the person."), field="user")
    return grants.give(case=case, user=user, reason="let_in", by=by)


@transaction.atomic
def declare_conflict(*, case: Case, by: User, user: User | None = None) -> ConflictOfInterest:
    """Keep that `user` (oneself, if None) is too near to the person of `case`; all their cases close.

    Raises DomainError when somebody declares it for another without the right, or twice.
    """
    who = user or by
    if who.pk != by.pk and by.scope(Permission.CONFLICT_DECLARE) is not Scope.ORGANISATION:
        raise DomainError(_("You can declare this for yourself only."), field="user")
    person = Person.objects.select_for_update(of=("self",)).get(pk=case.person_id)
    if ConflictOfInterest.objects.of(who).about(person).exists():
        raise DomainError(_("This is declared already."), field="user")
    conflict = ConflictOfInterest.objects.create(user=who, person=person, recorded_by=by)
    kept = {"conflict": [None, "declared"], "user": who.staff_code}
    record(AuditKind.CONFLICT_DECLARED, by=by, target=person, case_id=case.pk, fields=kept)
    return conflict


@transaction.atomic
def end_conflict(*, conflict: ConflictOfInterest, by: User) -> ConflictOfInterest:
    """End a conflict of interest; never one's own. Raises DomainError."""
    rows = ConflictOfInterest.objects.select_for_update(of=("self",)).select_related(
        "user", "person"
    )
    conflict = rows.get(pk=conflict.pk)
    if conflict.user_id == by.pk:
        raise DomainError(_("Somebody else must end what was declared about you."))
    if conflict.ended_at is not None:
        raise DomainError(_("This has ended already."))
    conflict.ended_at, conflict.ended_by = timezone.now(), by
    conflict.save(update_fields=["ended_at", "ended_by"])
    kept = {"user": conflict.user.staff_code}
    record(AuditKind.CONFLICT_ENDED, by=by, target=conflict.person, fields=kept)
    return conflict


def _save(case: Case) -> None:
    case.version += 1
    case.save(update_fields=["is_restricted", "version"])


def _keep(case: Case, reason: Reason, by: User) -> None:
    kept = {"is_restricted": [not case.is_restricted, case.is_restricted], "reason": reason.kind}
    event = record(AuditKind.CASE_RESTRICTED, by=by, target=case, fields=kept)
    keep_reason(event, case=case, reason=reason, by=by)
