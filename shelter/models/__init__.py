"""Houses, rooms, beds, who stays in them when, and what is written down about the stay."""

from shelter.models.exits import ShelterExit
from shelter.models.house import Bed, Room, Shelter, ShelterQuerySet
from shelter.models.stay import Admission, AdmissionQuerySet, BedAssignment, BedAssignmentQuerySet

__all__ = [
    "Admission",
    "AdmissionQuerySet",
    "Bed",
    "BedAssignment",
    "BedAssignmentQuerySet",
    "Room",
    "Shelter",
    "ShelterExit",
    "ShelterQuerySet",
]
