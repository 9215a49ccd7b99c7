"""What one monitor sent last: intercepts, counts, tips, with when each was received."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intercepts.models import Intercept, JourneyTally, Tip
from tracekenya.ui.tables import Link

MOST = 50
Row = tuple[str | Link, str, str, str]


def last_of(user: Any) -> list[Row]:
    """Return receipt, kind, station and moment of the last 50, the newest first (3 statements)."""
    found: list[tuple[Any, Row]] = []
    for model, words in (
        (Intercept, _("Intercept")),
        (Tip, _("Tip")),
        (JourneyTally, _("People counted")),
    ):
        rows = model.objects.filter(recorded_by=user).select_related("station")
        if model is not JourneyTally:
            rows = rows.only("code", "recorded_at", "station__name")
        for row in rows.order_by("-recorded_at")[:MOST]:
            code = getattr(row, "code", "")
            receipt = Link(code, row.get_absolute_url()) if code else str(row.pk)[:8].upper()
            station = row.station.name if row.station else "–"
            found.append((row.recorded_at, (receipt, words, station, _at(row.recorded_at))))
    found.sort(key=lambda each: each[0], reverse=True)
    return [row for _moment, row in found[:MOST]]


def _at(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
