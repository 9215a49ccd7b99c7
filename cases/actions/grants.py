"""Who may open a case: given and ended, each with a row in the trail."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from cases.models import Case, CaseGrant
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.places.models import Office


@transaction.atomic
def give(
    *,
    case: Case,
    reason: str,
    by: User | None,
    user: User | None = None,
    office: Office | None = None,
    can_write: bool = True,
    until_at: dt.datetime | None = None,
) -> CaseGrant:
    """Let one person or one office open `case`; an equal live grant is returned as it is.

    `reason` is a short code such as "opened", "assigned", "admitted", never free text.
    """
    same = CaseGrant.objects.live().filter(case=case, user=user, office=office, can_write=can_write)
    if (grant := same.filter(until_at=until_at).first()) is not None:
        return grant
    grant = CaseGrant.objects.create(
        case=case, user=user, office=office, can_write=can_write, reason=reason,
        until_at=until_at, granted_by=by,
    )  # fmt: skip
    whom = {"user": user.staff_code} if user is not None else {}
    if office is not None:
        whom["office"] = office.code
    record(AuditKind.GRANTED, by=by, target=case, fields={"reason": reason, **whom})
    return grant


@transaction.atomic
def end(*, grant: CaseGrant, by: User | None) -> None:
    """End one grant as of now."""
    grant.until_at = timezone.now()
    grant.save(update_fields=["until_at"])
    record(AuditKind.GRANT_ENDED, by=by, target=grant.case, fields={"reason": grant.reason})
