"""Which stays the plan counts, for the monthly figures of a house: the same rule as the indicator's."""

import uuid

from django.db.models import QuerySet

from reporting.measures.registry import specification_of
from shelter.models import Admission

INDICATOR = "2.8"  # people supported in a shelter


def stays_of_the_plan(stays: QuerySet[Admission]) -> set[uuid.UUID]:
    """Return the keys of those of `stays` that indicator 2.8 counts."""
    (part,) = specification_of(INDICATOR).counting.parts
    counted = part.source.rows().filter(part.where, pk__in=stays.order_by().values("pk"))
    return set(counted.values_list("pk", flat=True))
