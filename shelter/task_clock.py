"""By when what must be done for a resident; pure, with the present moment given."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shelter.enums import LegalAuthority, TaskKind, TaskStatus

SETTLED = (TaskStatus.DONE, TaskStatus.CANNOT)
FOR_ALL = (
    TaskKind.HEALTH, TaskKind.SAFETY, TaskKind.CONSENT, TaskKind.RULES, TaskKind.BELONGINGS,
    TaskKind.CARE_PLAN,
)  # fmt: skip
FOR_CHILDREN = (TaskKind.TRACING, TaskKind.EDUCATION)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
FEW_HOURS = 48 * HOUR  # what is due sooner is told in hours, later in days


def kinds_for(*, is_child: bool, authority: str) -> list[TaskKind]:
    """Return what must be done for somebody who comes on `authority`, in the order of the list."""
    asked = {*FOR_ALL, *(FOR_CHILDREN if is_child else ())}
    if is_child and authority == LegalAuthority.PENDING:
        asked.add(TaskKind.OFFICER)
    return [kind for kind in TaskKind if kind in asked]


def due_at(kind: str, arrived_at: dt.datetime) -> dt.datetime:
    """Return the moment from which the task is late: whole hours after the arrival."""
    return arrived_at + dt.timedelta(hours=settings.TASK_HOURS[kind])


def is_late(status: str, due: dt.datetime | None, now: dt.datetime) -> bool:
    """Return whether it should be settled by `now` and is not."""
    return status not in SETTLED and due is not None and due <= now


def words_of(due: dt.datetime, now: dt.datetime) -> str:
    """Return "in 3 h", "in 5 days", or since when it is late, in the organisation's time zone."""
    left = due - now
    if left <= dt.timedelta(0):
        since = timezone.localtime(due)
        return _("late since %(moment)s") % {"moment": date_format(since, "SHORT_DATETIME_FORMAT")}
    if left < HOUR:
        return _("in less than an hour")
    if left < FEW_HOURS:
        return _("in %(hours)s h") % {"hours": left // HOUR}
    days = left // DAY
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def first_due(rows: Iterable[tuple[str, dt.datetime]]) -> tuple[str, dt.datetime] | None:
    """Return the (kind, moment) that comes first; None without any."""
    return min(rows, key=lambda row: row[1], default=None)
