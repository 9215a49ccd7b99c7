"""What phones say of those who work alone: all is well, help, the end; and who answers a call for help.

A sign may come late, twice, or out of order: only what is newer than what we know changes anything.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.actions.check_ins import LEAST, MOST, supervisors_of
from intercepts.enums import SignOfLife
from intercepts.models import CheckIn, Station
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind

HELP_AGAIN = 15  # minutes between two tellings of a call for help that nobody took
USUAL_MINUTES = 120


@transaction.atomic
def hear(
    *,
    state: str,
    by: User,
    station: Station | None = None,
    at: dt.datetime | None = None,
    every_minutes: int | None = None,
    submission: uuid.UUID | None = None,
) -> CheckIn:
    """Take one sign of a monitor's phone; `at` is when by the phone's clock, never later than now.

    Raises DomainError naming the field: a span that protects nobody, a station that nobody knows.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two signs come at once
    said = min(at or timezone.now(), timezone.now())
    open_row = CheckIn.objects.filter(monitor=by, ended_at=None).first()
    if state == SignOfLife.HELP:
        row = open_row or _begin(by, station, said, USUAL_MINUTES, submission)
        return call_help(check_in=row, by=by)
    minutes = every_minutes or USUAL_MINUTES
    if not LEAST <= minutes <= MOST:
        words = _("Enter between %(least)d and %(most)d minutes.")
        raise DomainError(words % {"least": LEAST, "most": MOST}, field="every_minutes")
    newer = CheckIn.objects.filter(monitor=by, started_at__gte=said) | CheckIn.objects.filter(
        monitor=by, ended_at__gte=said
    )
    if (known := newer.order_by("started_at").last()) is not None:
        return known  # overtaken by a later sign
    if state == SignOfLife.END:
        return _end(open_row or _begin(by, station, said, minutes, submission), said, by)
    if open_row is not None and station is not None and open_row.station_id != station.pk:
        _end(open_row, said, by)
        open_row = None
    if open_row is None:
        return _begin(by, station, said, minutes, submission)
    return _safe(open_row, said, minutes, by)


@transaction.atomic
def call_help(*, check_in: CheckIn, by: User) -> CheckIn:
    """Call for help: supervisors are told at once, and again until one of them takes it."""
    row = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    row.help_at, row.help_taken_by, row.help_taken_at = timezone.now(), None, None
    save_edited(row, version=row.version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["help_at"])
    _tell(row, row.help_at)
    return row


@transaction.atomic
def take_help(*, check_in: CheckIn, by: User) -> CheckIn:
    """Say that one sends help; nobody is told again. Raises DomainError when somebody does already."""
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("help_taken_by")
    row = rows.get(pk=check_in.pk)
    if row.help_at is None or row.help_taken_by == by:
        return row
    if row.help_taken_by is not None:
        words = _("%(code)s has taken it already.")
        raise DomainError(words % {"code": row.help_taken_by.staff_code})
    row.help_taken_by, row.help_taken_at = by, timezone.now()
    save_edited(row, version=row.version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["help_taken_by"])
    return row


@transaction.atomic
def tell_calling(now: dt.datetime | None = None) -> int:
    """Tell again of calls for help that nobody has taken, each quarter of an hour; return how many."""
    now = now or timezone.now()
    rows = list(CheckIn.objects.calling().select_related("station", "monitor"))
    for row in rows:
        _tell(row, now)
    return len(rows)


def _tell(row: CheckIn, now: dt.datetime) -> None:
    assert row.help_at is not None  # noqa: S101  only those who call come here
    step = int((now - row.help_at).total_seconds()) // 60 // HELP_AGAIN
    once = f"help {row.pk} {row.help_at:%Y%m%d%H%M%S} {step}"
    tell(to=supervisors_of(row), kind=NoticeKind.HELP_CALLED, target=row, once=once)


def _begin(
    by: User, station: Station | None, at: dt.datetime, minutes: int, submission: uuid.UUID | None
) -> CheckIn:
    where = station or _last_station(by)
    if where is None:
        raise DomainError(_("Choose the station."), field="station")
    row = CheckIn.objects.create(
        id=new_id(submission), monitor=by, recorded_by=by, station=where, started_at=at,
        every_minutes=minutes, due_at=at + dt.timedelta(minutes=minutes),
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=row, fields={"station": where.code})
    return row


def _last_station(by: User) -> Station | None:
    last = CheckIn.objects.filter(monitor=by).select_related("station").first()
    return last.station if last else None


def _safe(row: CheckIn, at: dt.datetime, minutes: int, by: User) -> CheckIn:
    if row.safe_at is None or row.safe_at < at:
        row.safe_at, row.every_minutes, row.told_at = at, minutes, None
        row.due_at = at + dt.timedelta(minutes=minutes)
        save_edited(row, version=row.version)
        record(AuditKind.CHANGED, by=by, target=row, fields=["safe_at"])
    return row


def _end(row: CheckIn, at: dt.datetime, by: User) -> CheckIn:
    row.ended_at = at
    save_edited(row, version=row.version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["ended_at"])
    return row
