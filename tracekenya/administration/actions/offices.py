"""Adding, changing, closing an office; never its address."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import ngettext

from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows
from tracekenya.places.models import Office


@transaction.atomic
def add(*, by: User, submission: uuid.UUID, counties: Any = (), **facts: Any) -> Office:
    """Keep a new office; the same form sent twice makes one.

    Raises DomainError at the field for a code or name that is taken.
    """
    if (made := Office.objects.filter(pk=submission).first()) is not None:
        return made
    office = Office(id=submission, **facts)
    rows.judge(office)
    try:
        with transaction.atomic():
            office.save(force_insert=True)
    except IntegrityError:  # of two at once the slower
        rows.judge(office)
        raise
    office.counties.set(counties)
    record(AuditKind.CREATED, by=by, target=office, fields=sorted([*facts, "counties"]))
    return office


def edit(*, row: Office, version: int, by: User, **facts: Any) -> Office:
    """Change an office; its code stays. Raises as `rows.edit`, DomainError when staff are left."""
    facts.pop("code", None)
    return rows.edit(row, version=version, by=by, check=_may_be_so, **facts)  # type: ignore[type-var]  # has a version like a Record


def close(*, office: Office, by: User) -> Office:
    """Close an office. Raises DomainError while somebody who may sign in works there."""
    return edit(row=office, version=office.version, by=by, status="closed")


def _may_be_so(office: Office) -> None:
    if not office.is_closed:
        return
    left = office.staff.filter(is_active=True).count()
    if left:
        words = ngettext(
            "%(count)s person still works here. Give that account another office first.",
            "%(count)s people still work here. Give these accounts another office first.",
            left,
        )
        raise DomainError(words % {"count": left}, field="status")
