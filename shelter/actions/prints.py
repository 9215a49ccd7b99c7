"""That sheets were printed: about people, one row of the trail for each case that stands on it; or figures."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import models, transaction

from shelter.models import Shelter
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import case_of, record, record_look

Opened = tuple[models.Model, Sequence[str]]  # a record, and which sealed fields of it are printed


@transaction.atomic
def keep_print(*, target: models.Model, by: User, opened: Iterable[Opened] = ()) -> None:
    """Keep that `by` printed a sheet about `target`, and what it opens of which records."""
    record_look(AuditKind.PRINTED, by=by, target=target)
    for row, names in opened:
        case_id = case_of(row) or case_of(target)
        record(AuditKind.PRINTED, by=by, target=row, case_id=case_id, fields=sorted(names))


@transaction.atomic
def print_month(*, shelter: Shelter, first: dt.date, readers: str, by: User) -> None:
    """Keep that `by` printed the report of the month that begins on `first`, for which readers."""
    fields = {"month": f"{first:%Y-%m}", "readers": readers}
    record(AuditKind.PRINTED, by=by, target=shelter, fields=fields)
