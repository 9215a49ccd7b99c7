"""Opening what is sealed: the text and the row about it in one transaction; no row, no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from cases.models import AccessReason, Case
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import record, record_look
from tracekenya.lib.errors import DomainError
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import asks_reason

LEAST_WORDS = 10  # characters


@dataclass(frozen=True)
class Reason:
    """Why: a code of ReasonKind, and words of at least LEAST_WORDS characters."""

    kind: str
    text: str


@transaction.atomic
def open_fields(
    *,
    row: models.Model,
    fields: Sequence[str],
    act: Permission,
    by: User,
    case: Case | None = None,
    reason: Reason | None = None,
) -> dict[str, Any]:
    """Return field -> what it holds, and leave a row that names the fields and the kind of reason.

    The words of the reason are sealed beside it. Raises DomainError when `act` asks for a reason and
    none, or one too short, is given.
    """
    kept: dict[str, Any] = dict.fromkeys(fields)
    if asks_reason(by.role, act):
        _require(reason)
    if reason is not None:
        kept["reason"] = reason.kind
    if case is None:
        event, *_others = record_look(AuditKind.REVEALED, by=by, target=row, fields=kept)
    else:
        event = record(AuditKind.REVEALED, by=by, target=row, case_id=case.pk, fields=kept)
    if reason is not None:
        keep_reason(event, case=case, reason=reason, by=by)
    return {name: getattr(row, name) for name in fields}


def keep_reason(event: AuditEvent, *, case: Case | None, reason: Reason, by: User) -> None:
    """Seal the words of a reason beside the row of the trail that it belongs to."""
    AccessReason.objects.create(
        event=event.pk, case=case, by=by, kind=reason.kind, text=reason.text
    )


def _require(reason: Reason | None) -> None:
    if reason is None or len(reason.text.strip()) < LEAST_WORDS:
        raise DomainError(
            _("Say in at least %(number)s characters why.") % {"number": LEAST_WORDS}, field="text"
        )
