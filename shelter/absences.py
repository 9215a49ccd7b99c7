"""Who is out of a house: since when, due back when, and which nights are no bed-nights for it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from shelter.away import Span, span_of
from shelter.models import Absence, Admission, AdmissionQuerySet, MissingReport
from shelter.registries import Due
from shelter.stay_rows import read_together
from tracekenya.lib.addresses import address
from tracekenya.roles.permissions import Permission

Stays = Collection[uuid.UUID] | QuerySet[Admission]


def spans(stays: Stays) -> dict[uuid.UUID, list[Span]]:
    """Return the nights away of each of `stays`: on leave, or missing; two queries.

    `stays`: keys, or a queryset of stays. One that was never away is left out.
    """
    found: dict[uuid.UUID, list[Span]] = defaultdict(list)
    out = Absence.objects.filter(admission__in=stays).order_by()
    gone = MissingReport.objects.filter(admission__in=stays).order_by()
    for stay, left, back in out.values_list("admission", "out_at", "back_at"):
        found[stay].append(span_of((left, back)))
    for stay, seen, back in gone.values_list("admission", "last_seen_at", "found_at"):
        found[stay].append(span_of((seen, back)))
    return dict(found)


def with_away(stays: AdmissionQuerySet) -> AdmissionQuerySet:
    """Return the stays with what `Admission.nights` needs, so that a list asks nothing for a row."""
    mine = {"admission": OuterRef("pk")}
    out = JSONObject(out="out_at", back="back_at")
    gone = JSONObject(out="last_seen_at", back="found_at")
    return stays.annotate(
        absent_times=ArraySubquery(Absence.objects.filter(**mine).order_by().values(span=out)),
        missing_times=ArraySubquery(
            MissingReport.objects.filter(**mine).order_by().values(span=gone)
        ),
    )


def open_of(stays: Stays) -> dict[uuid.UUID, Absence]:
    """Return the absence from which each of `stays` is not back yet; one query."""
    rows = Absence.objects.filter(admission__in=stays, back_at__isnull=True)
    return {row.admission_id: row for row in rows.defer("escort", "with_whom")}


def of_stay(stay: Admission) -> list[Absence]:
    """Return the times out of one stay, the last first, without who went along."""
    return read_together(stay, "absences")


def reports_of(stay: Admission) -> list[MissingReport]:
    """Return the searches for one resident, the last first, without what is sealed."""
    return read_together(stay, "missing_reports")


def open_now(stay: Admission) -> Absence | None:
    """Return the time out from which somebody is not back yet."""
    return next((row for row in of_stay(stay) if row.back_at is None), None)


def late(now: dt.datetime) -> QuerySet[Absence]:
    """Return the absences of residents who should be back, and of whom nobody said that they are missing."""
    missing = MissingReport.objects.filter(outcome="").values("admission")
    rows = Absence.objects.filter(back_at__isnull=True, due_back_at__lte=now)
    return rows.filter(admission__in=Admission.objects.in_house()).exclude(admission__in=missing)


def due_of(stays: Collection[uuid.UUID], now: dt.datetime) -> dict[uuid.UUID, Due]:
    """Return when each of `stays` who is out is due back, for the board."""
    return {
        stay: Due(
            row.due_back_at, _("Due back"), address("shelter:absence_back", row.pk),
            Permission.HOUSE_KEEP,
        )
        for stay, row in open_of(stays).items()
    }  # fmt: skip


def is_missing(stay: Admission) -> bool:
    return stay.missing_reports.filter(outcome="").exists()
