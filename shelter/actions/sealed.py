"""Opening what is sealed: the address of a shelter, and to whom somebody went."""

from typing import cast

from django.db import transaction

from shelter.enums import AddressReason
from shelter.models import Shelter, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record


@transaction.atomic
def open_address(*, shelter: Shelter, reason: AddressReason, by: User) -> str:
    """Return the address and leave a row that says who opened it and for what."""
    record(AuditKind.REVEALED, by=by, target=shelter, fields={"address": reason})
    return cast(str, shelter.address)  # text on the instance, cipher in the database


@transaction.atomic
def open_departure(*, exit_: ShelterExit, by: User) -> dict[str, str]:
    """Return to whom the person went and the safety plan, and leave a row about it."""
    names = ["released_to", "safety_plan"]
    record(AuditKind.REVEALED, by=by, target=exit_, case_id=exit_.admission.case_id, fields=names)
    return {name: getattr(exit_, name) for name in names}
