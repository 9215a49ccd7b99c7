"""The first line of the views on one record: 404 unless visible, 403 unless allowed."""

import uuid

from django.core.exceptions import PermissionDenied

from cases.access import may_write
from programmes.models import Activity, BusinessVisit, TrustFundGrant
from tracekenya.accounts.models import User
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission


def get_activity_for(user: User, pk: uuid.UUID) -> Activity:
    """Return the activity. Raises OutOfScope (a 404) unless the person may see it."""
    activity = Activity.objects.visible_to(user).filter(pk=pk).first()
    if activity is None:
        raise OutOfScope(str(pk))
    return activity


def get_grant_for(user: User, pk: uuid.UUID) -> TrustFundGrant:
    """Return the grant for writing.

    Raises OutOfScope unless the person may see it, PermissionDenied where they may only read its case.
    """
    rows = TrustFundGrant.objects.visible_to(user).select_related("case")
    grant = rows.filter(pk=pk).first()
    if grant is None:
        raise OutOfScope(str(pk))
    if not may_change(user, grant):
        raise PermissionDenied(Permission.GRANT_EDIT)
    return grant


def get_visit_for(user: User, pk: uuid.UUID) -> BusinessVisit:
    """Return the visit for writing, under the rules of its grant."""
    visit = BusinessVisit.objects.filter(pk=pk).first()
    if visit is None:
        raise OutOfScope(str(pk))
    visit.grant = get_grant_for(user, visit.grant_id)
    return visit


def may_change(user: User, grant: TrustFundGrant) -> bool:
    """Return whether the person may write on the grant's case, or on all."""
    return user.can(Permission.GRANT_EDIT) and may_write(user, grant.case, Permission.GRANT_EDIT)
