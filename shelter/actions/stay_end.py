"""When a stay ended, corrected: the stay and its last bed end at the same moment as before."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from shelter.enums import BedUse
from shelter.models import Admission
from shelter.stay_facts import moment
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows

FIELD = "left_at"


def corrected(stay: Admission, typed: dt.datetime | None) -> dt.datetime:
    """Return the end of the stay that `typed` means; forms know no seconds, so the same minute is no change.

    Raises DomainError for a stay that goes on, or for a time after the person had come back.
    """
    if stay.ended_at is None:
        raise DomainError(_("This stay has not ended."))
    if typed is None or _minute(typed) == _minute(stay.ended_at):
        return stay.ended_at
    stays = Admission.objects.filter(case__person__master_id=stay.case.person.master_id)
    later = stays.filter(admitted_at__gte=stay.ended_at, admitted_at__lt=typed).exclude(pk=stay.pk)
    came_back = later.order_by("admitted_at").first()
    if came_back is not None:
        moments = {"left": moment(typed), "back": moment(came_back.admitted_at)}
        raise DomainError(
            _("The person was back (%(back)s) before that time (%(left)s).") % moments, field=FIELD
        )
    return typed


def move(*, stay: Admission, end: dt.datetime, by: User) -> Admission:
    """Let the locked stay and its last bed end at `end`. Raises DomainError where another had the bed."""
    before = stay.ended_at
    if end == before:
        return stay
    for night in stay.bed_assignments.filter(
        use=BedUse.STAY, cancelled_at__isnull=True, period__endswith=before
    ):
        if end <= night.period.lower:
            raise DomainError(_("The person came into this bed after that time."), field=FIELD)
        night.period = DateTimeTZRange(night.period.lower, end)
        try:
            with transaction.atomic():
                night.save(update_fields=["period"])
        except IntegrityError:
            raise DomainError(
                _("The bed was held or taken by then. Write an earlier time."), field=FIELD
            ) from None
    return rows.edit(stay, version=stay.version, by=by, ended_at=end)


def _minute(value: dt.datetime) -> dt.datetime:
    return value.replace(second=0, microsecond=0)
