"""Who must be told of an incident, and by when; pure: facts and a moment in, duties out."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

MANAGER_HOURS = 24  # the manager hears of a serious incident within these hours
SERIOUS, CRITICAL = "serious", "critical"
OFFICIALS = ("police", "children_officer")


@dataclass(frozen=True)
class Duty:
    """One of `parties` must be told by `until`; it is late at that second."""

    parties: tuple[str, ...]
    until: dt.datetime

    def is_late(self, now: dt.datetime) -> bool:
        return now >= self.until


def duties_of(severity: str, happened_at: dt.datetime, told: Collection[str]) -> list[Duty]:
    """Return who must be told still; of a critical incident at once."""
    if severity == SERIOUS:
        asked = [Duty(("manager",), happened_at + dt.timedelta(hours=MANAGER_HOURS))]
    elif severity == CRITICAL:
        asked = [Duty(each, happened_at) for each in (("manager",), ("director",), OFFICIALS)]
    else:
        asked = []
    return [duty for duty in asked if not set(duty.parties) & set(told)]
