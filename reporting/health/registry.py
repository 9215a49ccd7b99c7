"""Every check, in the order of the page."""

from reporting.health.casework import CASEWORK
from reporting.health.check import Check
from reporting.health.fieldwork import FIELDWORK
from reporting.health.registers import REGISTERS
from tracekenya.accounts.models import User

CHECKS: tuple[Check, ...] = (*CASEWORK, *FIELDWORK, *REGISTERS)
BY_SLUG = {check.slug: check for check in CHECKS}


def checks_for(user: User) -> list[Check]:
    """Return the checks whose rows the person may see at all."""
    return [check for check in CHECKS if check.subject.reaches(user)]
