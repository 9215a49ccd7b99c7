"""A house that begins: an office under its code name becomes a shelter with rooms and beds."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from shelter.models import Shelter
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_future
from tracekenya.pages.actions import rows
from tracekenya.places.models import Office


@transaction.atomic
def add_shelter(*, by: User, submission: uuid.UUID | None = None, **facts: Any) -> Shelter:
    """Open a house under the code name of its office; rooms, beds and the address come after.

    The same form sent twice opens one. Raises DomainError naming the field.
    """
    return rows.add(Shelter, by=by, submission=submission, check=_check, **facts)


def offices_without_house() -> Any:
    """Return the offices that are shelters by name and have no house yet, those that closed left out."""
    waiting = Office.objects.filter(kind=Office.Kind.SHELTER, shelter=None)
    return waiting.exclude(status="closed")


def _check(shelter: Shelter) -> None:
    refuse_future(shelter.opened_on, "opened_on")
    office = shelter.office
    if office.kind != Office.Kind.SHELTER or office.is_closed:
        raise DomainError(
            _("Choose an office that is a shelter and is not closed."), field="office"
        )
    if Shelter.objects.filter(office=office).exists():
        raise DomainError(_("This code name has its house already."), field="office")
