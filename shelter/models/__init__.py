"""Houses, rooms, beds, who stays in them when, and what is written down about the stay."""

from shelter.models.allegations import Allegation, SealedNote
from shelter.models.clock import DayVisit, ShelterTransfer, StayExtension
from shelter.models.custody import BelongingItem, Signature
from shelter.models.door import OfficerNotice, StayTask, TurnAway
from shelter.models.exits import ShelterExit
from shelter.models.goings import Absence, Visit
from shelter.models.house import Bed, BedOutage, KeepApart, Room, Shelter, ShelterQuerySet
from shelter.models.incidents import Incident, IncidentNotice, IncidentPerson, MissingReport
from shelter.models.medical import Dose, HealthCheck, Medicine
from shelter.models.move_in import MoveIn
from shelter.models.nights import Chore, DailyNote, HandoverRead, RollCall, RollCallAnswer, ShiftLog
from shelter.models.release import CHECKS, ExitDecision, HomeAssessment, Receiver
from shelter.models.stay import Admission, AdmissionQuerySet, BedAssignment, BedAssignmentQuerySet

__all__ = [
    "CHECKS",
    "Absence",
    "Admission",
    "AdmissionQuerySet",
    "Allegation",
    "Bed",
    "BedAssignment",
    "BedAssignmentQuerySet",
    "BedOutage",
    "BelongingItem",
    "Chore",
    "DailyNote",
    "DayVisit",
    "Dose",
    "ExitDecision",
    "HandoverRead",
    "HealthCheck",
    "HomeAssessment",
    "Incident",
    "IncidentNotice",
    "IncidentPerson",
    "KeepApart",
    "Medicine",
    "MissingReport",
    "MoveIn",
    "OfficerNotice",
    "Receiver",
    "RollCall",
    "RollCallAnswer",
    "Room",
    "SealedNote",
    "Shelter",
    "ShelterExit",
    "ShelterQuerySet",
    "ShelterTransfer",
    "ShiftLog",
    "Signature",
    "StayExtension",
    "StayTask",
    "TurnAway",
    "Visit",
]
