"""Telling the children officer or the police of a resident: who was told, when and how."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.actions import requests, tasks
from shelter.enums import NEVER_CAME, TaskKind
from shelter.models import Admission, OfficerNotice
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before
from tracekenya.pages.actions import rows

CHILDREN_OFFICER = "children_officer"


@transaction.atomic
def tell(*, admission: Admission, by: User, **facts: Any) -> OfficerNotice:
    """Keep that an officer was told; it settles that task of the list where it was a children officer.

    Raises DomainError naming the field.
    """
    admission = requests.lock_stay(admission)
    if admission.status in NEVER_CAME:
        raise DomainError(_("This person has not arrived."))
    notice = rows.add(OfficerNotice, by=by, check=_check, admission=admission, **facts)
    if notice.kind == CHILDREN_OFFICER:
        tasks.proved(admission=admission, kind=TaskKind.OFFICER, by=by)
    return notice


def edit(*, row: OfficerNotice, version: int, by: User, **facts: Any) -> OfficerNotice:
    """Correct who was told and when. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, version=version, by=by, check=_check, **facts)


def _check(notice: OfficerNotice) -> None:
    if notice.told_at > timezone.now():
        raise DomainError(_("This time is in the future."), field="told_at")
    refuse_before(
        timezone.localdate(notice.told_at), notice.admission.case.opened_on, field="told_at",
        sentence=_("The officer (%(day)s) cannot be told before the case was opened (%(earliest)s)."),
    )  # fmt: skip
