"""The first line of every view of intercepts: 404 unless visible."""

import uuid

from django.core.exceptions import PermissionDenied

from cases.models import Case
from intercepts.models import (
    Intercept,
    InterceptedPerson,
    InterceptFollowUp,
    InterceptPhoto,
    TransportOperator,
)
from tracekenya.directory.models import CrewMember
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


def get_intercept_for(user, pk: uuid.UUID) -> Intercept:
    """Return the intercept with its station and monitor.

    Raises OutOfScope (a 404) unless the person may see it; `@requires` has checked the act.
    """
    rows = Intercept.objects.visible_to(user).select_related(
        "station__county", "station__office", "monitor", "operator__organisation",
        "destination_county", "origin_county",
    )  # fmt: skip
    try:
        return rows.get(pk=pk)
    except Intercept.DoesNotExist:
        raise OutOfScope(str(pk)) from None


def get_intercepted_for(user, pk: uuid.UUID) -> InterceptedPerson:
    """Return one person of an intercept, under the same rule as the intercept."""
    rows = InterceptedPerson.objects.select_related("person", "case")
    intercepted = rows.filter(pk=pk).first()
    barred = Case.objects.barred_to(user)
    if intercepted is None or barred.filter(pk=intercepted.case_id).exists():
        raise OutOfScope(str(pk))
    intercepted.intercept = get_intercept_for(user, intercepted.intercept_id)
    return intercepted


def get_follow_up_for(user, pk: uuid.UUID) -> InterceptFollowUp:
    """Return what was heard of an intercept afterwards, under the same rule as the intercept."""
    row = InterceptFollowUp.objects.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.intercept = get_intercept_for(user, row.intercept_id)
    return row


def get_photo_for(user, pk: uuid.UUID) -> InterceptPhoto:
    """Return a photograph that is still there, under the same rule as its intercept."""
    row = InterceptPhoto.objects.filter(pk=pk, removed_at=None).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.intercept = get_intercept_for(user, row.intercept_id)
    return row


def may_look_at_photos(user, intercept: Intercept) -> bool:
    """Return whether the person may know who was met, each of them: a ticket may name anybody.

    Nobody looks when a case of one of them is closed to the person.
    """
    act = Permission.PERSON_REVEAL
    if not user.can(act):
        return False
    cases = Case.objects.filter(intercepted_people__intercept=intercept)
    if cases.barred_to(user).exists():
        return False
    if user.scope(act) is Scope.ORGANISATION:
        return True
    met = intercept.people.all()
    return met.exists() and not met.exclude(case__in=Case.objects.visible_to(user, act)).exists()


def require_looking_at_photos(user, intercept: Intercept) -> None:
    """Raise PermissionDenied (a 403) unless the person may look at photographs of the intercept."""
    if not may_look_at_photos(user, intercept):
        raise PermissionDenied(Permission.PERSON_REVEAL)


def may_remove_photos(user, intercept: Intercept) -> bool:
    """Return whether the person may remove photographs, for good: never where one's case is closed to them."""
    cases = Case.objects.filter(intercepted_people__intercept=intercept)
    return may_correct(user) and not cases.barred_to(user).exists()


def require_removing_photos(user, intercept: Intercept) -> None:
    """Raise PermissionDenied (a 403) unless the person may remove photographs of the intercept."""
    if not may_remove_photos(user, intercept):
        raise PermissionDenied(Permission.INTERCEPT_RECORD)


def sees_codes_only(user) -> bool:
    """Return whether the person gets a receipt of own intercepts, but no signs and no facts again."""
    return user.scope(Permission.INTERCEPT_VIEW) is Scope.OWN


def may_correct(user) -> bool:
    """Return whether the person may correct what was recorded.

    Case managers may. Monitors may not, not even their own: they never see story and signs again.
    """
    return user.scope(Permission.INTERCEPT_RECORD) is Scope.ORGANISATION


def require_correcting(user) -> None:
    """Raise PermissionDenied (a 403) unless the person may correct intercepts."""
    if not may_correct(user):
        raise PermissionDenied(Permission.INTERCEPT_RECORD)


def require_opening_crew(user) -> None:
    """Raise PermissionDenied unless the person works with crews: who tips us is told to few."""
    if not user.can(Permission.CREW_VIEW):
        raise PermissionDenied(Permission.CREW_VIEW)


def get_operator_for(user, pk: uuid.UUID) -> TransportOperator:
    """Return the operator; all staff may see them. Raises OutOfScope when there is none."""
    operator = TransportOperator.objects.select_related("organisation").filter(pk=pk).first()
    if operator is None:
        raise OutOfScope(str(pk))
    return operator


def get_crew_member_for(user, pk: uuid.UUID) -> CrewMember:
    """Return the crew member with the operator. Raises OutOfScope, PermissionDenied."""
    require_opening_crew(user)
    rows = CrewMember.objects.select_related("organisation__transport_operator")
    member = rows.filter(pk=pk, organisation__transport_operator__isnull=False).first()
    if member is None:
        raise OutOfScope(str(pk))
    return member
