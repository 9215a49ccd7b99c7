"""What is written down when somebody leaves."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from shelter.models import Receiver
from tracekenya.places.models import County

# kind of exit -> kinds of the new home that it may mean, the usual one first
HOMES_OF_EXITS = {
    "reunified_family": ("birth_family", "extended_family", "spouse_own_household"),
    "kinship_foster": ("foster_family", "extended_family"),
    "independent_living": ("independent", "spouse_own_household"),
    "repatriated": ("abroad_return",),
    "returned_school": ("school_based",),
}


@dataclass(frozen=True)
class Departure:
    """How a stay ended. `first_follow_up_on`: day of the first visit or call afterwards.

    receiver: who takes over, checked before. reintegration_kind: to what kind of home; "" for the
    usual one of the kind. politeness, lodging, understood_risk: what the person said, 1 to 5.
    """

    kind: str
    left_at: dt.datetime
    county: County | None = None
    released_to: str = ""
    authority_document: str = ""
    safety_plan: str = ""
    first_follow_up_on: dt.date | None = None
    receiver: Receiver | None = None
    reintegration_kind: str = ""
    destination_place: str = ""
    escort: str = ""
    medicine_given: bool | None = None
    package_items: Sequence[str] = ()
    package_kes: int | None = None
    contact_agreed: bool | None = None
    politeness: int | None = None
    lodging: int | None = None
    understood_risk: int | None = None
    open_items_reason: str = ""
    open_items_words: str = ""

    @property
    def home(self) -> str:
        """Return the kind of the new home, "" where nobody goes to one."""
        usual = HOMES_OF_EXITS.get(self.kind, ("",))
        return self.reintegration_kind or usual[0]
