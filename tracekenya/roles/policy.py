"""The one table of rights: permission x role -> scope. Checks, menus and docs/ACCESS.md come from it.

Columns stand in the order of `Role`; letters are scopes, a following r asks for a reason. The second
column is the tier of what the act opens to the eye. A missing row or a dash means no.
Sources: the organisation's role matrix and the decisions on roles in docs/decisions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from tracekenya.roles.permissions import Permission
from tracekenya.roles.roles import Role


class Scope(StrEnum):
    """Which records an allowed act may touch."""

    NONE = "-"
    OWN = "O"
    ASSIGNED = "A"
    SHELTER = "S"
    COUNTY = "C"
    AGGREGATES = "G"
    PUBLISHED = "P"
    ORGANISATION = "W"


class Tier(StrEnum):
    """How protected is what an act opens: the words of `class Privacy` are open, personal, special."""

    OPEN = "T0"
    PERSONAL = "T1"
    SPECIAL = "T2"


ASKS_REASON = "r"


# FM field monitor, SM shelter manager, SS shelter staff, CW case worker, CM case manager, LO legal
# officer, PO programme officer, PM programme manager, ME M&E officer, FO finance officer, ED executive
# director, SL safeguarding lead, BM board member, DV donor viewer, SA system administrator,
# DP data protection officer.
TABLE = """
                               FM SM SS CW CM LO PO PM ME FO ED SL BM DV SA DP
