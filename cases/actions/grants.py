"""Who may open a case: given and ended, each with a row in the trail."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, CaseGrant
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.places.models import Office

ADMITTED = "admitted"  # the reason of a grant that an admission gave


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


@transaction.atomic
def end_all_of(*, user: User, by: User | None) -> int:
    """End every live grant of somebody who leaves; return how many there were."""
    live = list(CaseGrant.objects.live().filter(user=user).select_related("case"))
    for grant in live:
        end(grant=grant, by=by)
    return len(live)


@transaction.atomic
def take_back(*, case: Case, grant: CaseGrant, by: User) -> CaseGrant:
    """End somebody's access to `case` as of now.

    Raises DomainError for a grant that ended, and for a shelter's while the person lives there:
    that one ends by itself when the person leaves.
    """
    grant = CaseGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk, case=case)
    if grant.until_at is not None and grant.until_at <= timezone.now():
        raise DomainError(_("This access has ended already."), field="grant")
    if grant.reason == ADMITTED:
        raise DomainError(
            _("A shelter's access ends by itself when the person leaves the shelter."),
            field="grant",
        )
    end(grant=grant, by=by)
    return grant
