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


class TaskKind(StrEnum):
    """What must be done for a resident; the hours of each stand in the settings."""

    HEALTH = "health"
    SAFETY = "safety"
    CONSENT = "consent"
    RULES = "rules"
    BELONGINGS = "belongings"
    OFFICER = "officer"
    TRACING = "tracing"
    EDUCATION = "education"
    CARE_PLAN = "care_plan"


class TaskStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    MISSING_INFO = "missing_info"
    DONE = "done"
    CANNOT = "cannot"


class EmptyReason(TextChoices):
    """Why a sealed text was emptied; the trail keeps it."""

    WRONG_PERSON = "wrong_person", _("It was about somebody else")
    NOT_TRUE = "not_true", _("It was not true")
    ASKED = "asked", _("The person asked for it")
    TOO_MUCH = "too_much", _("It said more than we need")


class TellAnswer(StrEnum):
    """Answers to: whom may we tell if you leave?"""

    NAMED = "named"
    NOBODY = "nobody"
    NOT_ASKED = "not_asked"
    NO_ANSWER = "no_answer"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NOT_ASKED = "not_asked"


class HomeAlarm(StrEnum):
    """What stops a child's exit to family, kin, school or spouse."""

    SEXUAL_ABUSE = "sexual_abuse"
    GUARDIANS_SOLD = "guardians_sold"
    SUSPECT_IN_HOUSE = "suspect_in_house"
    SUICIDAL = "suicidal"
    UNWILLING = "unwilling"


class Verdict(StrEnum):
    """An answer to what another asked for."""

    GRANTED = "granted"
    REFUSED = "refused"


class ItemStatus(StrEnum):
    HELD = "held"
    WITH_RESIDENT = "with_resident"
    EVIDENCE_POLICE = "evidence_police"
    RETURNED = "returned"
    DISPOSED = "disposed"
    LOST = "lost"


class RollState(StrEnum):
    PRESENT = "present"
    OUT = "out"
    ON_LEAVE = "on_leave"
    MISSING = "missing"
    UNEXPLAINED = "unexplained"


class DoseOutcome(StrEnum):
    GIVEN = "given"
    DECLINED = "declined"
    NOT_THERE = "not_there"
    OUT_OF_STOCK = "out_of_stock"
    PUT_OFF = "put_off"


class MissingOutcome(StrEnum):
    CAME_BACK = "came_back"
    FOUND_SAFE = "found_safe"
    FOUND_HARMED = "found_harmed"
    NOT_RETURNED = "not_returned"


class AllegationState(StrEnum):
    REPORTED = "reported"
    INVESTIGATED = "investigated"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"
    CANNOT_TELL = "cannot_tell"


IN_HOUSE = (StayStatus.ADMITTED, StayStatus.ON_LEAVE)
NEVER_CAME = (StayStatus.REQUESTED, StayStatus.DECLINED)
# A child leaves on somebody's authority, except where nobody let the child go.
EXITS_NOBODY_DECIDED = (ExitKind.ABSCONDED, ExitKind.HOSPITAL, ExitKind.DECEASED)
EXITS_TO_SOMEBODY = (ExitKind.REUNIFIED_FAMILY, ExitKind.KINSHIP_FOSTER, ExitKind.RETURNED_SCHOOL)
