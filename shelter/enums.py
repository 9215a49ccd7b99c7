"""Codes that the rules of the shelter name."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StayStatus(StrEnum):
    REQUESTED = "requested"
    ADMITTED = "admitted"
    ON_LEAVE = "on_leave"
    ABSCONDED = "absconded"
    EXITED = "exited"
    DECLINED = "declined"


class BedUse(StrEnum):
    HOLD = "hold"
    STAY = "stay"


class BedStatus(StrEnum):
    USABLE = "usable"
    OUT_OF_USE = "out_of_use"


class BedState(TextChoices):
    """What a bed is at one moment; derived, never stored."""

    FREE = "free", _("Free")
    HELD = "held", _("Held")
    OCCUPIED = "occupied", _("Occupied")
    OUT_OF_USE = "out_of_use", _("Out of use")


class RoomKind(StrEnum):
    FEMALE = "female"
    MALE = "male"
    GIRLS = "girls"
    BOYS = "boys"
    MOTHER_CHILD = "mother_child"
    ISOLATION = "isolation"
    ACCESSIBLE = "accessible"


class ResidentRole(StrEnum):
    RESIDENT = "resident"
    DEPENDANT = "dependant"


class LegalAuthority(StrEnum):
    SELF = "self"
    PENDING = "pending"


class ExitKind(StrEnum):
    REUNIFIED_FAMILY = "reunified_family"
    KINSHIP_FOSTER = "kinship_foster"
    RETURNED_SCHOOL = "returned_school"
    VOLUNTARY = "voluntary_exit"
    ABSCONDED = "absconded"
    HOSPITAL = "hospital"
    DECEASED = "deceased"


IN_HOUSE = (StayStatus.ADMITTED, StayStatus.ON_LEAVE)
NEVER_CAME = (StayStatus.REQUESTED, StayStatus.DECLINED)
# A child leaves on somebody's authority, except where nobody let the child go.
EXITS_NOBODY_DECIDED = (ExitKind.ABSCONDED, ExitKind.HOSPITAL, ExitKind.DECEASED)
EXITS_TO_SOMEBODY = (ExitKind.REUNIFIED_FAMILY, ExitKind.KINSHIP_FOSTER, ExitKind.RETURNED_SCHOOL)
