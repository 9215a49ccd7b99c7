"""Codes that the rules of casework name; labels live in the vocabularies."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseStatus(StrEnum):
    INTAKE = "intake"
    ASSESSMENT = "assessment"
    ACTIVE = "active"
    ON_HOLD = "on_hold"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    CLOSED_REFERRED = "closed_referred"
    NOT_ACCEPTED = "not_accepted"
    MERGED = "merged"


class StatusReason(StrEnum):
    CONTACT_LOST = "contact_lost"
    PERSON_ASKED_TO_WAIT = "person_asked_to_wait"
    WAITING_FOR_DECISION = "waiting_for_decision"
    OUTSIDE_MANDATE = "outside_mandate"
    HELPED_ELSEWHERE = "helped_elsewhere"
    ENTERED_BY_MISTAKE = "entered_by_mistake"
    PERSON_RETURNED = "person_returned"
    NEW_INFORMATION = "new_information"
    CLOSED_BY_MISTAKE = "closed_by_mistake"


class CaseType(StrEnum):
    TRAFFICKING = "trafficking"
    CHILD_VIOLENCE = "child_violence"
    GBV = "gbv"
    UNSAFE_MIGRATION = "unsafe_migration"
    LABOUR_EXPLOITATION = "labour_exploitation"
    SMUGGLING = "smuggling"
    ONLINE_EXPLOITATION = "online_exploitation"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    INTERSEX = "intersex"
    UNKNOWN = "unknown"


class Majority(StrEnum):
    CHILD = "child"
    ADULT = "adult"


class ServiceStatus(StrEnum):
    PLANNED = "planned"
    DELIVERED = "delivered"


class ConsentStatus(StrEnum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PreventionKind(StrEnum):
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"
    MIGRATION = "migration"


class CourtStage(StrEnum):
    REPORTED = "reported"
    INVESTIGATION = "investigation"
    FILE_WITH_ODPP = "file_with_odpp"
    CHARGE_APPROVED = "charge_approved"
    PLEA = "plea"
    CONCLUDED = "concluded"


class ChargeResult(StrEnum):
    PENDING = "pending"
    CONVICTED = "convicted"
    CONVICTED_LESSER = "convicted_lesser"
    PLEA_AGREEMENT = "plea_agreement"
    OVERTURNED = "overturned"


class NoteKind(StrEnum):
    CASE_NOTE = "case_note"
    COUNSELLING = "counselling"


CLOSED_STATUSES = frozenset(
    {CaseStatus.CLOSED, CaseStatus.CLOSED_REFERRED, CaseStatus.NOT_ACCEPTED, CaseStatus.MERGED}
)
NOT_COUNTED_STATUSES = frozenset({CaseStatus.NOT_ACCEPTED, CaseStatus.MERGED})
CONVICTIONS = frozenset(
    {ChargeResult.CONVICTED, ChargeResult.CONVICTED_LESSER, ChargeResult.PLEA_AGREEMENT}
)
NEEDS_PLEA = CONVICTIONS | {"acquitted"}
VICTIM_STATUSES = ("potential_victim", "presumed_victim", "identified_victim")


class ReasonKind(TextChoices):
    """Why somebody opens what needs a reason; the trail keeps the code."""

    CARE = "care", _("To care for the person today")
    SAFETY = "safety", _("Somebody may be in danger")
    SUPERVISION = "supervision", _("To oversee or check the work")
    COURT = "court", _("For court, police or a lawful order")
    JOURNEY = "journey", _("To bring a person somewhere")
    REQUEST = "request", _("The person asked for it")


class EmergencyKind(TextChoices):
    """Why somebody opens a case that they cannot reach otherwise."""

    LIFE = "life", _("Danger to life")
    MEDICAL = "medical", _("Medical emergency")
    MISSING = "missing", _("The person is missing")
    LAW = "law", _("Lawful order that cannot wait")
    ABSENT = "absent", _("Nobody who holds the case can be reached")


# What the words of an opening may be about: what needs a reason, and emergencies.
REASONS_AND_EMERGENCIES = [*ReasonKind.choices, *EmergencyKind.choices]


class Verdict(TextChoices):
    """What the review of an emergency opening found."""

    JUSTIFIED = "justified", _("Justified")
    NOT_JUSTIFIED = "not_justified", _("Not justified")
