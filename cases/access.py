"""The first line of every view on a case: 404 unless visible, 403 unless allowed."""

import uuid

from django.core.exceptions import PermissionDenied

from cases.models import Case, CaseGrant, Charge, ConsentRecord, CourtCase, FollowUpVisit
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope


def get_case_for(
    user, pk: uuid.UUID, permission: Permission = Permission.CASE_VIEW, *, write: bool = False
) -> Case:
    """Return the case.

    Raises OutOfScope (a 404) unless the person may see it, PermissionDenied (a 403) when
    `permission` does not reach it, or `write` is asked and the grant is for reading only.
    """
    try:
        case = Case.objects.visible_to(user).select_related("person", "county", "office").get(pk=pk)
    except Case.DoesNotExist:
        raise OutOfScope(str(pk)) from None
    if permission is not Permission.CASE_VIEW:
        _check_reach(user, case, permission)
    if write and not may_write(user, case, permission):
        raise PermissionDenied(permission)
    return case


def may_write(user, case: Case, permission: Permission) -> bool:
    """Return whether the scope of `permission`, or a grant for writing, lets the person write."""
    if user.scope(permission) is Scope.ORGANISATION:
        return True
    return CaseGrant.objects.live_for(user).filter(case=case, can_write=True).exists()


def get_consent_for(user, pk: uuid.UUID, permission: Permission) -> ConsentRecord:
    """Return the consent for writing, under the rules of its case."""
    consent = ConsentRecord.objects.filter(pk=pk).first()
    if consent is None:
        raise OutOfScope(str(pk))
    consent.case = get_case_for(user, consent.case_id, permission, write=True)
    return consent


def get_visit_for(user, pk: uuid.UUID, permission: Permission) -> FollowUpVisit:
    """Return the follow-up visit for writing, under the rules of its case."""
    visit = FollowUpVisit.objects.filter(pk=pk).select_related("reintegration").first()
    if visit is None:
        raise OutOfScope(str(pk))
    visit.reintegration.case = get_case_for(
        user, visit.reintegration.case_id, permission, write=True
    )
    return visit


def get_charge_for(user, pk: uuid.UUID) -> Charge:
    """Return the charge, under the rules of its court case."""
    charge = Charge.objects.filter(pk=pk).select_related("suspect", "offence").first()
    if charge is None:
        raise OutOfScope(str(pk))
    charge.court_case = get_court_case_for(user, charge.court_case_id)
    return charge


def get_court_case_for(user, pk: uuid.UUID) -> CourtCase:
    """Return the court case. Raises OutOfScope unless the person may see it."""
    try:
        return CourtCase.objects.visible_to(user).select_related("county").get(pk=pk)
    except CourtCase.DoesNotExist:
        raise OutOfScope(str(pk)) from None


def _check_reach(user, case: Case, permission: Permission) -> None:
    if not Case.objects.visible_to(user, permission).filter(pk=case.pk).exists():
        raise PermissionDenied(permission)
