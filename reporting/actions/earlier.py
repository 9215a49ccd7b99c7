"""Values from before the system: written by one person, approved by another, sent back with a reason."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reporting.models import Indicator, ManualValue
from reporting.numbers import NotANumber, typed_value
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.lib.records import save_edited
from tracekenya.pages.actions import rows

DECISION = ("approved_by", "approved_at", "sent_back_by", "sent_back_at", "sent_back_reason")
Picked = tuple[uuid.UUID, int]  # key and version of a value, as they stood on the page


class NotYours(DomainError):
    """Somebody wants to approve a value that they wrote."""


@transaction.atomic
def add(
    *, indicator: Indicator, value: str, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> ManualValue:
    """Keep a value of one year, not approved yet. Raises DomainError at the field."""
    number = _number(value, indicator)
    facts |= {"indicator": indicator, "value": number}
    return rows.add(ManualValue, by=by, submission=submission, check=_refuse_second, **facts)


@transaction.atomic
def edit(*, row: ManualValue, value: str, version: int, by: User, **facts: Any) -> ManualValue:
    """Change a value; an approval or what was sent back is withdrawn, for it was of another value.

    Raises StaleVersion, DomainError at the field.
    """
    row = _locked(row)
    number = _number(value, row.indicator)
    return rows.edit(row, version=version, by=by, value=number, **facts, **undecided(by))


def undecided(by: User) -> dict[str, Any]:
    """Return the fields of a value that `by` has just written and nobody has judged."""
    return {
        "changed_by": by, "approved_by": None, "approved_at": None, "sent_back_by": None,
        "sent_back_at": None, "sent_back_reason": "",
    }  # fmt: skip


@transaction.atomic
def approve(*, row: ManualValue, version: int, by: User) -> ManualValue:
    """Let the value be shown and printed. Raises NotYours, StaleVersion, DomainError if it is approved."""
    row = _locked(row)
    _refuse_own(row, by)
    if row.is_approved:
        raise DomainError(_("%(value)s is approved already.") % {"value": row})
    row.approved_by, row.approved_at = by, timezone.now()
    row.sent_back_by, row.sent_back_at, row.sent_back_reason = None, None, ""
    save_edited(row, version=version)
    record(AuditKind.STATUS_CHANGED, by=by, target=row, fields=["approved_by", "approved_at"])
    return row


@transaction.atomic
def approve_many(*, picked: Iterable[Picked], by: User) -> int:
    """Approve all of `picked` or none; return how many.

    Raises DomainError, naming the value, for one that is gone, stale, approved or one's own.
    """
    picked = sorted(set(picked))
    found = ManualValue.objects.in_bulk([key for key, _version in picked])
    if not picked or len(found) != len(picked):
        raise DomainError(_("Choose the values that you approve."))
    for key, version in picked:
        try:
            approve(row=found[key], version=version, by=by)
        except StaleVersion:
            raise StaleVersion(
                _("%(value)s was changed meanwhile. Nothing is approved; look at it again.")
                % {"value": found[key]}
            ) from None
    return len(picked)


@transaction.atomic
def send_back(*, row: ManualValue, version: int, reason: str, by: User) -> ManualValue:
    """Say what is missing before the value can be approved. Raises NotYours, StaleVersion."""
    row = _locked(row)
    _refuse_own(row, by)
    row.approved_by, row.approved_at = None, None
    row.sent_back_by, row.sent_back_at, row.sent_back_reason = by, timezone.now(), reason
    rows.judge(row)
    save_edited(row, version=version)
    record(AuditKind.STATUS_CHANGED, by=by, target=row, fields=["sent_back_by", "sent_back_reason"])
    return row


def _refuse_second(row: ManualValue) -> None:
    if ManualValue.objects.filter(indicator=row.indicator, year=row.year).exists():
        words = _("%(value)s has a value already. Open it to change it.") % {"value": row}
        raise DomainError(words, field="year")


def _number(text: str, indicator: Indicator) -> Any:
    try:
        return typed_value(text, indicator)
    except NotANumber as refusal:
        raise NotANumber(refusal.message, field="value") from None


def _locked(row: ManualValue) -> ManualValue:
    rows_now = ManualValue.objects.select_related("indicator").select_for_update(of=("self",))
    return rows_now.get(pk=row.pk)


def _refuse_own(row: ManualValue, by: User) -> None:
    if by.pk in row.writers:
        raise NotYours(
            _("You wrote %(value)s yourself; somebody else has to decide on it.") % {"value": row}
        )
