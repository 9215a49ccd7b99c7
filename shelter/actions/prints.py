"""That a sheet about people was printed: one row of the trail for each case that stands on it."""

from collections.abc import Iterable, Sequence

from django.db import models, transaction

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
