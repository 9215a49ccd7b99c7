"""Codes that the rules of the shelter name."""

from enum import StrEnum


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


IN_HOUSE = (StayStatus.ADMITTED, StayStatus.ON_LEAVE)
NEVER_CAME = (StayStatus.REQUESTED, StayStatus.DECLINED)
