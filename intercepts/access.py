"""The first line of every view of intercepts: 404 unless visible."""

import uuid

from intercepts.models import Intercept, InterceptedPerson
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


def get_intercept_for(user, pk: uuid.UUID) -> Intercept:
    """Return the intercept with its station and monitor.

    Raises OutOfScope (a 404) unless the person may see it; `@requires` has checked the act.
    """
    rows = Intercept.objects.visible_to(user).select_related(
        "station__county", "station__office", "monitor", "operator__organisation",
        "destination_county",
    )  # fmt: skip
    try:
        return rows.get(pk=pk)
    except Intercept.DoesNotExist:
        raise OutOfScope(str(pk)) from None


def get_intercepted_for(user, pk: uuid.UUID) -> InterceptedPerson:
    """Return one person of an intercept, under the same rule as the intercept."""
    rows = InterceptedPerson.objects.select_related("person", "case")
    intercepted = rows.filter(pk=pk).first()
    if intercepted is None:
        raise OutOfScope(str(pk))
    intercepted.intercept = get_intercept_for(user, intercepted.intercept_id)
    return intercepted


def sees_codes_only(user) -> bool:
    """Return whether the person gets a receipt of own intercepts, but no signs and no facts again."""
    return user.scope(Permission.INTERCEPT_VIEW) is Scope.OWN


def may_read_narrative(user) -> bool:
    """Return whether the person works on intercepts or cases, and so reads what happened."""
    return user.can(Permission.INTERCEPT_CLASSIFY) or user.can(Permission.CASE_EDIT)
