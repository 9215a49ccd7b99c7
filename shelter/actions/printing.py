"""That figures of a house were printed, and by whom."""

import datetime as dt

from django.db import transaction

from shelter.models import Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record


@transaction.atomic
def print_month(*, shelter: Shelter, first: dt.date, by: User) -> None:
    """Keep that `by` printed the report of the month that begins on `first`."""
    record(AuditKind.PRINTED, by=by, target=shelter, fields={"month": f"{first:%Y-%m}"})
