"""Writing an activity down, under a code of its own."""

import uuid
from typing import Any

from django.db import transaction

from cases.actions.numbers import activity_code
from programmes.models import Activity
from programmes.rules import check_activity
from tracekenya.accounts.models import User
from tracekenya.lib.records import sent_before
from tracekenya.pages.actions import rows


@transaction.atomic
def add(*, by: User, submission: uuid.UUID | None = None, **facts: Any) -> Activity:
    """Keep one activity under the next code of its year. Raises DomainError naming the field."""
    if (made := sent_before(Activity, submission, by)) is not None:
        return made
    return rows.add(Activity, by=by, submission=submission, check=_check_and_number, **facts)


def _check_and_number(activity: Activity) -> None:
    check_activity(activity)
    activity.code = activity_code(activity.held_on.year)
