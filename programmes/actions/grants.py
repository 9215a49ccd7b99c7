"""A survivor's way through the trust fund, and visits to the business that it started."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.access import may_write
from cases.models import Case
from programmes.grant_rules import check_grant, check_visit
from programmes.models import BusinessVisit, TrustFundGrant
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited, sent_before
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission


@transaction.atomic
def open_grant(
    *, case: str, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> TrustFundGrant:
    """Begin a grant on the case of this code. Raises DomainError naming the field.

    A case that is not there and one that is not theirs are refused in the same words.
    """
    if (made := sent_before(TrustFundGrant, submission, by)) is not None:
        return made
    return rows.add(
        TrustFundGrant,
        by=by,
        submission=submission,
        check=check_grant,
        case=_case(case, by),
        **facts,
    )


@transaction.atomic
def add_visit(
    *, grant: TrustFundGrant, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> BusinessVisit:
    """Write down a visit; the first one makes a paid grant monitored. Raises DomainError."""
    if (made := sent_before(BusinessVisit, submission, by)) is not None:
        return made
    grant = TrustFundGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    before = grant.visits.count()
    visit = rows.add(
        BusinessVisit, by=by, submission=submission, check=check_visit, grant=grant, **facts
    )
    changed: dict[str, list[Any]] = {"visits": [before, before + 1]}
    if grant.status == "disbursed":
        grant.status = "monitored"
        save_edited(grant, version=grant.version)
        changed["status"] = ["disbursed", "monitored"]
    record(AuditKind.CHANGED, by=by, target=grant, fields=changed)
    return visit


@transaction.atomic
def change_visit(*, visit: BusinessVisit, version: int, by: User, **facts: Any) -> BusinessVisit:
    """Correct a visit. Raises StaleVersion, DomainError."""
    return rows.edit(visit, version=version, by=by, check=check_visit, **facts)


def _case(code: str, by: User) -> Case:
    """Return the case, locked, so that of two grants begun at once the second is refused."""
    in_reach = Case.objects.visible_to(by, Permission.GRANT_EDIT)
    case = in_reach.select_for_update(of=("self",)).filter(code=code).first()
    if case is None:
        text = _("There is no case %(code)s among yours. Check the code.")
        raise DomainError(text % {"code": code}, field="case")
    if not may_write(by, case, Permission.GRANT_EDIT):
        text = _("You may read case %(code)s but not write in it.")
        raise DomainError(text % {"code": code}, field="case")
    return case
