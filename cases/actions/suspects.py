"""People suspected or accused: entered by code, joined to cases; presumed innocent."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import registries
from cases.actions import numbers
from cases.actions.rules import lock_open_case
from cases.models import Case, CaseSuspect, Suspect
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record, record_look
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.pages.actions import rows

EARLIEST_BIRTH_YEAR = 1900
IDENTITY = ("names", "phone", "document_number", "birth_year")


@transaction.atomic
def register(
    *,
    by: User,
    names: str = "",
    phone: str = "",
    document_number: str = "",
    sex: str = "unknown",
    birth_year: int | None = None,
    nationality: str = "",
    case: Case | None = None,
    roles: Sequence[str] = (),
    submission: uuid.UUID | None = None,
) -> Suspect:
    """Enter one suspect and, with `case`, the part in it. Raises CaseClosed, DomainError."""
    if (made := sent_before(Suspect, submission, by)) is not None:
        return made
    _check_birth_year(birth_year)
    suspect = Suspect(
        id=new_id(submission), code=numbers.suspect_code(), names=names, phone=phone,
        document_number=document_number, sex=sex, birth_year=birth_year, nationality=nationality,
        recorded_by=by,
    )  # fmt: skip
    suspect.index_identity()
    suspect.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=suspect, case_id=case.pk if case else None)
    if case is not None:
        link(case=case, suspect=suspect, roles=roles, by=by)
    return suspect


@transaction.atomic
def edit(*, row: Suspect, version: int, by: User, **facts: Any) -> Suspect:
    """Correct what is known of a person suspected. Raises StaleVersion, DomainError.

    A name or number that was learnt later is held against the register as at joining.
    """
    suspect = rows.edit(row, version=version, by=by, check=_check, **facts)
    for joined in CaseSuspect.objects.filter(suspect=suspect).order_by("pk"):
        _tell(joined)
    for listen in registries.suspect_edit_listeners:
        listen(suspect)
    return suspect


@transaction.atomic
def reveal(*, suspect: Suspect, by: User) -> dict[str, str]:
    """Return the identity (names of IDENTITY -> text) and leave a row about it."""
    record_look(AuditKind.REVEALED, by=by, target=suspect, fields=list(IDENTITY))
    return {name: str(getattr(suspect, name) or "") for name in IDENTITY}


@transaction.atomic
def link(*, case: Case, suspect: Suspect, by: User, roles: Sequence[str] = ()) -> CaseSuspect:
    """Join a suspect to a case; joining again adds the new parts. Raises CaseClosed."""
    case = lock_open_case(case)
    row, is_new = CaseSuspect.objects.get_or_create(case=case, suspect=suspect)
    row.roles = [*row.roles, *(role for role in roles if role not in row.roles)]
    row.save(update_fields=["roles"])
    record(AuditKind.CHANGED, by=by, target=suspect, case_id=case.pk, fields={"roles": row.roles})
    if is_new:
        _tell(row)
    return row


def _tell(row: CaseSuspect) -> None:
    for listen in registries.suspect_listeners:
        listen(row)


def _check(suspect: Suspect) -> None:
    """Hold the year of birth against the calendar, and index the identity for finding."""
    _check_birth_year(suspect.birth_year)
    suspect.index_identity()


def _check_birth_year(year: int | None) -> None:
    if year is not None and not EARLIEST_BIRTH_YEAR <= year <= timezone.localdate().year:
        raise DomainError(
            _("Enter a year between %(first)s and this year.") % {"first": EARLIEST_BIRTH_YEAR},
            field="birth_year",
        )
