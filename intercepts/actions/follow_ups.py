"""Writing down once what a monitor heard of an intercept afterwards."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from intercepts.actions.alerts import tell_of
from intercepts.enums import SafeNow
from intercepts.models import Intercept, InterceptFollowUp
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.pages.actions import rows


@transaction.atomic
def add(
    *, intercept: str, by: User, submission: uuid.UUID | None = None, **facts: Any
) -> InterceptFollowUp:
    """Keep a follow-up of an intercept that `by` may see, named by its code or its key.

    Who is not safe is told to the office at once. Raises DomainError naming the field.
    """
    event = _intercept(intercept, by)

    def check(row: InterceptFollowUp) -> None:
        refuse_future(row.happened_on, "happened_on")
        refuse_before(
            row.happened_on, event.happened_on, field="happened_on",
            sentence=_("The day (%(day)s) cannot be before the intercept (%(earliest)s)."),
        )  # fmt: skip
        if row.safe_now != SafeNow.NOT_KNOWN and not row.was_reached:
            words = _("Nobody was reached: choose “Not known”.")
            raise DomainError(words, field="safe_now")

    row = rows.add(
        InterceptFollowUp, by=by, submission=submission, check=check, quiet=("note",),
        intercept=event, **facts,
    )  # fmt: skip
    if row.safe_now == SafeNow.NO:
        tell_of(intercept=event, by=by, once=f"not safe {row.pk}")
    return row


def _intercept(named: str, by: User) -> Intercept:
    seen = Intercept.objects.visible_to(by).select_related("station")
    try:
        found = seen.filter(pk=uuid.UUID(named)).first()
    except ValueError:
        found = seen.filter(code__iexact=named).first()
    if found is None:
        raise DomainError(_("There is no such intercept that you may open."), field="intercept")
    return found
