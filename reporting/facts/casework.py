"""What was done on cases: opening, services, outcomes that prevented harm, returns home, referrals."""

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from cases.enums import NOT_COUNTED_STATUSES, ServiceStatus
from cases.models import Case, PreventionOutcome, Reintegration, ServiceProvision
from programmes.models import TrustFundGrant
from referrals.enums import ANSWERED_YES
from referrals.models import Referral
from reporting.facts.people import KENYA, about, place
from reporting.facts.source import RecordPath, Source

# A case belongs to a place abroad when it has no county here and the exploitation was in a country.
IS_ABROAD = (
    Q(county__isnull=True)
    & Q(profile__isnull=False)
    & ~Q(profile__exploitation_country__in=["", KENYA])
)
BEHIND_CASE = RecordPath("case", "case__code", "case_id")
COUNTED_CASE = ~Q(case__status__in=NOT_COUNTED_STATUSES)
PERSON = "case__person"
PERSON_KEY = "case__person__master_id"


def _cases() -> QuerySet:
    return Case.objects.counted()


CASES_OPENED = Source(
    name="cases",
    rows=_cases,
    key="person__master_id",
    day="opened_on",
    record=RecordPath("case", "code", "pk"),
    dimensions=lambda day: {"county": place(IS_ABROAD, "county_id")},
)


def _services() -> QuerySet:
    return ServiceProvision.objects.filter(COUNTED_CASE, status=ServiceStatus.DELIVERED)


SERVICES = Source(
    name="services",
    rows=_services,
    starts=(
        lambda: ServiceProvision.objects.filter(status=ServiceStatus.DELIVERED),
        "delivered_on",
    ),
    key=PERSON_KEY,
    day="delivered_on",
    record=BEHIND_CASE,
    dimensions=about(PERSON, Coalesce("county_id", "case__county_id")),
)


def _reintegrations() -> QuerySet:
    return Reintegration.objects.filter(COUNTED_CASE)


REINTEGRATIONS = Source(
    name="reintegrations",
    rows=_reintegrations,
    starts=(Reintegration.objects.all, "happened_on"),
    key=PERSON_KEY,
    day="happened_on",
    record=BEHIND_CASE,
    dimensions=about(PERSON, F("county_id")),
)


def _prevention_outcomes() -> QuerySet:
    return PreventionOutcome.objects.filter(Q(case__isnull=True) | COUNTED_CASE)


PREVENTION = Source(
    name="prevention_outcomes",
    rows=_prevention_outcomes,
    starts=(PreventionOutcome.objects.all, "happened_on"),
    key="person__master_id",
    day="happened_on",
    record=RecordPath("case", Coalesce("case__code", "person__code"), "case_id"),
    dimensions=about("person", Coalesce("county_id", "case__county_id")),
)


def _accepted_referrals() -> QuerySet:
    return Referral.objects.filter(COUNTED_CASE, status__in=ANSWERED_YES)


REFERRALS = Source(
    name="referrals",
    rows=_accepted_referrals,
    key=PERSON_KEY,
    day=Coalesce("accepted_on", "completed_on"),
    record=BEHIND_CASE,
    dimensions=about(PERSON, F("case__county_id")),
)


def _grants() -> QuerySet:
    return TrustFundGrant.objects.filter(COUNTED_CASE)


def _trust_fund(name: str, day: str) -> Source:
    return Source(
        name=name,
        rows=_grants,
        key=PERSON_KEY,
        day=day,
        record=BEHIND_CASE,
        dimensions=about(PERSON, F("case__county_id")),
    )


TRUST_FUND_TRAININGS = _trust_fund("trust_fund_trainings", "trained_on")
TRUST_FUND_PAYMENTS = _trust_fund("trust_fund_payments", "disbursed_on")
