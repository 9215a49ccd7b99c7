"""Whether somebody may leave, by facts alone: what still stops it, in words, and who decides.

A child goes only to somebody whose relation, identity, written authority and home were checked, who
fits nobody of the register of people suspected, with a second member of staff where the risk is high;
alarms about the home stop it until director and children officer both say yes. An adult is never
stopped: with alarms, the safety plan must be written.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shelter.enums import EXITS_NOBODY_DECIDED, EXITS_TO_SOMEBODY, ExitKind
from shelter.models import CHECKS

HOMES = frozenset(
    {"birth_family", "extended_family", "foster_family", "spouse_own_household", "school_based"}
)
AUTHORITIES = frozenset({"court_order", "children_officer_letter"})
AUTHORITIES_ABROAD = AUTHORITIES | {"embassy_letter"}
REPATRIATED = "repatriated"

MANAGER = _("The shelter manager decides, when this is done.")
OFFICER = _("The court or the children officer decides.")
CASE_MANAGER = _("The case manager decides. Call the case manager, and hand nobody over.")
SECOND = _("A second member of staff decides, on the page of who takes over.")
BOTH = _("The director and the children officer decide, both.")
WHAT_IS_CHECKED = {
    "relation": _("The relation to the child is not checked."),
    "identity": _("The identity of who takes over is not checked."),
    "authority": _("The letter or order is not checked."),
    "home": _("The home is not checked."),
}


@dataclass(frozen=True)
class Facts:
    """What is known at one moment. `checks`: those of CHECKS that named staff have done.

    exact, likely: whether a person suspected fits; is_cleared: a second member of staff said it is
    somebody else. stops: codes of alarms about the home. director, officer: said yes after the last
    assessment, and to these alarms.
    """

    kind: str
    is_child: bool
    home: str = ""
    has_receiver: bool = False
    checks: frozenset[str] = frozenset()
    authority: str = ""
    exact: bool = False
    likely: bool = False
    is_cleared: bool = False
    is_high_risk: bool = False
    has_second: bool = False
    is_assessed: bool = False
    stops: frozenset[str] = frozenset()
    director: bool = False
    officer: bool = False
    has_safety_plan: bool = False

    @property
    def is_given_over(self) -> bool:
        """Return whether somebody has to take the child over: in all that staff let happen."""
        return self.kind not in (*EXITS_NOBODY_DECIDED, ExitKind.VOLUNTARY)

    @property
    def goes_home(self) -> bool:
        """Return whether it is to family, kin, school or spouse."""
        is_let_go = self.kind not in EXITS_NOBODY_DECIDED
        return self.kind in EXITS_TO_SOMEBODY or (is_let_go and self.home in HOMES)


@dataclass(frozen=True)
class Refusal:
    """One reason why somebody may not leave so. `field`: of the exit form; who: who decides about it."""

    code: str
    sentence: str | Promise
    who: str | Promise
    field: str = "receiver"


Rule = tuple[Callable[[Facts], bool], Refusal]  # when it refuses, and what it says


def refusals(facts: Facts) -> list[Refusal]:
    """Return all that stops the exit, the first to mend first; empty when the door is open."""
    if facts.is_child:
        return [said for holds, said in _FOR_CHILDREN if holds(facts)]
    if facts.goes_home and facts.stops and not facts.has_safety_plan:
        return [_NO_PLAN]
    return []


def _unchecked(check: str) -> Rule:
    def is_missing(facts: Facts) -> bool:
        return facts.is_given_over and facts.has_receiver and check not in facts.checks

    return is_missing, Refusal(f"no_{check}", WHAT_IS_CHECKED[check], MANAGER)


def _is_without_authority(facts: Facts) -> bool:
    allowed = AUTHORITIES_ABROAD if facts.kind == REPATRIATED else AUTHORITIES
    return facts.is_given_over and facts.has_receiver and facts.authority not in allowed


_NO_PLAN = Refusal(
    "no_safety_plan",
    _("There are alarms about this home. Write the safety plan that you made with the person."),
    _("The person decides where to go."),
    field="safety_plan",
)
_FOR_CHILDREN: tuple[Rule, ...] = (
    (
        lambda facts: facts.kind == ExitKind.VOLUNTARY,
        Refusal(
            "own_decision",
            _("A child does not leave by their own decision. Choose who takes over."),
            OFFICER,
            field="kind",
        ),
    ),
    (
        lambda facts: facts.is_given_over and not facts.has_receiver,
        Refusal(
            "no_receiver",
            _("Nobody is written down who takes the child over. Add and check that person first."),
            MANAGER,
        ),
    ),
    *(_unchecked(check) for check in CHECKS),
    (
        _is_without_authority,
        Refusal(
            "no_order",
            _("A child leaves only on an order of a court or a letter of a children officer."),
            OFFICER,
        ),
    ),
    (
        lambda facts: facts.is_given_over and facts.exact,
        Refusal("matches", _("Matches our register. This child is not handed over."), CASE_MANAGER),
    ),
    (
        lambda facts: facts.is_given_over and facts.likely and not facts.is_cleared,
        Refusal(
            "may_match",
            _("May match our register. A second member of staff must say that it is not the same."),
            SECOND,
        ),
    ),
    (
        lambda facts: facts.is_given_over and facts.is_high_risk and not facts.has_second,
        Refusal(
            "no_second", _("The risk is high: a second member of staff must confirm this."), SECOND
        ),
    ),
    (
        lambda facts: facts.goes_home and not facts.is_assessed,
        Refusal("not_assessed", _("The home is not assessed. Talk with the child first."), MANAGER),
    ),
    (
        lambda facts: facts.goes_home and bool(facts.stops) and not facts.director,
        Refusal(
            "no_director",
            _("There are alarms about this home. The director has not said yes."),
            BOTH,
        ),
    ),
    (
        lambda facts: facts.goes_home and bool(facts.stops) and not facts.officer,
        Refusal(
            "no_officer",
            _("There are alarms about this home. The children officer has not said yes."),
            BOTH,
        ),
    ),
)
