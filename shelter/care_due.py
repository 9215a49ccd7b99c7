"""What care is due for many stays at once: read with the stays themselves, so that the board asks nothing more."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.translation import gettext as _

from shelter.doses import AHEAD, LOOK_BACK, due_moments
from shelter.models import Admission, Dose, HealthCheck, Medicine
from shelter.registries import Due
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission

# Who reads of care at all, and whoever is awake in the house when it cannot wait.
HEARS_ALARM = (Permission.MEDICAL_VIEW, Permission.MEDICINE_GIVE)
A_DAY = dt.timedelta(days=1)


def with_care(stays: QuerySet[Admission]) -> QuerySet[Admission]:
    """Return the stays with what `alarm_due` and `dose_due` read of each, in the same statement."""
    now, mine = timezone.now(), {"admission": OuterRef("pk")}
    since = now - dt.timedelta(hours=settings.ASSAULT_WINDOW_HOURS)
    alarms = HealthCheck.objects.filter(
        **mine, assault_at__gt=since, post_rape_care="", pep_started_at__isnull=True
    )
    taken = Medicine.objects.filter(**mine, times__len__gte=1).exclude(
        until_on__lt=timezone.localdate(now) - A_DAY
    )
    answered = Dose.objects.filter(medicine__admission=OuterRef("pk"), due_at__gte=now - LOOK_BACK)
    medicine = JSONObject(
        pk="pk", times="times", from_on="from_on", until_on="until_on", stopped_on="stopped_on",
        recorded_at="recorded_at",
    )  # fmt: skip
    return stays.annotate(
        care_asked_at=Subquery(alarms.order_by("checked_at").values("checked_at")[:1]),
        medicines_taken=ArraySubquery(taken.order_by().values(row=medicine)),
        doses_answered=ArraySubquery(
            answered.order_by().values(row=JSONObject(pk="medicine_id", due_at="due_at"))
        ),
    )


def alarm_due(stay: Any, now: dt.datetime) -> Due | None:
    """Return that care cannot wait, due since the check that says so; never when or what happened."""
    if stay.care_asked_at is None:
        return None
    return Due(
        stay.care_asked_at, _("Care cannot wait"), stay.get_absolute_url(),
        read=HEARS_ALARM, instead=_("Something is due"),
    )  # fmt: skip


def dose_due(stay: Any, now: dt.datetime) -> Due | None:
    """Return the first dose that is due within the hour or was not written down since yesterday."""
    answered = {(each["pk"], _moment(each["due_at"])) for each in stay.doses_answered}
    moments = [
        moment
        for each in stay.medicines_taken
        for moment in due_moments(_medicine(each), now - LOOK_BACK, now + AHEAD)
        if (each["pk"], moment) not in answered
    ]
    if not moments:
        return None
    return Due(
        min(moments), _("Medicine"), address("shelter:medicine_round", stay.shelter_id),
        Permission.MEDICINE_GIVE, HEARS_ALARM, _("Something is due"),
    )  # fmt: skip


def _medicine(kept: dict[str, Any]) -> Medicine:
    """Return the medicine with what its hours need, from what the statement brought along."""
    days = {
        name: parse_date(kept[name]) if kept[name] else None for name in ("until_on", "stopped_on")
    }
    return Medicine(
        pk=uuid.UUID(kept["pk"]), times=[parse_time(time) for time in kept["times"]],
        from_on=parse_date(kept["from_on"]), recorded_at=_moment(kept["recorded_at"]), **days,
    )  # fmt: skip


def _moment(text: str) -> dt.datetime | None:
    return parse_datetime(text)
