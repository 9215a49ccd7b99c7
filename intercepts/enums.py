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


class InterceptType(StrEnum):
    CHILD_TRAFFICKING = "child_trafficking"
    ADULT_TRAFFICKING = "adult_trafficking"
    UNSAFE_LABOUR_MIGRATION = "unsafe_labour_migration"
    SMUGGLING = "smuggling"
    RUNAWAY_CHILD = "runaway_child"
    CHILD_MARRIAGE = "child_marriage"
    GBV_IN_TRANSIT = "gbv_in_transit"
    OTHER = "other"


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
