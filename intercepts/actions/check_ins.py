"""Working alone: starting, saying that all is well, ending; and telling supervisors who is late."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.models import CheckIn, Station
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited, sent_before
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.roles import Role

LEAST, MOST = 15, 480  # minutes between two signs of life
SUPERVISORS = (Role.CASE_MANAGER, Role.PROGRAMME_MANAGER)


@transaction.atomic
def start(
    *, station: Station, every_minutes: int, by: User, submission: uuid.UUID | None = None
) -> CheckIn:
    """Say that one works alone from now on. Raises DomainError while another one is open."""
    if (made := sent_before(CheckIn, submission, by)) is not None:
        return made
    if not LEAST <= every_minutes <= MOST:
        words = _("Enter between %(least)d and %(most)d minutes.")
        raise DomainError(words % {"least": LEAST, "most": MOST}, field="every_minutes")
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # two phones start at once
    running = CheckIn.objects.filter(monitor=by, ended_at=None).select_related("station").first()
    if running is not None:
        words = _("You are checked in at %(station)s already. End that first.")
        raise DomainError(words % {"station": running.station}, field="station")
    now = timezone.now()
    row = CheckIn.objects.create(
        id=new_id(submission), monitor=by, recorded_by=by, station=station, started_at=now,
        every_minutes=every_minutes, due_at=now + dt.timedelta(minutes=every_minutes),
    )  # fmt: skip
    record(AuditKind.CREATED, by=by, target=row, fields={"station": station.code})
    return row


@transaction.atomic
def say_safe(*, check_in: CheckIn, by: User) -> CheckIn:
    """Say that all is well now: the next sign is due after as many minutes again."""
    row = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    if row.ended_at is None:
        row.safe_at = timezone.now()
        row.due_at = row.safe_at + dt.timedelta(minutes=row.every_minutes)
        row.told_at = None
        save_edited(row, version=row.version)
        record(AuditKind.CHANGED, by=by, target=row, fields=["safe_at"])
    return row


@transaction.atomic
def end(*, check_in: CheckIn, by: User) -> CheckIn:
    """End working alone; ending again changes nothing."""
    row = CheckIn.objects.select_for_update(of=("self",)).get(pk=check_in.pk)
    if row.ended_at is None:
        row.ended_at = timezone.now()
        save_edited(row, version=row.version)
        record(AuditKind.CHANGED, by=by, target=row, fields=["ended_at"])
    return row


@transaction.atomic
def tell_late(at: dt.datetime | None = None) -> int:
    """Tell supervisors of each monitor who is late, once for each missed sign; return how many.

    The supervisors of the station's office; all of them where nobody of it can be told.
    """
    at = at or timezone.now()
    late = CheckIn.objects.late(at).filter(told_at=None).select_related("station", "monitor")
    rows = list(late.select_for_update(of=("self",), skip_locked=True))
    for row in rows:
        tell(to=supervisors_of(row), kind=NoticeKind.CHECK_IN_LATE, target=row)
    CheckIn.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=at)
    return len(rows)


def supervisors_of(row: CheckIn) -> list[User]:
    """Return the supervisors of the station's office; all of them where nobody of it can be told.

    Whoever works alone is not the one to be told.
    """
    people = list(User.objects.reachable().filter(role__in=SUPERVISORS).exclude(pk=row.monitor_id))
    office = row.station.office_id
    return [each for each in people if office and each.office_id == office] or people
