"""Who may not sleep under one roof with whom; said by those who hold the case, used by the fit unseen."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Case, Suspect
from shelter import apart
from shelter.models import KeepApart
from shelter.stay_facts import open_stay_of
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before
from tracekenya.pages.actions import rows
from tracekenya.roles.permissions import Permission


@transaction.atomic
def add(
    *, case: Case, by: User, other_code: str = "", suspect: Suspect | None = None,
    submission: uuid.UUID | None = None, **facts: Any,
) -> KeepApart:  # fmt: skip
    """Keep the person of `case` apart from a suspect of it, or from the survivor of another case.

    `other_code` names a case that `by` may see. Raises DomainError naming the field.
    """
    other = _named(other_code, by) if other_code else None
    if (suspect is None) == (other is None):
        raise DomainError(
            _("Choose a suspect of this case, or write the code of another case: one of the two."),
            field="other_code",
        )
    facts |= {"case": case, "suspect": suspect, "other": other}
    return rows.add(KeepApart, by=by, submission=submission, check=_check, **facts)


def edit(*, row: KeepApart, version: int, by: User, **facts: Any) -> KeepApart:
    """Correct why, and until when. Raises StaleVersion, DomainError naming the field."""
    return rows.edit(row, version=version, by=by, check=_check_until, **facts)


def house_suits_no_more(case: Case) -> bool:
    """Say whether the house where the person of `case` lives holds somebody to be kept apart."""
    stay = open_stay_of(case)
    if stay is None:
        return False
    return stay.shelter_id in apart.closed_to(case, [stay.shelter], is_arriving=True)


def _named(code: str, by: User) -> Case:
    found = Case.objects.visible_to(by, Permission.CASE_VIEW).filter(code__iexact=code.strip())
    case = found.select_related("person").first()
    if case is None:
        raise DomainError(_("You see no case with this code."), field="other_code")
    return case


def _check(row: KeepApart) -> None:
    _check_until(row)
    if row.other is not None and row.other.person.master_id == row.case.person.master_id:
        raise DomainError(_("Both cases are about the same person."), field="other_code")
    same = Q(case=row.case, suspect=row.suspect, other=row.other)
    if row.other is not None:
        same |= Q(case=row.other, other=row.case)
    if KeepApart.objects.filter(same).exists():
        raise DomainError(_("These two are kept apart already: change that entry."))


def _check_until(row: KeepApart) -> None:
    first = timezone.localdate(row.recorded_at) if row.recorded_at else timezone.localdate()
    refuse_before(
        row.until_on, first, field="until_on",
        sentence=_("The last day (%(day)s) cannot be before the entry was made (%(earliest)s)."),
    )  # fmt: skip
