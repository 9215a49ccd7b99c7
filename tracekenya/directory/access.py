"""The first line of every view on the directory; `@requires` has checked the act."""

import uuid
from typing import Any

from tracekenya.directory.models import Contact, Hotline
from tracekenya.roles.access import OutOfScope


def get_contact_for(user: Any, pk: uuid.UUID) -> Contact:
    """Return the contact with its organisation; all staff may. Raises OutOfScope."""
    contact = Contact.objects.select_related("organisation").filter(pk=pk).first()
    if contact is None:
        raise OutOfScope(str(pk))
    return contact


def get_hotline_for(user: Any, pk: uuid.UUID) -> Hotline:
    """Return the hotline; all staff may. Raises OutOfScope."""
    hotline = Hotline.objects.filter(pk=pk).first()
    if hotline is None:
        raise OutOfScope(str(pk))
    return hotline
