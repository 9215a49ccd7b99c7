"""Refusals that many acts on a case share: it is closed, or the day is before its opening."""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Case
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before


class CaseClosed(DomainError):
    """The case is closed: it can be read, and opened again by a supervisor."""


def lock_case(case: Case) -> Case:
    """Return the row of `case` as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)


def lock_open_case(case: Case) -> Case:
    """Return the locked row. Raises CaseClosed."""
    case = lock_case(case)
    if not case.is_open:
        raise CaseClosed(_("This case is closed. Open it again first."))
    return case


def refuse_before_opening(day: dt.date | None, case: Case, field: str) -> None:
    """Raise OutOfOrder when `day` is before the case was opened."""
    refuse_before(
        day,
        case.opened_on,
        field=field,
        sentence=_("%(day)s is before the case was opened (%(earliest)s)."),
    )
