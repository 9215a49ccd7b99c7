"""What one monitor sent last: records of every kind, with the receipt of each and where it is now."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercepts.actions.to_mend import WAITING
from intercepts.enums import RecordKind, SubmissionState
from intercepts.models import (
    CheckIn,
    FieldSubmission,
    Intercept,
    InterceptFollowUp,
    JourneyTally,
    Tip,
)
from intercepts.models.field import reference_of
from intercepts.phone.short_kinds import FOR_OFFICE
from tracekenya.ui.tables import Link

MOST = 50
BY_PHONE_ALONE = (RecordKind.CHECK_IN, RecordKind.VISIT)  # they may change a row that is there
Row = tuple[str | Link, str, str, str, str]
Found = Iterable[tuple[dt.datetime, Row]]


def last_of(user: Any) -> list[Row]:
    """Return receipt, kind, station, moment and state of the last 50, the newest first.

    Seven statements, however much was sent. Codes and days alone: nothing that was typed, no case, nobody's name.
    """
    found = [
        *_intercepts(user), *_tips(user), *_counted(user), *_check_ins(user), *_follow_ups(user),
        *_by_phone(user), *_waiting(user),
    ]  # fmt: skip
    found.sort(key=lambda each: each[0], reverse=True)
    return [row for _moment, row in found[:MOST]]


def _intercepts(user: Any) -> Found:
    rows = _last(Intercept.objects, user).only("code", "recorded_at", "station__name")
    for row in rows.select_related("station")[:MOST]:
        yield _of(row, _link(row.code, row), RecordKind.INTERCEPT.label)


def _tips(user: Any) -> Found:
    rows = _last(Tip.objects, user).only("code", "source", "recorded_at", "station__name")
    for row in rows.select_related("station")[:MOST]:
        is_report = row.source == "community"
        kind = RecordKind.COMMUNITY_REPORT.label if is_report else _("Tip")
        yield _of(row, _link(row.code, row), kind)


def _counted(user: Any) -> Found:
    for row in _last(JourneyTally.objects, user).select_related("station")[:MOST]:
        yield _of(row, reference_of(row.pk), RecordKind.TALLY.label)


def _check_ins(user: Any) -> Found:
    for row in _last(CheckIn.objects, user).select_related("station")[:MOST]:
        yield _of(row, reference_of(row.pk), RecordKind.CHECK_IN.label)


def _follow_ups(user: Any) -> Found:
    sealed = ("note", "intercept__narrative", "intercept__vehicle_plate")
    rows = _last(InterceptFollowUp.objects, user).select_related("intercept__station")
    for row in rows.defer(*sealed)[:MOST]:
        intercept = row.intercept
        receipt = _link(row.code, row) if intercept.recorded_by_id == user.pk else row.code
        yield _of(row, receipt, RecordKind.FOLLOW_UP.label, station=intercept.station)


def _by_phone(user: Any) -> Found:
    """Yield what a phone sent that made no row of its own: signs of life that came later, and visits."""
    rows = _sent(user).filter(state=SubmissionState.TAKEN, kind__in=BY_PHONE_ALONE)
    return _submissions(rows.exclude(made=F("client_uuid")))


def _waiting(user: Any) -> Found:
    return _submissions(_sent(user).filter(state__in=WAITING))


def _submissions(rows: QuerySet[FieldSubmission]) -> Found:
    for row in rows[:MOST]:
        is_placed = row.state == SubmissionState.TAKEN or row.reasons == [FOR_OFFICE]
        state = _("Received") if is_placed else _("Needs attention at the office")
        cells = (
            reference_of(row.client_uuid),
            row.get_kind_display(),
            "–",
            _at(row.received_at),
            state,
        )
        yield row.received_at, cells


def _sent(user: Any) -> QuerySet[FieldSubmission]:
    return FieldSubmission.objects.filter(recorded_by=user).defer("sealed").order_by("-received_at")


def _last(rows: Any, user: Any) -> QuerySet[Any]:
    return rows.filter(recorded_by=user).order_by("-recorded_at")


def _of(
    row: Any, receipt: str | Link, kind: Any, *, station: Any = None
) -> tuple[dt.datetime, Row]:
    place = station or row.station
    where = place.name if place else "–"
    return row.recorded_at, (receipt, str(kind), where, _at(row.recorded_at), _("Received"))


def _link(text: str, row: Any) -> Link:
    return Link(text, row.get_absolute_url())


def _at(moment: dt.datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
