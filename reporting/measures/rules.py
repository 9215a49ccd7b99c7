"""Rules that several indicators share."""

from django.conf import settings
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Value, When, Window
from django.db.models.functions import ExtractYear
from django.db.models.lookups import GreaterThanOrEqual

from cases.enums import PreventionKind
from cases.models import RouteLeg
from intercepts.enums import COUNTED_CLASSES, FinalClass
from intercepts.models import InterceptedPerson
from reporting.facts.casework import PREVENTION
from reporting.facts.expressions import local_day
from reporting.facts.houses import stays
from reporting.facts.people import child
from reporting.facts.source import Expression
from reporting.measures.specification import Mark
from tracekenya.lib import vocabularies

INTERCEPT_DAY = F("intercept__happened_on")
# What happened next left the person where they were: nothing was prevented.
OUTCOMES_WITHOUT_PROTECTION = ["continued_informed", "refused_help", "suspect_fled"]

VERIFIED = Q(final_class__in=list(COUNTED_CLASSES))
VERIFIED_OR_AT_RISK = Q(final_class__in=[*COUNTED_CLASSES, FinalClass.AT_RISK])
MADE_SAFE = ~Q(outcome__in=OUTCOMES_WITHOUT_PROTECTION)
CHILD_PREVENTED_ON_ROAD = (
    VERIFIED & MADE_SAFE & Q(was_exploited=False) & child("person", INTERCEPT_DAY)
)
CHILD_PREVENTED_OTHERWISE = Q(kind=PreventionKind.TRAFFICKING) & child("person", F("happened_on"))

WORKING_AWAY = ["regular_work", "irregular", "returnee", "deportee", "stranded"]
FORCED_WORK = [
    "forced_labour", "domestic_servitude", "debt_bondage", "slavery", "forced_criminality",
]  # fmt: skip


def _prevented_cases():
    """Return the cases whose child is counted by 1.2, each once."""
    road = InterceptedPerson.objects.filter(CHILD_PREVENTED_ON_ROAD, case__isnull=False)
    other = PREVENTION.rows().filter(CHILD_PREVENTED_OTHERWISE, case__isnull=False)
    return (
        road.order_by()
        .values(mark_id=F("case_id"))
        .union(other.order_by().values(mark_id=F("case_id")))
    )


NOT_PREVENTED_BEFORE = Mark(
    name="prevented_case", rows=_prevented_cases, on="case_id", holds="{mark}.mark_id IS NULL"
)


def _first_stays():
    """Return each person's first day in a shelter."""
    return (
        stays()
        .order_by()
        .values(mark_id=F("case__person__master_id"))
        .annotate(since=Min(local_day("admitted_at")))
    )


AFTER_A_STAY = Mark(
    name="first_stay",
    rows=_first_stays,
    on="case__person__master_id",
    holds="{mark}.since <= {day}",
)


def away_from_home(case: str) -> Q:
    """Return migrants at work: by status, over a border, or with a route into another county."""
    elsewhere = RouteLeg.objects.filter(
        case=OuterRef(f"{case}_id"), to_county__isnull=False
    ).exclude(to_county=OuterRef(f"{case}__person__home_county"))
    return (
        Q(**{f"{case}__migration_status__in": WORKING_AWAY})
        | Q(**{f"{case}__profile__is_cross_border": True})
        | Q(Exists(elsewhere))
    )


def main_type_first() -> Expression:
    """Return a rank that puts the commonest type among an intercept's verified people first."""
    order = Case(
        *(
            When(intercept_type=code, then=Value(place))
            for place, code in enumerate(vocabularies.codes("intercept_type"))
        ),
        default=Value(99),
    )
    people = Window(
        Count("pk", filter=VERIFIED), partition_by=[F("intercept_id"), F("intercept_type")]
    )
    return order - 100 * people


def often_enough(where: Q) -> Q:
    """Narrow `where` to people with as many sessions in one year as the setting asks for."""
    least = settings.EMPOWERED_MIN_SESSIONS
    if least <= 1:
        return where
    sessions = Window(
        Count("pk", filter=where),
        partition_by=[F("person__master_id"), ExtractYear("activity__held_on")],
    )
    return where & Q(GreaterThanOrEqual(sessions, Value(least)))
