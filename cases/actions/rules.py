"""Refusals that many acts share: a closed case, days that cannot be, a form sent twice."""

import datetime as dt
import uuid
from typing import TypeVar

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import Record

Kind = TypeVar("Kind", bound=Record)


class CaseClosed(DomainError):
    """The case is closed: it can be read, and opened again by a supervisor."""


class OutOfOrder(DomainError):
    """A day lies before another day that must come first; the message names both."""


def lock_case(case: Case) -> Case:
    """Return the row of `case` as it is now, locked until the transaction ends."""
    return Case.objects.select_for_update(of=("self",)).select_related("person").get(pk=case.pk)


def lock_open_case(case: Case) -> Case:
    """Return the locked row. Raises CaseClosed."""
    case = lock_case(case)
    if not case.is_open:
        raise CaseClosed(_("This case is closed. Open it again first."))
    return case


def refuse_future(day: dt.date | None, field: str) -> None:
    """Raise DomainError at `field` for a day after today."""
    if day is not None and day > timezone.localdate():
        raise DomainError(
            _("%(day)s is in the future. Enter the day on which it happened.")
            % {"day": date_format(day)},
            field=field,
        )


def refuse_before(
    day: dt.date | None, earliest: dt.date | None, *, field: str, sentence: str
) -> None:
    """Raise OutOfOrder at `field` when `day` is before `earliest`.

    `sentence` is translated and names both days as %(day)s and %(earliest)s.
    """
    if day is not None and earliest is not None and day < earliest:
        days = {"day": date_format(day), "earliest": date_format(earliest)}
        raise OutOfOrder(sentence % days, field=field)


def refuse_before_opening(day: dt.date | None, case: Case, field: str) -> None:
    """Raise OutOfOrder when `day` is before the case was opened."""
    refuse_before(
        day,
        case.opened_on,
        field=field,
        sentence=_("%(day)s is before the case was opened (%(earliest)s)."),
    )


def sent_before(model: type[Kind], submission: uuid.UUID | None, by: User) -> Kind | None:
    """Return the row that the same form made already; of two posts at once the second waits.

    Raises DomainError when the UUID belongs to somebody else's row.
    """
    if submission is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [submission.int >> 65])
    row = model._default_manager.filter(pk=submission).first()
    if row is not None and row.recorded_by_id != by.pk:
        raise DomainError(_("This form has been used already. Open it again."))
    return row


def new_id(submission: uuid.UUID | None) -> uuid.UUID:
    """Return the primary key for a new row: the form's own UUID where there is one."""
    return submission or uuid.uuid4()
