"""Stays in the shelters and the shelters themselves. A stay shows the county of origin, never the site."""

import datetime as dt

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from reporting.facts.casework import BEHIND_CASE, COUNTED_CASE, PERSON, PERSON_KEY
from reporting.facts.expressions import local_day
from reporting.facts.people import SITE, about
from reporting.facts.source import Expression, RecordPath, Source
from shelter.enums import NEVER_CAME
from shelter.models import Admission, Shelter

ARRIVED_ON = local_day("admitted_at")
LEFT_ON = local_day("ended_at")
FOREVER = dt.date(9999, 12, 31)


def stays() -> QuerySet:
    return Admission.objects.filter(COUNTED_CASE).exclude(status__in=NEVER_CAME)


def _resident(day: Expression) -> dict[str, Expression]:
    words = about(PERSON, F("case__person__home_county_id"))(day)
    return words | {SITE: Cast("shelter_id", CharField())}


ARRIVALS = Source(
    name="admissions",
    rows=stays,
    key=PERSON_KEY,
    day=ARRIVED_ON,
    until=Coalesce(LEFT_ON, Value(FOREVER)),
    record=BEHIND_CASE,
    dimensions=_resident,
)


def _shelters() -> QuerySet:
    """Return houses that run or ran: an anticipated one is none, a closed one needs its last day."""
    return Shelter.objects.filter(
        Q(office__status="functional") | Q(office__status="closed", closed_on__isnull=False)
    )


SHELTERS = Source(
    name="shelters",
    rows=_shelters,
    key="pk",
    day="opened_on",
    until="closed_on",
    record=RecordPath("register", "office__name", "pk"),
)
