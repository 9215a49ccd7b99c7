"""From the signs seen on a person to points and a band: pure rules, the same as on the phone.

The numbers belong to the version of the screening form that was used. Of those that a first version
starts from, only the 10 of evidence comes from the Kenya form for transit monitoring; the others, the caps
and the triggers are our own and are calibrated after the first hundred intercepts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from intercepts.enums import Band, CountsAs

CHILD_ALONE = "v_minor_alone"
NUMBERS = (
    "evidence_from", "high_risk_control_from", "high_risk_from", "child_high_risk_from", "at_risk_from",
)  # fmt: skip


class Sign(Protocol):
    """A question of the form that was answered with yes."""

    code: str
    section: str
    weight: int
    is_trigger: bool


@dataclass(frozen=True)
class SectionRule:
    """To which of the two scores the points of a section go, and how many of them at most."""

    code: str
    counts_as: str
    cap: int | None = None


@dataclass(frozen=True)
class Rules:
    """Sections and numbers of one version of the form. A first version starts from these numbers."""

    sections: tuple[SectionRule, ...] = ()
    evidence_from: int = 10  # points of control, as the next
    high_risk_control_from: int = 4
    high_risk_from: int = 8  # points of vulnerability, as all that follow
    child_high_risk_from: int = 4
    at_risk_from: int = 3


@dataclass(frozen=True)
class Score:
    """Points of control, points of vulnerability, and the band."""

    control: int
    vulnerability: int
    band: Band


def rules_of(version: Any) -> Rules:
    """Return the rules of a version of the form or of a draft; of None, those without a section."""
    if version is None:
        return Rules()
    sections = tuple(
        SectionRule(row.code, row.counts_as, row.cap) for row in version.sections.all()
    )
    return Rules(sections, **{name: getattr(version, name) for name in NUMBERS})


def score(signs: Iterable[Sign], *, presumed_child: bool, rules: Rules) -> Score:
    """Return the score of one person; a question without an answer counts 0.

    A sign whose section the rules do not know adds no points; what is evidence by itself stays evidence.
    """
    seen = list(signs)
    control = points_as(CountsAs.CONTROL, seen, rules)
    vulnerability = points_as(CountsAs.VULNERABILITY, seen, rules)
    if any(sign.is_trigger for sign in seen):
        return Score(control, vulnerability, Band.EVIDENCE)
    is_alone = any(sign.code == CHILD_ALONE for sign in seen)
    band = _band(control, vulnerability, rules, is_child=presumed_child, is_alone=is_alone)
    return Score(control, vulnerability, band)


def points_as(side: str, signs: list[Sign], rules: Rules) -> int:
    """Return the points of the sections that count as `side`, each up to its cap."""
    return sum(capped(each, signs)[0] for each in rules.sections if each.counts_as == side)


def capped(section: Any, signs: Iterable[Any]) -> tuple[int, bool]:
    """Return the points that count of a section (with code and cap), and whether the cap holds back others."""
    points = sum(sign.weight for sign in signs if sign.section == section.code)
    if section.cap is None or points <= section.cap:
        return points, False
    return section.cap, True


def _band(
    control: int, vulnerability: int, rules: Rules, *, is_child: bool, is_alone: bool
) -> Band:
    if control >= rules.evidence_from:
        return Band.EVIDENCE
    if control >= rules.high_risk_control_from or vulnerability >= rules.high_risk_from:
        return Band.HIGH_RISK
    if is_child and (control > 0 or is_alone or vulnerability >= rules.child_high_risk_from):
        return Band.HIGH_RISK
    if control > 0 or vulnerability >= rules.at_risk_from or is_child:
        return Band.AT_RISK
    return Band.NO_CONCERN
