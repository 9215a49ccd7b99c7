"""The tables of casework."""

from cases.models.case import (
    Case,
    CaseGrant,
    CaseStatusChange,
    NumberSeries,
    TraffickingStatusChange,
)
from cases.models.court import (
    CaseSuspect,
    Charge,
    ChargeOutcome,
    CourtCase,
    CourtCaseVictim,
    Hearing,
    Offence,
    Suspect,
)
from cases.models.person import Person
from cases.models.profile import RouteLeg, TraffickingProfile
from cases.models.reintegration import FollowUpVisit, Reintegration
from cases.models.work import ConsentRecord, Note, PreventionOutcome, ServiceProvision

__all__ = [
    "Case", "CaseGrant", "CaseStatusChange", "CaseSuspect", "Charge", "ChargeOutcome", "ConsentRecord",
    "CourtCase", "CourtCaseVictim", "FollowUpVisit", "Hearing", "Note", "NumberSeries", "Offence",
    "Person", "PreventionOutcome", "Reintegration", "RouteLeg", "ServiceProvision", "Suspect",
    "TraffickingProfile", "TraffickingStatusChange",
]  # fmt: skip
