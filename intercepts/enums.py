"""Codes that the rules of intercepts name."""

from enum import StrEnum


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


COUNTED_CLASSES = (FinalClass.EVIDENCE, FinalClass.HIGH_RISK)
