"""Telling the office of records that could not be taken: what cannot wait may stand in them, unread."""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone

from intercepts.actions.alerts import AN_HOUR, hearers, near, step_of
from intercepts.enums import RecordKind, SubmissionState
from intercepts.models import FieldSubmission
from tracekenya.notices.actions.telling import Telling, tell_each
from tracekenya.notices.enums import NoticeKind

URGENT = (RecordKind.INTERCEPT, RecordKind.CHECK_IN)  # a child, or a call for help
WAITING = (SubmissionState.QUARANTINED, SubmissionState.CONFLICT)


def tell_of(rows: Iterable[FieldSubmission], step: str = "0") -> None:
    """Tell those who hear alerts of the monitor's office of the urgent among `rows`."""
    urgent = [row for row in rows if row.kind in URGENT and row.state in WAITING]
    if not urgent:
        return
    people = hearers()  # who hears alerts mends records too
    tell_each(
        kind=NoticeKind.RECORD_TO_MEND,
        items=[
            Telling(
                to=near(row.phone.monitor.office_id, people, None), target=row,
                once=f"to mend {row.pk} {step}",
            )
            for row in urgent
        ],
    )  # fmt: skip


def tell_again(now: dt.datetime | None = None) -> int:
    """Tell again, as of alerts: each hour of the first day, then daily. Returns how many urgent ones wait."""
    now = now or timezone.now()
    waiting = FieldSubmission.objects.filter(
        state__in=WAITING, kind__in=URGENT, received_at__lte=now - AN_HOUR
    )
    rows = list(waiting.select_related("phone__monitor").defer("sealed"))
    for row in rows:
        tell_of([row], step_of(row.received_at, now))
    return len(rows)
