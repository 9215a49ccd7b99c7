"""What the home page says to each role: what waits, how things stand, which days come, where to begin.

Everything is counted from the records that the person may see; nothing names a person.
"""

from collections.abc import Callable, Iterator

from tracekenya import home_casework as casework
from tracekenya import home_institution as institution
from tracekenya.home_acts import first_acts
from tracekenya.home_dates import all_for as due_for
from tracekenya.home_parts import Due, Waiting

__all__ = ["Due", "Waiting", "due_for", "first_acts", "standing_for", "waiting_for"]

Kind = Callable[..., Iterator[Waiting]]
WORK: tuple[Kind, ...] = (
    casework.calls_for_help, institution.notices, casework.alarms, casework.to_mend, casework.exits, casework.cases, casework.referrals, casework.stays, casework.intercepts, casework.court,
    casework.emergencies,
    institution.programmes, institution.money, institution.policies, institution.values,
    institution.health, institution.accounts, institution.jobs,
)  # fmt: skip
STANDING: tuple[Kind, ...] = (
    casework.house, casework.road, institution.trail, institution.progress, institution.reports,
)  # fmt: skip


def waiting_for(user) -> list[Waiting]:
    """Return the work that waits for `user`, only what is there."""
    return [each for kind in WORK for each in kind(user) if each.count]


def standing_for(user) -> list[Waiting]:
    """Return the numbers that `user` watches, also where one is 0."""
    return [each for kind in STANDING for each in kind(user)]
