"""People met on the road, each with the class that a programme manager gave."""

from django.db.models import F, QuerySet

from intercepts.enums import COUNTED_CLASSES, FinalClass
from intercepts.models import Intercept, InterceptedPerson
from reporting.facts.people import about
from reporting.facts.source import RecordPath, Source

CLASSES_OF_CONCERN = (*COUNTED_CLASSES, FinalClass.AT_RISK)


def _intercepted() -> QuerySet:
    """Return people whose final class shows a concern; no measure takes others."""
    return InterceptedPerson.objects.filter(final_class__in=list(CLASSES_OF_CONCERN))


INTERCEPTED = Source(
    name="intercepted_people",
    rows=_intercepted,
    key="person__master_id",
    day="intercept__happened_on",
    record=RecordPath("intercept", "intercept__code", "intercept_id"),
    dimensions=about("person", F("intercept__station__county_id")),
    starts=(Intercept.objects.all, "happened_on"),
)
