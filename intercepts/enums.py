"""Codes that the rules of intercepts name."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Band(StrEnum):
    NO_CONCERN = "no_concern"
    AT_RISK = "at_risk"
    HIGH_RISK = "high_risk"
    EVIDENCE = "evidence_of_trafficking"


class FinalClass(StrEnum):
    EVIDENCE = "evidence_of_trafficking"
    HIGH_RISK = "high_risk"
    AT_RISK = "at_risk"
    NOT_INTERCEPT = "not_intercept"


class ClassWay(TextChoices):
    """How the final class came about; empty where it was set before there was vetting."""

    AGREED = "agreed", _("Two vetters agreed")
    THIRD = "third", _("A third vetter decided")
    OVERRIDE = "override", _("A programme manager decided")


class Turn(TextChoices):
    FIRST = "first", _("First vetter")
    SECOND = "second", _("Second vetter")
    THIRD = "third", _("Third vetter")
    OVERRIDE = "override", _("Programme manager")


class AlertCause(TextChoices):
    EVIDENCE = "evidence", _("Evidence of trafficking")
    CHILD = "child", _("Child")
    EVIDENCE_CHILD = "evidence_child", _("Child, evidence of trafficking")


class CallState(TextChoices):
    OPEN = "open", _("To call")
    DONE = "done", _("Done")
    NOT_REACHED = "not_reached", _("Not reached")


AGAIN = "again"  # beside the states: the call is tried once more


class Answer(TextChoices):
    """How a question of the screening form is answered."""

    TICK = "tick", _("A box to tick")
    YES_NO = "yes_no", _("Yes, no or not known")
    ONE_OF = "one_of", _("One of several answers")
    OPTION = "option", _("One of the answers to another question")


class Said(TextChoices):
    """What may be said to a question that is asked; `NO` to one of several: none of these."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_KNOWN = "unknown", _("Not known")


class CountsAs(TextChoices):
    """To which of the two scores the points of a section go."""

    CONTROL = "control", _("control by somebody")
    VULNERABILITY = "vulnerability", _("vulnerability")


class InterceptType(StrEnum):
    CHILD_TRAFFICKING = "child_trafficking"
    ADULT_TRAFFICKING = "adult_trafficking"
    UNSAFE_LABOUR_MIGRATION = "unsafe_labour_migration"
    SMUGGLING = "smuggling"
    RUNAWAY_CHILD = "runaway_child"
    CHILD_MARRIAGE = "child_marriage"
    GBV_IN_TRANSIT = "gbv_in_transit"
    OTHER = "other"


class MetAgain(TextChoices):
    """What of a new record matches our register."""

    VEHICLE = "vehicle", _("Number plate")
    PHONE = "phone", _("Phone")
    AGENT = "agent", _("Recruiter or agent")
    SUSPECT = "suspect", _("Person suspected")


class Destination(TextChoices):
    """Countries to which people are taken or travel from Kenya; the first ones are the usual ones."""

    SAUDI_ARABIA = "SA", _("Saudi Arabia")
    QATAR = "QA", _("Qatar")
    EMIRATES = "AE", _("United Arab Emirates")
    OMAN = "OM", _("Oman")
    KUWAIT = "KW", _("Kuwait")
    JORDAN = "JO", _("Jordan")
    LEBANON = "LB", _("Lebanon")
    IRAQ = "IQ", _("Iraq")
    TANZANIA = "TZ", _("Tanzania")
    UGANDA = "UG", _("Uganda")
    SOMALIA = "SO", _("Somalia")
    ETHIOPIA = "ET", _("Ethiopia")
    SOUTH_SUDAN = "SS", _("South Sudan")
    SOUTH_AFRICA = "ZA", _("South Africa")
    LIBYA = "LY", _("Libya")
    OTHER = "XX", _("Another country")


class Nationality(TextChoices):
    """Of whom we meet: ISO 3166 letters, neighbours first. `XX` stands for any other."""

    KENYA = "KE", _("Kenya")
    TANZANIA = "TZ", _("Tanzania")
    UGANDA = "UG", _("Uganda")
    ETHIOPIA = "ET", _("Ethiopia")
    SOMALIA = "SO", _("Somalia")
    SOUTH_SUDAN = "SS", _("South Sudan")
    RWANDA = "RW", _("Rwanda")
    BURUNDI = "BI", _("Burundi")
    CONGO = "CD", _("DR Congo")
    ERITREA = "ER", _("Eritrea")
    SUDAN = "SD", _("Sudan")
    MALAWI = "MW", _("Malawi")
    MOZAMBIQUE = "MZ", _("Mozambique")
    ZAMBIA = "ZM", _("Zambia")
    NIGERIA = "NG", _("Nigeria")
    INDIA = "IN", _("India")
    NEPAL = "NP", _("Nepal")
    PAKISTAN = "PK", _("Pakistan")
    BANGLADESH = "BD", _("Bangladesh")
    OTHER = "XX", _("Another country")


