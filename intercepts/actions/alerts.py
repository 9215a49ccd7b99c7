"""Telling the office at once of whom it must hear, taking an alert once, and calling back."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.alerts import call_day, cause_of
from intercepts.enums import AGAIN, CallState
from intercepts.models import CallBack, Intercept, InterceptAlert, InterceptedPerson
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.lib.rules import refuse_over
from tracekenya.notices.actions.telling import Telling, tell, tell_each
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.roles import Role

AN_HOUR = dt.timedelta(hours=1)
HOURLY_UNTIL = 24  # hours; then once a day


@transaction.atomic
def raise_for(rows: Sequence[InterceptedPerson]) -> list[InterceptAlert]:
    """Raise alerts for those of the new `rows` who cannot wait, and note calls that are owed.

    `rows` come with person, intercept and station. The statements are the same for one row and for
    a hundred. A row that has its alert already gets no second one.
    """
    alerts = [
        InterceptAlert(intercepted_person=row, cause=cause, recorded_by=row.recorded_by)
        for row in rows
        if (cause := cause_of(row)) is not None
    ]
    today = timezone.localdate()
    calls = [
        CallBack(intercepted_person=row, due_on=day, recorded_by=row.recorded_by)
        for row in rows
        if (day := call_day(row, today)) is not None
    ]
    if calls:
        CallBack.objects.bulk_create(calls, ignore_conflicts=True)
    if alerts:
        InterceptAlert.objects.bulk_create(alerts, ignore_conflicts=True)
        _tell(alerts, "0")
    return alerts


@transaction.atomic
def take(*, alert: InterceptAlert, by: User) -> InterceptAlert:
    """Take an alert: from now on it is not told again. Raises DomainError when somebody has taken it."""
    row = InterceptAlert.objects.select_for_update(of=("self",)).select_related(
        "taken_by", "intercepted_person__intercept"
    ).get(pk=alert.pk)  # fmt: skip
    if row.taken_by == by:
        return row
    if row.taken_by is not None:
        raise DomainError(_("%(code)s has taken it already.") % {"code": row.taken_by.staff_code})
    row.taken_by, row.taken_at = by, timezone.now()
    row.version += 1
    row.save(update_fields=["taken_by", "taken_at", "version"])
    record(AuditKind.CHANGED, by=by, target=row, fields=["taken_by"])
    return row


def take_with_case(*, intercepted: InterceptedPerson, by: User) -> None:
    """Take what is still open about somebody whose case is opened: whoever opens it has begun."""
    alert = InterceptAlert.objects.filter(intercepted_person=intercepted, taken_at=None).first()
    if alert is not None:
        take(alert=alert, by=by)


@transaction.atomic
def answer_call(
    *,
    call: CallBack,
    version: int,
    result: str,
    by: User,
    due_on: dt.date | None = None,
    words: str = "",
) -> CallBack:
    """Keep what came out of a call: done, not reached, or another day.

    Raises StaleVersion, and DomainError: for a call that is over, for a missing or past day.
    """
    row = CallBack.objects.select_for_update(of=("self",)).select_related(
        "intercepted_person__person"
    ).get(pk=call.pk)  # fmt: skip
    if row.state != CallState.OPEN:
        raise DomainError(_("This call is over already."))
    if row.version != version:
        raise StaleVersion(_("Somebody else has called meanwhile. Look first what came out."))
    if result == AGAIN:
        if due_on is None:
            raise DomainError(_("Choose the day of the next call."), field="due_on")
        refuse_over(due_on, "due_on")
        row.due_on = due_on
    else:
        row.state = result
    row.words = words or row.words
    row.attempts += 1
    row.last_at, row.last_by = timezone.now(), by
    row.version += 1
    row.save(
        update_fields=["due_on", "state", "words", "attempts", "last_at", "last_by", "version"]
    )
    facts = {"state": row.state, "due_on": str(row.due_on)}
    record(AuditKind.CHANGED, by=by, target=row, fields=facts)
    return row


def tell_again(now: dt.datetime | None = None) -> int:
    """Tell again of alerts that nobody has taken, each hour of the first day, then daily.

    May run at any time and as often as one likes. Returns how many alerts wait.
    """
    now = now or timezone.now()
    waiting = InterceptAlert.objects.filter(taken_at=None, recorded_at__lte=now - AN_HOUR)
    rows = list(
        waiting.select_related("intercepted_person__intercept__station").defer(
            "intercepted_person__intercept__narrative",
            "intercepted_person__intercept__vehicle_plate",
        )
    )
    by_step: dict[str, list[InterceptAlert]] = {}
    for row in rows:
        by_step.setdefault(step_of(row.recorded_at, now), []).append(row)
    for step, alerts in by_step.items():
        _tell(alerts, step)
    return len(rows)


def tell_of(*, intercept: Intercept, by: User, once: str) -> None:
    """Tell those who hear of the intercept's alerts that it cannot wait, once for the mark `once`."""
    people = hearers()
    who = near(intercept.station.office_id, people, by.pk)
    tell(to=who, kind=NoticeKind.INTERCEPT_ALERT, target=intercept, once=once)


def step_of(since: dt.datetime, now: dt.datetime) -> str:
    """Return the mark of this telling of what waits: another each hour of the first day, then each day."""
    hours = (now - since) // AN_HOUR
    return str(hours if hours < HOURLY_UNTIL else hours - hours % HOURLY_UNTIL)


def _tell(alerts: Iterable[InterceptAlert], step: str) -> None:
    """Tell the supervisors of each station's office and every programme manager."""
    people = hearers()
    tell_each(
        kind=NoticeKind.INTERCEPT_ALERT,
        items=[
            Telling(
                to=_who_hears(alert, people), target=alert, once=f"intercept alert {alert.intercepted_person_id} {step}"
            )
            for alert in alerts
        ],
    )  # fmt: skip


def hearers() -> list[User]:
    """Return whom alerts may be told: they lead the programme or manage cases, and telling reaches them."""
    roles = (Role.PROGRAMME_MANAGER, Role.CASE_MANAGER)
    return list(User.objects.reachable().filter(role__in=roles))


def _who_hears(alert: InterceptAlert, people: Sequence[User]) -> list[User]:
    office = alert.intercepted_person.intercept.station.office_id
    return near(office, people, alert.recorded_by_id)


def near(office: Any, people: Sequence[User], but: Any) -> list[User]:
    """Return the managers of the programme, and the case managers of the office; of all where it has none.

    `but`: who recorded it knows.
    """
    known = [user for user in people if user.pk != but]
    managers = [user for user in known if user.role == Role.PROGRAMME_MANAGER]
    others = [user for user in known if user.role == Role.CASE_MANAGER]
    own = [user for user in others if office is not None and user.office_id == office]
    return [*managers, *(own or others)]
