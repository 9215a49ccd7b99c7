"""Beds out of use: since when, why and until when; the bed goes back into use by itself."""

import datetime as dt
import uuid

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext as _

from shelter.actions import rooms
from shelter.enums import BedStatus
from shelter.models import Bed, BedOutage, Room
from shelter.moments import refuse_before, refuse_future
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import save_edited, sent_before
from tracekenya.pages.actions import rows

MOST_DAYS = 366  # a bed that nobody can use for longer is given up


@transaction.atomic
def begin(
    *, bed: Bed, reason: str, by: User, until: dt.datetime | None = None,
    submission: uuid.UUID | None = None,
) -> BedOutage:  # fmt: skip
    """Take a bed out of use from now on. Raises DomainError while it is held or occupied."""
    Room.objects.select_for_update().get(pk=bed.room_id)
    if (made := sent_before(BedOutage, submission, by)) is not None:
        return made
    bed = Bed.objects.get(pk=bed.pk)
    if bed.status == BedStatus.OUT_OF_USE:
        raise DomainError(_("This bed is out of use already."))
    now = timezone.now()
    _check_until(now, until)
    row = rows.add(
        BedOutage, by=by, submission=submission, bed=bed, reason=reason,
        period=DateTimeTZRange(now, until),
    )  # fmt: skip
    rooms.set_bed_status(bed=bed, status=BedStatus.OUT_OF_USE, by=by)
    return row


@transaction.atomic
def edit(
    *, row: BedOutage, version: int, reason: str, by: User, until: dt.datetime | None = None
) -> BedOutage:
    """Correct why, and until when; what is over stays over. Raises StaleVersion, DomainError."""
    Room.objects.select_for_update().get(pk=row.bed.room_id)
    row = BedOutage.objects.select_related("bed").get(pk=row.pk)
    since = row.period.lower
    if not is_over(row):
        _check_until(since, until)
    elif until is None:
        raise DomainError(_("Enter when the bed was back in use."), field="until")
    else:
        refuse_future(until, "until")
        refuse_before(until, since, field="until", sentence=_ends_before())
    row.reason, row.period = reason, DateTimeTZRange(since, until)
    _check_overlap(row)
    save_edited(row, version=version)
    record(AuditKind.CHANGED, by=by, target=row, fields=["reason", "period"])
    return row


def put_back(now: dt.datetime) -> int:
    """Put back into use whatever was out of use until a time that has come; return how many beds."""
    ended = BedOutage.objects.filter(
        bed__status=BedStatus.OUT_OF_USE, period__endswith__lte=now
    ).values("bed")
    still = BedOutage.objects.filter(period__contains=now).values("bed")
    beds = Bed.objects.filter(pk__in=ended).exclude(pk__in=still)
    return sum(_put_back(bed, now) for bed in beds)


def is_over(row: BedOutage) -> bool:
    return row.period.upper is not None and row.period.upper <= timezone.now()


@transaction.atomic
def _put_back(bed: Bed, now: dt.datetime) -> bool:
    Room.objects.select_for_update().get(pk=bed.room_id)
    bed = Bed.objects.get(pk=bed.pk)
    if bed.status != BedStatus.OUT_OF_USE or bed.outages.filter(period__contains=now).exists():
        return False
    bed.status = BedStatus.USABLE
    bed.save(update_fields=["status"])
    record(AuditKind.CHANGED, by=None, target=bed, fields={"status": BedStatus.USABLE})
    return True


def _check_until(since: dt.datetime, until: dt.datetime | None) -> None:
    """Refuse an end that has passed already or lies too far ahead."""
    if until is None:
        return
    earliest = max(since, timezone.now())
    refuse_before(until, earliest, field="until", sentence=_ends_before())
    if until - since > dt.timedelta(days=MOST_DAYS):
        raise DomainError(
            _("Check the year: a bed that nobody can use for so long is given up."), field="until"
        )


def _ends_before() -> str:
    return _("It cannot end (%(time)s) before %(earliest)s.")


def _check_overlap(row: BedOutage) -> None:
    others = row.bed.outages.exclude(pk=row.pk).filter(period__overlap=row.period)
    if others.exists():
        raise DomainError(
            _("The bed was out of use for another reason at that time."), field="until"
        )
