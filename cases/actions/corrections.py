"""Correcting what was written down on a case: only while it is open, with both versions in the trail."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import checks
from cases.actions.rules import CaseClosed, lock_case
from cases.models import Case, ConsentRecord, FollowUpVisit, PreventionOutcome, ServiceProvision
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import Record
from tracekenya.pages.actions import rows

Kind = TypeVar("Kind", bound=Record)


def refusal(case: Case | None) -> str:
    """Return why records of `case` cannot be corrected now, "" when they can."""
    if case is None or case.is_open:
        return ""
    return _("%(code)s is closed, so what was written down in it stays. Open the case again first.") % {
        "code": case.code
    }  # fmt: skip


@transaction.atomic
def correct(
    *, row: Kind, version: int, by: User, check: Callable[[Any], None] | None = None, **facts: Any
) -> Kind:
    """Change a record of a case. Raises CaseClosed, StaleVersion, DomainError as `check`."""
    case_id = row.case_id  # type: ignore[attr-defined]  # each record of a case has one
    if case_id is not None and (why := refusal(lock_case(Case(pk=case_id)))):
        raise CaseClosed(why)
    return rows.edit(row, version=version, by=by, check=check, **facts)


def correct_service(
    *, row: ServiceProvision, version: int, by: User, **facts: Any
) -> ServiceProvision:
    return correct(row=row, version=version, by=by, check=checks.service, **facts)


def correct_consent(*, row: ConsentRecord, version: int, by: User, **facts: Any) -> ConsentRecord:
    return correct(row=row, version=version, by=by, check=checks.consent, **facts)


def correct_prevention(
    *, row: PreventionOutcome, version: int, by: User, **facts: Any
) -> PreventionOutcome:
    return correct(row=row, version=version, by=by, check=checks.prevention, **facts)


def correct_visit(*, row: FollowUpVisit, version: int, by: User, **facts: Any) -> FollowUpVisit:
    """Correct a visit that was made. Raises DomainError for one that nobody wrote down yet."""
    if row.done_on is None:
        raise DomainError(_("This visit is not written down yet."), field="done_on")
    return correct(row=row, version=version, by=by, check=checks.visit, **facts)
