"""The one table of rights: permission x role -> scope. Checks, menus and docs/ACCESS.md come from it.

Columns stand in the order of `Role`; letters are scopes. A missing row or a dash means no.
Sources: the organisation's role matrix and the decisions on roles in docs/decisions.
"""

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


# FM field monitor, SM shelter manager, SS shelter staff, CW case worker, CM case manager, LO legal
# officer, PO programme officer, PM programme manager, ME M&E officer, FO finance officer, ED executive
# director, SL safeguarding lead, BM board member, DV donor viewer, SA system administrator,
# DP data protection officer.
TABLE = """
                           FM SM SS CW CM LO PO PM ME FO ED SL BM DV SA DP
home.view                  O  O  O  O  O  O  O  O  O  O  O  O  O  O  O  O
case.view                  -  S  S  A  W  A  -  W  W  -  W  -  -  -  -  -
case.open                  -  S  -  A  W  -  -  W  -  -  -  -  -  -  -  -
case.edit                  -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
case.close                 -  -  -  -  W  -  -  W  -  -  -  -  -  -  -  -
case.assign                -  -  -  -  W  -  -  -  -  -  -  -  -  -  -  -
person.search              -  S  -  A  W  A  -  A  -  -  -  -  -  -  -  -
person.reveal              -  S  -  A  W  A  -  A  -  -  -  -  -  -  -  -
note.view                  -  -  -  A  W  A  -  -  -  -  -  -  -  -  -  -
note.add                   -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
counselling.view           -  -  -  O  A  -  -  -  -  -  -  -  -  -  -  -
counselling.add            -  -  -  O  -  -  -  -  -  -  -  -  -  -  -  -
service.record             -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
consent.record             -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
prevention.record          -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
reintegration.record       -  -  -  A  W  -  -  -  -  -  -  -  -  -  -  -
suspect.view               -  -  -  A  W  W  -  W  W  -  -  -  -  -  -  -
suspect.edit               -  -  -  -  W  W  -  -  -  -  -  -  -  -  -  -
court.view                 -  S  -  A  W  W  -  W  W  -  W  -  -  -  -  -
court.edit                 -  -  -  -  -  W  -  -  -  -  -  -  -  -  -  -
shelter.view               -  S  S  W  W  A  -  W  W  W  W  -  -  -  -  W
shelter.edit               -  S  -  -  -  -  -  W  -  -  -  -  -  -  -  -
shelter.address            -  S  -  A  W  -  -  W  -  -  -  -  -  -  -  -
stay.view                  -  S  S  A  W  -  -  W  W  -  W  -  -  -  -  -
stay.request               C  S  -  A  W  -  -  -  -  -  -  -  -  -  -  -
stay.admit                 -  S  -  -  W  -  -  -  -  -  -  -  -  -  -  -
stay.exit                  -  S  -  -  -  -  -  -  -  -  -  -  -  -  -  -
intercept.view             O  S  -  A  W  A  -  W  W  -  W  -  -  -  -  -
intercept.record           O  -  -  -  W  -  -  -  -  -  -  -  -  -  -  -
intercept.classify         -  -  -  -  -  -  -  W  -  -  -  -  -  -  -  -
referral.view              -  S  -  A  W  A  -  W  -  -  -  -  -  -  -  W
referral.draft             -  S  -  A  W  A  -  -  -  -  -  -  -  -  -  -
referral.send              -  -  -  -  W  A  -  -  -  -  -  -  -  -  -  -
directory.view             W  W  W  W  W  W  W  W  W  W  W  W  -  -  -  W
directory.edit             -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
activity.view              C  S  -  C  W  W  W  W  W  W  W  -  -  -  -  -
activity.edit              -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
register.view              W  W  W  W  W  W  W  W  W  W  W  W  -  -  W  W
programme-register.edit    -  -  -  -  -  -  W  W  W  -  -  -  -  -  -  -
institution-register.edit  -  -  -  -  -  -  -  -  -  W  W  -  -  -  -  -
board-register.view        W  W  W  W  W  W  W  W  W  W  W  W  W  -  W  W
board-register.edit        -  -  -  -  -  -  -  -  -  -  -  -  W  -  -  -
grant.view                 -  -  -  A  W  -  -  W  W  W  W  -  -  -  -  W
grant.edit                 -  -  -  A  -  -  -  -  -  W  -  -  -  -  -  -
indicator.view             G  G  -  G  W  G  W  W  W  W  W  -  G  -  -  W
indicator.true-numbers     -  -  -  -  W  -  -  W  W  -  W  -  -  -  -  -
indicator.records          -  S  -  A  W  A  -  W  W  -  W  -  -  -  -  -
indicator.edit             -  -  -  -  -  -  -  -  W  -  -  -  -  -  -  -
indicator.approve          -  -  -  -  -  -  -  W  -  -  W  -  -  -  -  -
data-health.view           -  S  -  A  W  W  W  W  W  W  -  -  -  -  -  -
report.view                -  -  -  -  W  W  -  W  W  W  W  -  W  P  -  W
report.order               -  -  -  -  -  -  -  -  W  -  -  -  -  -  -  -
budget.view                -  -  -  -  -  -  -  W  -  W  W  -  G  -  -  W
budget.edit                -  -  -  -  -  -  -  -  -  W  -  -  -  -  -  -
list.export                -  S  -  -  W  W  W  W  W  W  W  -  -  -  -  W
audit.view                 -  -  -  -  -  -  -  -  -  -  -  -  -  -  -  W
user.manage                -  -  -  -  -  -  -  -  -  -  -  -  -  -  W  -
user.approve               -  -  -  -  -  -  -  -  -  -  W  -  -  -  -  -
office.edit                -  -  -  -  -  -  -  -  -  -  W  -  -  -  W  -
code-list.edit             -  -  -  -  -  -  -  -  W  -  -  -  -  -  W  -
system.view                -  -  -  -  -  -  -  -  -  -  -  -  -  -  W  W
"""

# Whoever holds one of these reaches the file of a person: such a role is never given by one alone.
REACHES_PEOPLE = (
    Permission.CASE_VIEW, Permission.PERSON_SEARCH, Permission.PERSON_REVEAL,
    Permission.REFERRAL_VIEW,
)  # fmt: skip


@cache
def policy() -> dict[tuple[Role, Permission], Scope]:
    """Return the table as (role, permission) -> scope. Raises ValueError for a malformed line."""
    lines = [line.split() for line in TABLE.strip().splitlines()]
    roles = list(Role)
    if len(lines[0]) != len(roles):
        raise ValueError("The head of the policy table must name every role")
    table = {}
    for verb, *letters in lines[1:]:
        for role, letter in zip(roles, letters, strict=True):
            table[role, Permission(verb)] = Scope(letter)
    return table


def scope_of(role: str, permission: Permission) -> Scope:
    """Return the records that `role` may touch with `permission`; whatever is missing is NONE."""
    return policy().get((role, permission), Scope.NONE)  # type: ignore[arg-type]  # str keys


def needs_approval(role: str) -> bool:
    """Return whether a second person must approve before anybody holds `role`."""
    return any(scope_of(role, act) is not Scope.NONE for act in REACHES_PEOPLE)
