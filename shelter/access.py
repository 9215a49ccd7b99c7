"""The first line of every view of the shelter: 404 unless visible, 403 unless allowed."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from shelter.models import Admission, Bed, BedOutage, Room, Shelter, ShelterExit, ShelterQuerySet
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission


def get_shelter_for(
    user, pk: uuid.UUID, permission: Permission = Permission.SHELTER_VIEW
) -> Shelter:
    """Return the shelter.

    Raises OutOfScope (a 404) unless the person may see it, PermissionDenied (a 403) when
    `permission` does not reach it.
    """
    try:
        shelter = Shelter.objects.visible_to(user).select_related("office").get(pk=pk)
    except Shelter.DoesNotExist:
        raise OutOfScope(str(pk)) from None
    if permission is not Permission.SHELTER_VIEW:
        _check_reach(Shelter.objects.visible_to(user, permission), pk, permission)
    return shelter


def get_room_for(user, pk: uuid.UUID, permission: Permission = Permission.SHELTER_VIEW) -> Room:
    """Return the room, under the same rules as its shelter."""
    room = Room.objects.filter(pk=pk).select_related("shelter__office").first()
    if room is None:
        raise OutOfScope(str(pk))
    get_shelter_for(user, room.shelter_id, permission)
    return room


def get_bed_for(user, pk: uuid.UUID, permission: Permission = Permission.SHELTER_VIEW) -> Bed:
    """Return the bed, under the same rules as its shelter."""
    bed = Bed.objects.filter(pk=pk).select_related("room__shelter__office").first()
    if bed is None:
        raise OutOfScope(str(pk))
    get_shelter_for(user, bed.room.shelter_id, permission)
    return bed


def get_outage_for(user, pk: uuid.UUID, permission: Permission) -> BedOutage:
    """Return the time out of use with its bed, under the rules of the bed's shelter."""
    row = BedOutage.objects.filter(pk=pk).first()
    if row is None:
        raise OutOfScope(str(pk))
    row.bed = get_bed_for(user, row.bed_id, permission)
    return row


def get_admission_for(
    user, pk: uuid.UUID, permission: Permission = Permission.STAY_VIEW
) -> Admission:
    """Return the stay with its case, person and shelter.

    Raises OutOfScope (a 404) unless the person may see it, PermissionDenied (a 403) when
    `permission` does not reach it.
    """
    rows = Admission.objects.select_related("case__person", "case__county", "shelter__office")
    try:
        admission = rows.visible_to(user).get(pk=pk)
    except Admission.DoesNotExist:
        raise OutOfScope(str(pk)) from None
    if permission is not Permission.STAY_VIEW:
        _check_reach(Admission.objects.visible_to(user, permission), pk, permission)
    return admission


def get_exit_for(user, pk: uuid.UUID, permission: Permission) -> ShelterExit:
    """Return how the stay `pk` ended, under the rules of the stay. Raises OutOfScope without an exit."""
    admission = get_admission_for(user, pk, permission)
    exit_ = ShelterExit.objects.filter(admission=admission).select_related("county").first()
    if exit_ is None:
        raise OutOfScope(str(pk))
    exit_.admission = admission
    return exit_


def shelters_to_ask(user) -> ShelterQuerySet:
    """Return the open shelters that `user` may ask for a place."""
    return Shelter.objects.visible_to(user).operating().select_related("office")


def shelters_to_admit(user) -> ShelterQuerySet:
    """Return the open shelters into which `user` may admit."""
    found = Shelter.objects.visible_to(user, Permission.STAY_ADMIT)
    return found.operating().select_related("office")


def _check_reach(rows: QuerySet, pk: uuid.UUID, permission: Permission) -> None:
    if not rows.filter(pk=pk).exists():
        raise PermissionDenied(permission)
