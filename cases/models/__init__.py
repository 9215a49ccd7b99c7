"""The tables of casework."""

from cases.models.case import (
    Case,
    CaseGrant,
    CaseStatusChange,
    NumberSeries,
    TraffickingStatusChange,
)
from cases.models.conflict import ConflictOfInterest
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
from cases.models.protection import AccessReason, EmergencyOpening
from cases.models.reintegration import FollowUpVisit, Reintegration
from cases.models.work import ConsentRecord, Note, PreventionOutcome, ServiceProvision

__all__ = [
    "AccessReason", "Case", "CaseGrant", "CaseStatusChange", "CaseSuspect", "Charge", "ChargeOutcome", "ConflictOfInterest", "ConsentRecord",
    "CourtCase", "CourtCaseVictim", "EmergencyOpening", "FollowUpVisit", "Hearing", "Note", "NumberSeries", "Offence",
    "Person", "PreventionOutcome", "Reintegration", "RouteLeg", "ServiceProvision", "Suspect",
    "TraffickingProfile", "TraffickingStatusChange",
]  # fmt: skip