home.view                   T0 O  O  O  O  O  O  O  O  O  O  O  O  O  O  O  O
case.view                   T0 -  S  S  A  W  A  -  W  W  -  W  -  -  -  -  -
case.narrative              T2 -  -  -  A  W  A  -  -  -  -  -  -  -  -  -  -
case.open                   T0 -  S  -  A  W  -  -  W  -  -  -  -  -  -  -  -
case.edit                   T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
case.close                  T0 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
case.assign                 T0 -  -  -  -  W  -  -  -  -  -  -  -  -  -  -  -
case.restrict               T0 -  -  -  -  W  -  -  -  -  -  -  -  -  -  -  -
conflict.declare            T0 -  O  O  O  W  O  -  O  O  -  O  -  -  -  -  -
break-glass.open            T2 -  Sr -  -  Wr Ar -  -  -  -  Wr -  -  -  -  -
break-glass.text            T2 -  -  -  -  W  A  -  -  -  -  W  -  -  -  -  -
break-glass.medical         T2 -  S  -  -  W  A  -  -  -  -  W  -  -  -  -  -
break-glass.address         T2 -  -  -  -  -  -  -  -  -  -  W  -  -  -  -  -
break-glass.review          T2 -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  W
reason.view                 T2 -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  W
person.search               T1 -  S  -  A  W  A  -  A  -  -  -  -  -  -  -  -
person.reveal               T1 -  S  -  A  W  A  -  A  -  -  -  -  -  -  -  -
note.view                   T2 -  -  -  A  W  A  -  -  -  -  -  -  -  -  -  -
note.add                    T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
counselling.view            T2 -  -  -  O  Ar -  -  -  -  -  -  -  -  -  -  -
counselling.view-shared     T2 -  -  -  A  Ar -  -  -  -  -  -  -  -  -  -  -
counselling.add             T0 -  -  -  O  -  -  -  -  -  -  -  -  -  -  -  -
medical.view                T2 -  S  -  A  Ar Ar -  -  -  -  -  -  -  -  -  -
service.record              T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
consent.view                T0 -  S  S  A  W  A  -  W  -  -  W  -  -  -  -  -
consent.record              T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
prevention.record           T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
reintegration.record        T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
suspect.view                T0 -  -  -  A  W  W  -  W  W  -  -  -  -  -  -  -
suspect.reveal              T1 -  -  -  Ar W  W  -  Wr -  -  -  -  -  -  -  -
suspect.edit                T0 -  -  -  -  W  W  -  -  -  -  -  -  -  -  -  -
court.view                  T0 -  S  -  A  W  W  -  W  W  -  W  -  -  -  -  -
court.reference             T1 -  S  -  A  W  W  -  W  -  -  -  -  -  -  -  -
court.edit                  T0 -  -  -  -  -  W  -  -  -  -  -  -  -  -  -  -
witness.view                T2 -  -  -  Ar Wr W  -  -  -  -  -  -  -  -  -  -
shelter.view                T0 -  S  S  W  W  A  -  W  W  W  W  -  -  -  -  W
shelter.edit                T0 -  S  -  -  -  -  -  W  -  -  -  -  -  -  -  -
shelter.address             T2 -  S  -  Ar Wr -  -  Wr -  -  -  -  -  -  -  -
stay.view                   T0 -  S  S  A  W  -  -  W  W  -  W  -  -  -  -  -
safety-plan.view            T2 -  S  -  A  W  A  -  -  -  -  -  -  -  -  -  -
stay.request                T0 C  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
stay.admit                  T0 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
stay.exit                   T0 -  S  -  -  -  -  -  -  -  -  -  -  -  -  -  -
house.keep                  T0 -  S  S  -  -  -  -  -  -  -  -  -  -  -  -  -
house.read                  T2 -  S  S  -  W  -  -  -  -  -  -  -  -  -  -  -
visitor.keep                T0 -  S  S  -  -  -  -  -  -  -  -  -  -  -  -  -
visitor.view                T1 -  S  S  -  W  -  -  -  -  -  -  -  -  -  -  -
belonging.keep              T0 -  S  S  -  -  -  -  -  -  -  -  -  -  -  -  -
belonging.view              T1 -  S  S  A  W  -  -  -  -  -  -  -  -  -  -  -
medical.record              T2 -  -  -  A  -  -  -  -  -  -  -  -  -  -  -  -
medical.findings            T2 -  -  -  A  Ar -  -  -  -  -  -  -  -  -  -  -
medicine.list               T2 -  S  -  A  -  -  -  -  -  -  -  -  -  -  -  -
medicine.give               T2 -  S  S  -  -  -  -  -  -  -  -  -  -  -  -  -
hiv.view                    T2 -  -  -  Ar Ar -  -  -  -  -  -  -  -  -  -  -
incident.report             T0 -  S  S  A  W  -  -  -  -  -  -  -  -  -  -  -
incident.view               T0 -  S  O  A  W  -  -  W  -  -  W  -  -  -  -  -
incident.narrative          T2 -  S  O  A  W  -  -  -  -  -  -  -  -  -  -  -
incident.close              T0 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
allegation.report           T0 O  O  O  O  O  O  O  O  O  O  O  O  -  -  O  O
allegation.handle           T2 -  -  -  -  -  -  -  -  -  -  W  W  -  -  -  -
sealed-note.read            T2 -  -  -  -  -  -  -  -  -  -  -  -  O  -  -  -
missing.report              T0 -  S  S  A  W  -  -  -  -  -  -  -  -  -  -  -
missing.detail              T2 -  S  S  A  W  -  -  -  -  -  -  -  -  -  -  -
missing.close               T0 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
turn-away.record            T0 -  S  S  O  W  -  -  -  -  -  -  -  -  -  -  -
turn-away.view              T0 -  S  S  O  W  -  -  W  W  -  W  -  -  -  -  -
stay.tasks                  T0 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
release.check               T1 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
release.second              T1 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
home.assess                 T2 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
exit.decide                 T0 -  -  -  -  -  -  -  -  -  -  W  -  -  -  -  -
stay.extend                 T0 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
stay.extend-approve         T0 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
stay.transfer               T0 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
keep-apart.edit             T2 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
stay.print                  T1 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
tonight.print               T1 -  S  S  -  -  -  -  -  -  -  -  -  -  -  -  -
hearing.summary             T1 -  S  -  A  W  A  -  -  -  -  -  -  -  -  -  -
house.numbers               T0 -  S  -  -  W  -  -  W  W  -  W  -  -  -  -  -
stay.move-in                T1 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
day-visit.record            T0 -  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
intercept.view              T0 O  S  -  A  W  A  -  W  W  -  W  -  -  -  -  -
intercept.narrative         T2 -  S  -  A  W  A  -  W  -  -  -  -  -  -  -  -
intercept.record            T0 O  -  -  -  W  -  -  -  -  -  -  -  -  -  -  -
intercept.classify          T0 -  -  -  -  -  -  -  W  -  -  -  -  -  -  -  -
tip.keep                    T1 O  -  -  -  W  -  W  W  W  -  -  -  -  -  -  -
shift.view                  T0 O  -  -  -  W  -  W  W  W  -  -  -  -  -  -  -
shift.plan                  T0 -  -  -  -  W  -  W  W  -  -  -  -  -  -  -  -
check-in.keep               T0 O  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
repeat.handle               T0 -  -  -  -  W  W  -  W  -  -  -  -  -  -  -  -
phone.view                  T0 -  -  -  -  W  -  -  W  W  -  -  -  -  -  W  -
phone.manage                T0 -  -  -  -  W  -  -  W  -  -  -  -  -  -  W  -
quarantine.mend             T2 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
intercept.vet               T2 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
screening.edit              T0 -  -  -  -  -  -  -  -  W  -  -  -  -  -  -  -
intercept.respond           T2 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
referral.view               T0 -  S  -  A  W  A  -  W  -  -  -  -  -  -  -  W
referral.message            T2 -  S  -  A  W  A  -  W  -  -  -  -  -  -  -  -
referral.draft              T0 -  S  -  A  W  A  -  -  -  -  -  -  -  -  -  -
referral.send               T0 -  -  -  -  W  A  -  -  -  -  -  -  -  -  -  -
directory.view              T1 W  W  W  W  W  W  W  W  W  W  W  W  -  -  -  W
crew.view                   T1 W  -  -  -  W  -  W  W  W  -  -  -  -  -  -  -
directory.edit              T1 -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
activity.view               T0 C  S  -  C  W  W  W  W  W  W  W  -  -  -  -  -
activity.edit               T0 -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
register.view               T0 W  W  W  W  W  W  W  W  W  W  W  W  -  -  W  W
programme-register.edit     T1 -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
institution-register.edit   T1 -  -  -  -  -  -  -  -  -  W  W  -  -  -  -  -
board-register.view         T1 W  W  W  W  W  W  W  W  W  W  W  W  W  -  W  W
board-register.edit         T1 -  -  -  -  -  -  -  -  -  -  -  -  W  -  -  -
grant.view                  T0 -  -  -  A  W  -  -  W  W  W  W  -  -  -  -  W
grant.business              T1 -  -  -  A  W  -  -  W  -  -  -  -  -  -  -  -
grant.edit                  T0 -  -  -  A  -  -  -  -  -  W  -  -  -  -  -  -
indicator.view              T0 G  G  -  G  W  G  W  W  W  W  W  -  G  -  -  W
indicator.true-numbers      T0 -  -  -  -  W  -  -  W  W  -  W  -  -  -  -  -
indicator.records           T0 -  S  -  A  W  A  -  W  W  -  W  -  -  -  -  -
indicator.edit              T0 -  -  -  -  -  -  -  -  W  -  -  -  -  -  -  -
indicator.approve           T0 -  -  -  -  -  -  -  W  -  -  W  -  -  -  -  -
data-health.view            T0 -  S  -  A  W  W  W  W  W  W  -  -  -  -  -  -
report.view                 T0 -  -  -  -  W  W  -  W  W  W  W  -  W  P  -  W
report.order                T0 -  -  -  -  -  -  -  -  W  -  -  -  -  -  -  -
budget.view                 T0 -  -  -  -  -  -  -  W  -  W  W  -  G  -  -  W
budget.edit                 T0 -  -  -  -  -  -  -  -  -  W  -  -  -  -  -  -
list.export                 T0 -  S  -  -  W  W  W  W  W  W  W  -  -  -  -  W
audit.view                  T0 -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  W
trail.case                  T0 -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
trail.own                   T0 O  O  O  O  O  O  O  O  O  O  O  O  -  -  O  O
user.manage                 T1 -  -  -  -  -  -  -  -  -  -  -  -  -  -  W  -
user.approve                T1 -  -  -  -  -  -  -  -  -  -  W  -  -  -  -  -
office.edit                 T0 -  -  -  -  -  -  -  -  -  -  W  -  -  -  W  -
code-list.edit              T0 -  -  -  -  -  -  -  -  W  -  -  -  -  -  W  -
system.view                 T0 -  -  -  -  -  -  -  -  -  -  -  -  -  -  W  W
"""

# Whoever holds one of these reaches the file of a person: such a role is never given by one alone.
REACHES_PEOPLE = (
    Permission.CASE_VIEW, Permission.PERSON_SEARCH, Permission.PERSON_REVEAL,
    Permission.REFERRAL_VIEW,
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One act: how protected what it opens is, and per role the scope and whether a reason is asked."""

    tier: Tier
    scopes: Mapping[Role, Scope]
    with_reason: frozenset[Role]


