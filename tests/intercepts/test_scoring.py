"""The score of one person: each threshold from both sides."""

from dataclasses import dataclass

import pytest

from intercepts.enums import Band
from intercepts.scoring import Rules, Score, SectionRule, score

FIRST = Rules(
    (
        SectionRule("vulnerability", "vulnerability", 12), SectionRule("evasion", "vulnerability", 10),
        SectionRule("control", "control"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    code: str
    section: str
    weight: int
    is_trigger: bool = False


def control(weight):
    return Seen(f"c_{weight}", "control", weight)


def vulnerable(weight, code="v_sign"):
    return Seen(code, "vulnerability", weight)


def evasive(weight):
    return Seen("e_sign", "evasion", weight)


KNOWN_TRAFFICKER = Seen("c_known_trafficker", "control", 9, is_trigger=True)
DECEPTION = Seen("e_deception_confirmed", "evasion", 5, is_trigger=True)
ALONE = vulnerable(3, "v_minor_alone")


@pytest.mark.parametrize(
    ("signs", "child", "expected"),
    [
        ([], False, Score(0, 0, Band.NO_CONCERN)),
        ([vulnerable(2)], False, Score(0, 2, Band.NO_CONCERN)),
        ([vulnerable(3)], False, Score(0, 3, Band.AT_RISK)),
        ([control(2)], False, Score(2, 0, Band.AT_RISK)),
        ([control(3)], False, Score(3, 0, Band.AT_RISK)),
        ([control(4)], False, Score(4, 0, Band.HIGH_RISK)),
        ([vulnerable(7)], False, Score(0, 7, Band.AT_RISK)),
        ([vulnerable(8)], False, Score(0, 8, Band.HIGH_RISK)),
        ([vulnerable(4), evasive(4)], False, Score(0, 8, Band.HIGH_RISK)),
        ([control(9)], False, Score(9, 0, Band.HIGH_RISK)),
        ([control(10)], False, Score(10, 0, Band.EVIDENCE)),
        ([control(5), control(6)], False, Score(11, 0, Band.EVIDENCE)),
        ([KNOWN_TRAFFICKER], False, Score(9, 0, Band.EVIDENCE)),
        ([DECEPTION], False, Score(0, 5, Band.EVIDENCE)),
        ([], True, Score(0, 0, Band.AT_RISK)),
        ([vulnerable(3)], True, Score(0, 3, Band.AT_RISK)),
        ([vulnerable(4)], True, Score(0, 4, Band.HIGH_RISK)),
        ([control(1)], True, Score(1, 0, Band.HIGH_RISK)),
        ([ALONE], True, Score(0, 3, Band.HIGH_RISK)),
        ([ALONE], False, Score(0, 3, Band.AT_RISK)),
    ],
)
def test_score_gives_points_and_band(signs, child, expected):
    assert score(signs, presumed_child=child, rules=FIRST) == expected


def test_vulnerability_and_evasion_are_capped_apart():
    signs = [vulnerable(9), vulnerable(9), evasive(9), evasive(9), control(30)]

    assert score(signs, presumed_child=False, rules=FIRST) == Score(30, 22, Band.EVIDENCE)
