"""Codes that the rules of casework name; labels live in the vocabularies."""

from enum import StrEnum


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