@cache
def rows() -> dict[Permission, Row]:
    """Return the table, one row an act. Raises ValueError for a malformed line."""
    lines = [line.split() for line in TABLE.strip().splitlines()]
    if len(lines[0]) != len(Role):
        raise ValueError("The head of the policy table must name every role")
    return {Permission(verb): _row(tier, letters) for verb, tier, *letters in lines[1:]}


def _row(tier: str, letters: list[str]) -> Row:
    cells = dict(zip(Role, letters, strict=True))
    asking = {role for role, letter in cells.items() if letter.endswith(ASKS_REASON)}
    scopes = {role: Scope(letter.removesuffix(ASKS_REASON)) for role, letter in cells.items()}
    if any(scopes[role] is Scope.NONE for role in asking):
        raise ValueError("Nobody is asked for a reason for what nobody may do")
    return Row(Tier(tier), scopes, frozenset(asking))


@cache
def policy() -> dict[tuple[Role, Permission], Scope]:
    """Return the table as (role, permission) -> scope."""
    return {(role, act): row.scopes[role] for act, row in rows().items() for role in Role}


def letters() -> dict[tuple[Role, Permission], str]:
    """Return the table as it is written: (role, permission) -> "-", "A", "Ar" ..."""
    return {
        (role, act): row.scopes[role] + (ASKS_REASON if role in row.with_reason else "")
        for act, row in rows().items()
        for role in Role
    }


def scope_of(role: str, permission: Permission) -> Scope:
    """Return the records that `role` may touch with `permission`; whatever is missing is NONE."""
    return policy().get((role, permission), Scope.NONE)  # type: ignore[arg-type]  # str keys


def asks_reason(role: str, permission: Permission) -> bool:
    """Return whether `role` must say why before `permission` opens anything."""
    row = rows().get(permission)
    return row is not None and role in row.with_reason


def tier_of(permission: Permission) -> Tier:
    """Return how protected is what the act opens; what the table does not hold is SPECIAL."""
    row = rows().get(permission)
    return row.tier if row else Tier.SPECIAL


def needs_approval(role: str) -> bool:
    """Return whether a second person must approve before anybody holds `role`."""
    return any(scope_of(role, act) is not Scope.NONE for act in REACHES_PEOPLE)
