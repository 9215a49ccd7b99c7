"""The first line of every view on a referral: 404 unless visible, 403 unless allowed."""

import uuid

from cases.access import get_case_for
from referrals.models import Referral
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission


def get_referral_for(
    user, pk: uuid.UUID, permission: Permission = Permission.REFERRAL_VIEW, *, write: bool = False
) -> Referral:
    """Return the referral with its case and organisation, under the rules of its case."""
    rows = Referral.objects.visible_to(user).select_related("organisation", "consent")
    try:
        referral = rows.get(pk=pk)
    except Referral.DoesNotExist:
        raise OutOfScope(str(pk)) from None
    referral.case = get_case_for(user, referral.case_id, permission, write=write)
    return referral
