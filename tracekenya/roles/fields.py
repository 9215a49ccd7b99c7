"""Which act opens which protected field, and in what way: pages, forms and files show it by this alone.

A field that `class Privacy` calls personal or special and that has no rule here is shown to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason


class Way(StrEnum):
    """How a field reaches the eye of those who hold the act."""

    PAGE = "page"  # on the record's own page and in its form, never in a list
    CLICK = "click"  # in the answer to a click, which leaves a row in the trail
    PROOF = "proof"  # the same, after proving again who it is
    OWN = "own"  # to the person whom it is about, on a page of their own
    NOWHERE = "nowhere"


@dataclass(frozen=True)
class Rule:
    """`acts`: whoever holds one of them may read the field."""

    way: Way
    acts: tuple[Permission, ...] = ()


CLOSED = Rule(Way.NOWHERE)
OWN = Rule(Way.OWN)


def _page(*acts: Permission) -> Rule:
    return Rule(Way.PAGE, acts)


def _click(*acts: Permission) -> Rule:
    return Rule(Way.CLICK, acts)


def _proof(*acts: Permission) -> Rule:
    return Rule(Way.PROOF, acts)


_IDENTITY = _click(Permission.PERSON_REVEAL)
_SUSPECT = _click(Permission.SUSPECT_REVEAL)
_CASE_TEXT = _click(Permission.CASE_NARRATIVE)
_WORK_NOTE = _click(Permission.NOTE_VIEW)
_INTERCEPT = _click(Permission.INTERCEPT_NARRATIVE)
_VERDICT = _click(Permission.INTERCEPT_VET)
_CALL = _click(Permission.INTERCEPT_RESPOND)
_WITNESS = _proof(Permission.WITNESS_VIEW)
_ACCOUNT = _page(Permission.USER_MANAGE, Permission.USER_APPROVE)
_CONTACT = _page(Permission.DIRECTORY_VIEW)
_CREW = _page(Permission.CREW_VIEW)
_COURT = _page(Permission.COURT_REFERENCE)
_REVIEW = _page(Permission.BREAK_GLASS_REVIEW)
_HOUSE = _page(Permission.HOUSE_READ)
_VISITOR = _page(Permission.VISITOR_VIEW)
_BELONGING = _page(Permission.BELONGING_VIEW)
_MEDICAL = _proof(Permission.MEDICAL_VIEW)
_FINDINGS = _proof(Permission.MEDICAL_FINDINGS)
_MEDICINE = _page(Permission.MEDICINE_LIST, Permission.MEDICINE_GIVE)
_INCIDENT = _click(Permission.INCIDENT_NARRATIVE)
_MISSING = _click(Permission.MISSING_DETAIL)
_ALLEGATION = _proof(Permission.ALLEGATION_HANDLE)
_SEALED_NOTE = _proof(Permission.SEALED_NOTE_READ)
_HOME = _proof(Permission.HOME_ASSESS)
_RELEASE = _click(Permission.RELEASE_CHECK, Permission.RELEASE_SECOND)
_APART = _page(Permission.KEEP_APART_EDIT)

RULES: Mapping[str, Mapping[str, Rule]] = {
    "accounts.user": {
        "email": _ACCOUNT, "full_name": _ACCOUNT, "password": CLOSED, "invitation_key": CLOSED,
    },
    "accounts.triedproof": dict.fromkeys(("account", "network", "device"), CLOSED),
    "accounts.opensession": {"network": OWN, "session_key": CLOSED},
    "directory.contact": {"names": _CONTACT, "phone": _CONTACT},
    "directory.crewmember": {"names": _CREW, "phone": _CREW, "name_tokens": CLOSED},
    "cases.person": {
        **dict.fromkeys(
            ("names", "aliases", "phone", "safe_to_call", "document_kind", "document_number", "address",
             "birth_date", "stated_age", "stated_age_on", "language"), _IDENTITY,
        ),
        **dict.fromkeys(
            ("reckoned_birth", "name_tokens", "sound_tokens", "phone_tokens", "document_tokens"), CLOSED
        ),
    },
    "cases.case": {"summary": _CASE_TEXT, "closing_note": _CASE_TEXT},
    "cases.note": {
        "text": _click(
            Permission.NOTE_VIEW, Permission.COUNSELLING_VIEW, Permission.COUNSELLING_VIEW_SHARED
        )
    },
    "cases.serviceprovision": {"note": _WORK_NOTE},
    "cases.preventionoutcome": {"evidence": _WORK_NOTE},
    "cases.followupvisit": {"note": _WORK_NOTE},
    "cases.reintegration": {"family_contact": _IDENTITY},
    "cases.suspect": {
        **dict.fromkeys(("names", "phone", "document_number", "birth_year"), _SUSPECT),
        **dict.fromkeys(("name_tokens", "sound_tokens", "phone_tokens"), CLOSED),
    },
    "cases.courtcase": {"court_number": _COURT, "ob_number": _COURT},
    "cases.courtcasevictim": {"role": _WITNESS, "witness_note": _WITNESS},
    "cases.accessreason": {"text": _click(Permission.REASON_VIEW)},
    "cases.emergencyopening": {"reason": _REVIEW, "review_words": _REVIEW},
    "shelter.shelter": {"address": _proof(Permission.SHELTER_ADDRESS)},
    "shelter.admission": {
        "urgent_needs": _MEDICAL, "dietary": _page(Permission.HOUSE_READ, Permission.MEDICAL_VIEW),
        "house_name": _click(Permission.PERSON_REVEAL, Permission.TONIGHT_PRINT),
        **dict.fromkeys(("may_tell", "may_tell_safe_to_call"), _IDENTITY),
    },
    "shelter.shelterexit": {
        "released_to": _IDENTITY, "authority_document": _IDENTITY, "safety_plan": _click(Permission.SAFETY_PLAN_VIEW),
        **dict.fromkeys(("destination_place", "escort", "open_items_words"), _IDENTITY),
        "medicine_given": _MEDICAL,
    },
    "shelter.keepapart": dict.fromkeys(("suspect", "other", "reason", "until_on"), _APART),
    "shelter.officernotice": dict.fromkeys(
        ("officer", "reference"), _page(Permission.COURT_REFERENCE, Permission.RELEASE_CHECK)
    ),
    "shelter.staytask": {"words": _click(Permission.NOTE_VIEW, Permission.HOME_ASSESS)},
    "shelter.stayextension": {"words": _click(Permission.NOTE_VIEW, Permission.HOME_ASSESS)},
    "shelter.homeassessment": dict.fromkeys(
        ("assessed_on", "pressure", "would_send_again", "feels_safe", "wants_to_go", "sexual_abuse",
         "physical_abuse", "emotional_abuse", "guardian_substance", "economy", "suicidal_thoughts",
         "guardians_sold", "suspect_at_home", "words", "stops"), _HOME,
    ),
    "shelter.receiver": dict.fromkeys(
        ("names", "phone", "id_number", "authority_reference", "is_not_the_suspect"), _RELEASE
    ),
    "shelter.exitdecision": {
        "director_words": _click(Permission.HOME_ASSESS),
        "officer_names": _RELEASE, "officer_reference": _RELEASE,
    },
    "shelter.belongingitem": dict.fromkeys(("description", "amount", "out_words"), _BELONGING),
    "shelter.signature": {"strokes": _page(Permission.BELONGING_VIEW, Permission.STAY_PRINT)},
    "shelter.healthcheck": {
        **dict.fromkeys(
            ("chronic", "vaccination", "suicide_risk", "seeing", "hearing", "walking", "remembering",
             "self_care", "communicating"), _MEDICAL,
        ),
        **dict.fromkeys(
            ("facility", "clinician", "consent", "complaints", "injuries", "body_parts", "pregnancy_test",
             "assault_at", "post_rape_care", "pep_started_at"), _FINDINGS,
        ),
        "hiv_note": _proof(Permission.HIV_VIEW),
    },
    "shelter.medicine": dict.fromkeys(("medicine", "dose", "times", "prescriber"), _MEDICINE),
    "shelter.dose": dict.fromkeys(("due_at", "given_at", "outcome", "words"), _MEDICINE),
    "shelter.shiftlog": {"calls": _HOUSE, "handover": _HOUSE},
    "shelter.rollcall": {"differs_words": _HOUSE},
    "shelter.dailynote": {"mood": _HOUSE, "words": _HOUSE},
    "shelter.absence": {"escort": _HOUSE, "with_whom": _HOUSE},
    "shelter.visit": {
        **dict.fromkeys(("names", "phone", "id_number", "matched"), _VISITOR),
        **dict.fromkeys(("name_tokens", "phone_tokens", "document_tokens"), CLOSED),
    },
    "shelter.incident": dict.fromkeys(("what", "first_action", "witnesses"), _INCIDENT),
    "shelter.missingreport": {
        "description": _MISSING, "vital_interest": _MISSING,
        **dict.fromkeys(("ob_number", "contact_words"), _click(Permission.PERSON_REVEAL, Permission.MISSING_DETAIL)),
    },
    "shelter.allegation": dict.fromkeys(
        ("recorded_at", "recorded_by", "shelter", "accused", "accused_words", "about_case", "happened_on",
         "what", "state", "suspended_until", "closing", "closed_at", "closed_by"), _ALLEGATION,
    ),
    "shelter.sealednote": dict.fromkeys(
        ("recorded_at", "recorded_by", "allegation", "to_chair", "text", "sent_at", "opened_at"), _SEALED_NOTE
    ),
    "intercepts.intercept": {"narrative": _INTERCEPT, "vehicle_plate": _INTERCEPT},
    "intercepts.interceptedperson": {"child_view": _INTERCEPT},
    "intercepts.fieldsubmission": {"sealed": _click(Permission.QUARANTINE_MEND)},
    "intercepts.fieldkey": {"secret": CLOSED},
    "intercepts.photoupload": {"sealed": CLOSED},
    "intercepts.vehicle": {
        "plate": _page(Permission.PROGRAMME_REGISTER_EDIT), "plate_token": CLOSED,
    },
    "intercepts.platemark": {"token": CLOSED},
    "intercepts.tip": {"crew_member": _CREW, "words": _INTERCEPT},
    "intercepts.interceptfollowup": {"note": _INTERCEPT},
    "intercepts.vettingverdict": {"reason": _VERDICT, "call_facts": _VERDICT},
    "intercepts.callback": {"words": _CALL},
    "referrals.referral": {"message": _click(Permission.REFERRAL_MESSAGE)},
    "programmes.boardmember": {"names": _page(Permission.BOARD_REGISTER_EDIT)},
    "programmes.trustfundgrant": {"business": _page(Permission.GRANT_BUSINESS)},
    "programmes.staffpost": {"holder": _page(Permission.INSTITUTION_REGISTER_EDIT)},
}  # fmt: skip


def is_protected(model: Any, name: str) -> bool:
    """Return whether `class Privacy` calls the field personal or special."""
    privacy = getattr(model, "Privacy", None)
    return any(name in getattr(privacy, word, ()) for word in ("personal", "special"))


def rule_of(model: Any, name: str) -> Rule:
    """Return the rule of a protected field; without one, the rule that shows it to nobody."""
    return RULES.get(model._meta.label_lower, {}).get(name, CLOSED)


def may_read(user: Any, model: Any, name: str) -> bool:
    """Return whether the role of `user` may read the field at all, in whatever way."""
    return not is_protected(model, name) or any(map(user.can, rule_of(model, name).acts))


def is_on_page(user: Any, model: Any, name: str) -> bool:
    """Return whether the page of a record shows the field to `user` (None: to nobody in particular)."""
    if not is_protected(model, name):
        return True
    if user is None or rule_of(model, name).way is not Way.PAGE:
        return False
    return may_read(user, model, name)


def is_in_form(user: Any, model: Any, name: str) -> bool:
    """Return whether a form on a saved record shows the field, with what it holds, to `user`.

    What asks for a reason or a proof is opened by itself, never by a form.
    """
    if not is_protected(model, name):
        return True
    rule = rule_of(model, name)
    if rule.way not in (Way.PAGE, Way.CLICK):
        return False
    return any(user.can(act) and not asks_reason(user.role, act) for act in rule.acts)
