"""Who may take a resident over: written down, checked by named staff, confirmed by a second one."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter import release
from shelter.actions import requests
from shelter.enums import NEVER_CAME
from shelter.models import CHECKS, Admission, Receiver
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited
from tracekenya.pages.actions import rows

WHO = (
    "names", "phone", "relation", "id_kind", "id_number", "authority_kind", "authority_reference",
)  # fmt: skip


def add(
    *, admission: Admission, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> Receiver:
    """Write down who may take the person over; nothing of it is checked yet. Raises DomainError."""
    if admission.status in NEVER_CAME:
        raise DomainError(_("This person has not arrived."))
    return rows.add(
        Receiver, by=by, submission=submission, check=_check, admission=admission, **facts
    )


@transaction.atomic
def edit(*, row: Receiver, version: int, by: User, **facts: Any) -> Receiver:
    """Correct who it is; what was checked of somebody else is to be checked anew.

    Raises StaleVersion, DomainError; once the person was handed over, nothing changes.
    """
    requests.lock_stay(row.admission)  # as who leaves does: first the stay, then who takes over
    return rows.edit(row, version=version, by=by, check=_check_edited, **facts)


@transaction.atomic
def confirm(*, row: Receiver, version: int, by: User, checks: Collection[str]) -> Receiver:
    """Keep that `by` looked at `checks` (of CHECKS) oneself; what another checked stays theirs.

    Raises StaleVersion when the person written down changed meanwhile, DomainError.
    """
    row = _locked(row)
    if "home" in checks and not row.admission.home_assessments.exists():
        raise DomainError(_("Write down the home assessment first."), field="checks")
    new = [check for check in CHECKS if check in checks and check not in release.checks_of(row)]
    if not new:
        raise DomainError(_("Choose what you have checked yourself."), field="checks")
    now = timezone.now()
    for check in new:
        setattr(row, f"{check}_by", by)
        setattr(row, f"{check}_at", now)
    save_edited(row, version=version)
    record(AuditKind.CHANGED, by=by, target=row, fields=[f"{check}_by" for check in new])
    return row


@transaction.atomic
def second(*, row: Receiver, version: int, by: User, is_not_the_suspect: bool = False) -> Receiver:
    """Keep that a second member of staff looked at all four checks and agrees.

    is_not_the_suspect: `by` compared and says that somebody else is in our register.
    Raises StaleVersion, DomainError for whoever wrote the person down, or before the checks.
    """
    row = _locked(row)
    if row.recorded_by_id == by.pk:
        raise DomainError(_("You wrote this person down. Somebody else must confirm it."))
    if release.checks_of(row) != frozenset(CHECKS):
        raise DomainError(_("First all four checks, then the second look."))
    found = release.match_of(row)
    if found.exact:
        raise DomainError(_("Matches our register. Call the case manager, and hand nobody over."))
    if found.likely and not is_not_the_suspect:
        raise DomainError(
            _("May match our register. Say that it is not the same person, or do not confirm."),
            field="is_not_the_suspect",
        )
    row.second_by, row.second_at = by, timezone.now()
    row.is_not_the_suspect = is_not_the_suspect
    save_edited(row, version=version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["second_by", "is_not_the_suspect"])
    return row


def _locked(row: Receiver) -> Receiver:
    """Return the row, locked after its stay, as long as nobody was handed over. Raises DomainError."""
    requests.lock_stay(row.admission)
    rows_ = Receiver.objects.select_for_update(of=("self",)).select_related("admission__case")
    found = rows_.get(pk=row.pk)
    _refuse_handed(found)
    return found


def _refuse_handed(row: Receiver) -> None:
    if row.handed_at is not None:
        raise DomainError(_("The person was handed over already. Nothing here changes any more."))


def _check(row: Receiver) -> None:
    if not str(row.names).strip():
        raise DomainError(_("Write the names."), field="names")
    has_number = str(row.id_number).strip()
    if has_number and not row.id_kind:
        raise DomainError(_("Choose the kind of identity paper."), field="id_kind")
    if row.authority_kind and not str(row.authority_reference).strip():
        raise DomainError(
            _("Write the number of that letter or order."), field="authority_reference"
        )


def _check_edited(row: Receiver) -> None:
    """What was checked and confirmed was said of another: take it back where anything changed."""
    _check(row)
    before = Receiver.objects.get(pk=row.pk)
    _refuse_handed(before)
    if any(str(getattr(before, name)) != str(getattr(row, name)) for name in WHO):
        for check in (*CHECKS, "second"):
            setattr(row, f"{check}_by", None)
            setattr(row, f"{check}_at", None)
        row.is_not_the_suspect = False