COUNTED_CLASSES = (FinalClass.EVIDENCE, FinalClass.HIGH_RISK)
# From harmless to grave; a final class below the band needs a reason.
GRAVITY: dict[str, int] = {
    Band.NO_CONCERN: 0,
    FinalClass.NOT_INTERCEPT: 0,
    Band.AT_RISK: 1,
    Band.HIGH_RISK: 2,
    Band.EVIDENCE: 3,
}
FOR_CHILDREN = (
    InterceptType.CHILD_TRAFFICKING,
    InterceptType.RUNAWAY_CHILD,
    InterceptType.CHILD_MARRIAGE,
)
FOR_ADULTS = (InterceptType.ADULT_TRAFFICKING,)
OUTCOMES_OF_ADULTS = ("travel_stopped_voluntary", "refused_help")


class RecordKind(TextChoices):
    """What a phone sends."""

    TALLY = "tally", _("People counted")
    INTERCEPT = "intercept", _("Intercept")
    FOLLOW_UP = "follow_up", _("Follow-up")
    CHECK_IN = "check_in", _("Check-in")
    COMMUNITY_REPORT = "community_report", _("Community report")
    VISIT = "visit", _("Visit")
    PHOTO = "photo", _("Photograph")


class SignOfLife(TextChoices):
    """What a monitor who works alone says."""

    WELL = "well", _("All is well")
    HELP = "help", _("I need help")
    END = "end", _("I stop now")


class FollowUpWay(TextChoices):
    CALL = "call", _("By phone")
    MET = "met", _("We met")
    MESSAGE = "message", _("By message")


class SafeNow(TextChoices):
    YES = "yes", _("Safe")
    NO = "no", _("Not safe")
    NOT_KNOWN = "not_known", _("Not known")


class VisitAbout(TextChoices):
    REINTEGRATION = "reintegration", _("After going home")
    BUSINESS = "business", _("The business of the trust fund")


class SubmissionState(TextChoices):
    TAKEN = "taken", _("Taken")
    QUARANTINED = "quarantined", _("Waits for the office")
    CONFLICT = "conflict", _("Came with other content")
    DISCARDED = "discarded", _("Discarded")


class PhotoRemoval(TextChoices):
    """Why a photograph of an intercept was taken away."""

    SHOWS_SOMEBODY = "shows_somebody", _("It shows a person")
    WRONG_RECORD = "wrong_record", _("It belongs to another record")
    NOT_NEEDED = "not_needed", _("It is not needed any more")
    UNREADABLE = "unreadable", _("Nothing can be seen on it")
    ASKED = "asked", _("Somebody concerned asked for it")


class DiscardReason(TextChoices):
    TRIAL = "trial", _("It was a trial")
    TWICE = "twice", _("It was recorded twice")
    EMPTY = "empty", _("Nothing in it can be used")
    UNREADABLE = "unreadable", _("It cannot be opened")
    NOT_OURS = "not_ours", _("It did not come from the monitor")
    BY_HAND = "by_hand", _("We entered it by hand")
    ERASED = "erased", _("The people met were erased")  # given by the erasing alone


class PhoneState(TextChoices):
    NEW = "new", _("Not enrolled yet")
    IN_USE = "in_use", _("In use")
    ENDED = "ended", _("Enrolment has ended")
    REVOKED = "revoked", _("Revoked")


class AgeBand(TextChoices):
    """How old somebody looks or says to be, where no age in years was asked."""

    TO_12 = "0_12", _("0-12 years")
    FROM_13 = "13_15", _("13-15 years")
    FROM_16 = "16_17", _("16-17 years")
    FROM_18 = "18_24", _("18-24 years")
    FROM_25 = "25_34", _("25-34 years")
    FROM_35 = "35_up", _("35 years and more")
    CHILD = "child", _("Child, age not known")
    ADULT = "adult", _("Adult, age not known")
    UNKNOWN = "unknown", _("Not known")


ADULT_BANDS = (AgeBand.FROM_18, AgeBand.FROM_25, AgeBand.FROM_35, AgeBand.ADULT)


class Consent(TextChoices):
    """What the person answered to the text read aloud."""

    YES = "yes", _("Agreed")
    NO = "no", _("Did not agree")
    UNABLE = "unable", _("Could not answer")


class TalkedApart(TextChoices):
    YES = "yes", _("Yes, the two could talk apart")
    NO = "no", _("No, others could hear")


class GuardianCheck(TextChoices):
    """Whether a parent or guardian of a child was there, and checked by the monitor."""

    YES = "yes", _("Yes, and we checked")
    NO = "no", _("No")
    UNSURE = "unsure", _("Not sure")


def country_name(code: str) -> str:
    """Return the name of a country in the reader's language; its two letters where no list has it."""
    for known in (Destination, Nationality):
        if code in known.values:
            return str(known(code).label)
    return code
