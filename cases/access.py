"""The first line of every view on a case: 404 unless visible, 403 unless allowed."""

import uuid
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from cases.enums import NoteKind
from cases.models import (
    Case,
    CaseGrant,
    Charge,
    ChargeOutcome,
    CourtCase,
    FollowUpVisit,
    Hearing,
    Note,
    Person,
    Suspect,
)
from cases.search import people_in_reach
from tracekenya.lib.records import Record
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

Part = TypeVar("Part", bound=Record)


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


def get_part_for(
    user, model: type[Part], pk: uuid.UUID, permission: Permission, *, write: bool = False
) -> Part:
    """Return a record of a case, under the rules of its case; `row.case` is the case.

    Raises as `get_case_for`.
    """
    row = model._default_manager.filter(pk=pk).select_related(*_joined(model)).first()
    if row is None:
        raise OutOfScope(str(pk))
    if isinstance(row, FollowUpVisit):
        row.reintegration.case = get_case_for(user, row.case_id, permission, write=write)
    elif row.case_id is not None:  # type: ignore[attr-defined]  # each record of a case has one
        row.case = get_case_for(user, row.case_id, permission, write=write)  # type: ignore[attr-defined]
    elif not people_in_reach(user, permission).filter(pk=row.person_id).exists():  # type: ignore[attr-defined]
        raise OutOfScope(str(pk))
    return row


def get_note_for(user, pk: uuid.UUID, permission: Permission, *, write: bool = False) -> Note:
    """Return the note: a case note, one of the person's own, or one of which they may know.

    Of a counselling note only the facts are then meant to be shown. Raises as `get_case_for`.
    """
    note = get_part_for(user, Note, pk, permission)
    is_theirs = note.kind == NoteKind.CASE_NOTE or note.recorded_by_id == user.pk
    if not is_theirs and (write or not notes_to_open(user, note.case).filter(pk=pk).exists()):
        raise OutOfScope(str(pk))
    if write and not may_write(user, note.case, permission):
        raise PermissionDenied(permission)
    return note


def notes_to_open(user, case: Case) -> QuerySet[Note]:
    """Return the counselling notes of others in `case` that the person may open: all, or shared ones.

    All of them with COUNSELLING_VIEW over assigned cases; shared ones with COUNSELLING_VIEW_SHARED.
    """
    notes = case.notes.exclude(kind=NoteKind.CASE_NOTE).exclude(recorded_by=user)
    sees_all = user.scope(Permission.COUNSELLING_VIEW) in (Scope.ASSIGNED, Scope.ORGANISATION)
    if sees_all and _is_reached(user, case, Permission.COUNSELLING_VIEW):
        return notes
    if _is_reached(user, case, Permission.COUNSELLING_VIEW_SHARED):
        return notes.filter(is_shared=True)
    return notes.none()


def get_counselling_for(user, pk: uuid.UUID, permission: Permission) -> Note:
    """Return somebody else's counselling note that the person may open. Raises OutOfScope."""
    note = get_part_for(user, Note, pk, Permission.NOTE_VIEW)
    if not notes_to_open(user, note.case).filter(pk=pk).exists():
        raise OutOfScope(str(pk))
    return note


def get_person_for(user, pk: uuid.UUID) -> Person:
    """Return the person of a case in reach. Raises OutOfScope (a 404) otherwise."""
    people = people_in_reach(user, Permission.CASE_VIEW).select_related("home_county")
    person = people.filter(pk=pk).first()
    if person is None:
        raise OutOfScope(str(pk))
    return person


def suspects_in_reach(user) -> QuerySet[Suspect]:
    """Return the people suspected whose codes the reader may see."""
    return Suspect.objects.visible_to(user)


def get_suspect_for(user, pk: uuid.UUID) -> Suspect:
    """Return the person suspected. Raises OutOfScope (a 404) unless the reader may see the code."""
    suspect = suspects_in_reach(user).filter(pk=pk).first()
    if suspect is None:
        raise OutOfScope(str(pk))
    return suspect


def get_hearing_for(user, pk: uuid.UUID) -> Hearing:
    """Return the hearing, under the rules of its court case."""
    hearing = Hearing.objects.filter(pk=pk).first()
    if hearing is None:
        raise OutOfScope(str(pk))
    hearing.court_case = get_court_case_for(user, hearing.court_case_id)
    return hearing


def get_outcome_for(user, pk: uuid.UUID) -> ChargeOutcome:
    """Return what the court decided, under the rules of its court case."""
    outcome = ChargeOutcome.objects.filter(pk=pk).first()
    if outcome is None:
        raise OutOfScope(str(pk))
    outcome.charge = get_charge_for(user, outcome.charge_id)
    return outcome


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
    if not _is_reached(user, case, permission):
        raise PermissionDenied(permission)


def _is_reached(user, case: Case, permission: Permission) -> bool:
    return Case.objects.visible_to(user, permission).filter(pk=case.pk).exists()


def _joined(model: type[Record]) -> list[str]:
    """Return what the record's own page shows of other tables."""
    names = {field.name for field in model._meta.get_fields()}
    return [
        n for n in ("county", "organisation", "provider", "person", "reintegration") if n in names
    ]
