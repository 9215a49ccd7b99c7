"""From the signs seen on a person to points and a band: pure rules, the same as on the phone.

Only the threshold of 10 comes from the Kenya form for transit monitoring; the others, the caps and the
triggers are our own and are calibrated after the first hundred intercepts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from intercepts.enums import Band

VULNERABILITY, EVASION, CONTROL = "vulnerability", "evasion", "control"
VULNERABILITY_CAP = 12  # points
EVASION_CAP = 10
EVIDENCE_FROM = 10  # points of control
HIGH_RISK_CONTROL_FROM = 4
HIGH_RISK_FROM = 8  # points of vulnerability and evasion
CHILD_HIGH_RISK_FROM = 4
AT_RISK_FROM = 3
CHILD_ALONE = "v_minor_alone"


class Sign(Protocol):
    """A question of the form that was answered with yes."""

    code: str
    section: str
    weight: int
    is_trigger: bool


@dataclass(frozen=True)
class Score:
    """Points of control (no cap), points of vulnerability and evasion (0-22), and the band."""

    control: int
    vulnerability: int
    band: Band


def score(signs: Iterable[Sign], *, presumed_child: bool) -> Score:
    """Return the score of one person; a question without an answer counts 0."""
    seen = list(signs)
    control = _points(seen, CONTROL)
    vulnerability = min(VULNERABILITY_CAP, _points(seen, VULNERABILITY)) + min(
        EVASION_CAP, _points(seen, EVASION)
    )
    band = _band(
        control,
        vulnerability,
        is_child=presumed_child,
        has_trigger=any(sign.is_trigger for sign in seen),
        is_alone=any(sign.code == CHILD_ALONE for sign in seen),
    )
    return Score(control, vulnerability, band)


def _points(signs: list[Sign], section: str) -> int:
    return sum(sign.weight for sign in signs if sign.section == section)


def _band(
    control: int, vulnerability: int, *, is_child: bool, has_trigger: bool, is_alone: bool
) -> Band:
    if control >= EVIDENCE_FROM or has_trigger:
        return Band.EVIDENCE
    if control >= HIGH_RISK_CONTROL_FROM or vulnerability >= HIGH_RISK_FROM:
        return Band.HIGH_RISK
    if is_child and (control > 0 or is_alone or vulnerability >= CHILD_HIGH_RISK_FROM):
        return Band.HIGH_RISK
    if control > 0 or vulnerability >= AT_RISK_FROM or is_child:
        return Band.AT_RISK
    return Band.NO_CONCERN
