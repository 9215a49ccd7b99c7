"""Codes that rules of the work and measures name: they may be called otherwise, never retired."""

import json
from functools import cache
from pathlib import Path

from tracekenya.lib import vocabularies

SOURCE = Path(__file__).parent / "data" / "rule_codes.json"

# Lists whose every code has its own step, rule or column: nothing is added to them either.
CLOSED = frozenset({
    "sex", "majority", "age_band", "dob_precision", "nationality_group", "disability_answer",
    "disability_level", "risk_level", "case_status", "trafficking_status", "trafficking_stage",
    "service_status", "consent_status", "legal_basis", "referral_status", "referral_kind",
    "court_stage", "charge_outcome", "court_role", "admission_status", "bed_status", "bed_use",
    "room_kind", "resident_role", "legal_authority", "intercept_type", "intercept_classification",
    "screening_band", "vetting_verdict", "note_kind", "prevention_kind", "prevention_basis",
    "followup_milestone", "case_link", "policy_status", "project_status", "place_kind",
    "office_status", "status_reason", "stay_task", "task_status", "tell_answer", "yes_no_unsure",
    "home_alarm", "verdict", "roll_state", "shift", "signature_mode", "missing_outcome",
    "allegation_state", "abuse_answer", "visit_outcome", "dose_outcome",
})  # fmt: skip


def is_closed(vocabulary: str) -> bool:
    """Return whether no term may be added to the list."""
    return vocabulary in CLOSED


def is_named(vocabulary: str, code: str) -> bool:
    """Return whether a rule names the code, so that it cannot be retired."""
    if vocabulary in CLOSED:
        return code in vocabularies.from_file()[vocabulary]
    return code in named().get(vocabulary, ())


@cache
def named() -> dict[str, list[str]]:
    """Return list -> codes as `manage.py rule_codes --write` last found them in the source."""
    return json.loads(SOURCE.read_text())
