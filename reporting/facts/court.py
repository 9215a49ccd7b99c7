"""Court: victims of ours in cases before a court, the accused, and convictions that stand."""

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from cases.enums import CONVICTIONS, NOT_COUNTED_STATUSES, ChargeResult
from cases.models import Charge, ChargeOutcome, CourtCaseVictim
from reporting.facts.expressions import text_or
from reporting.facts.people import nationality
from reporting.facts.source import Expression, RecordPath, Source

BEHIND_COURT_CASE = RecordPath("court_case", "court_case__code", "court_case_id")


def _court_county(day: Expression) -> dict[str, Expression]:
    return {"county": text_or("court_case__county_id", "")}


def _accused(day: Expression) -> dict[str, Expression]:
    return _court_county(day) | {
        "sex": F("suspect__sex"),
        "nationality": nationality("suspect__nationality"),
    }


def offence_day(link: str = "") -> Coalesce:
    """Return the day of the offence, or, where nobody wrote it down, the day the case was opened."""
    return Coalesce(f"{link}offence_on", f"{link}case__opened_on")


def _victims() -> QuerySet:
    return CourtCaseVictim.objects.exclude(case__status__in=NOT_COUNTED_STATUSES)


PLEAS = Source(
    name="court_victims",
    rows=_victims,
    key="court_case_id",
    day="court_case__plea_on",
    record=BEHIND_COURT_CASE,
    dimensions=_court_county,
)


def _charges() -> QuerySet:
    """One row per charge and victim of the court case."""
    return Charge.objects.filter(
        Q(court_case__victim_links__isnull=False)
        & ~Q(court_case__victim_links__case__status__in=NOT_COUNTED_STATUSES)
    )


CHARGES = Source(
    name="charges",
    rows=_charges,
    key="suspect_id",
    day="court_case__plea_on",
    record=BEHIND_COURT_CASE,
    dimensions=_accused,
)


def _convictions() -> QuerySet:
    """One row per conviction, with the day on which a later decision overturned it, if any."""
    overturned = (
        ChargeOutcome.objects.filter(
            charge=OuterRef("charge"),
            outcome=ChargeResult.OVERTURNED,
            decided_on__gte=OuterRef("decided_on"),
        )
        .order_by()
        .values("charge")
        .annotate(first=Min("decided_on"))
        .values("first")
    )
    return ChargeOutcome.objects.filter(outcome__in=list(CONVICTIONS)).annotate(
        overturned_on=Subquery(overturned)
    )


CONVICTIONS_STANDING = Source(
    name="convictions",
    rows=_convictions,
    key="charge__court_case_id",
    day="decided_on",
    until="overturned_on",
    record=RecordPath("court_case", "charge__court_case__code", "charge__court_case_id"),
    dimensions=lambda day: {"county": text_or("charge__court_case__county_id", "")},
)
