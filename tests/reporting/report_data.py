"""A small year for the tests of the report: counts that can be told by heart, some of them small."""

import datetime as dt

from reporting.models import Indicator, YearNote
from tests.factories.accounts import CountyFactory
from tests.factories.cases import CaseFactory, ServiceFactory
from tests.factories.programmes import FundingFactory
from tests.factories.reporting import load_printed_plan
from tests.factories.work import InterceptedPersonFactory
from tracekenya.places.models import County

TODAY = dt.date(2026, 11, 22)
GIRLS, BOYS, INTERCEPTS = 12, 3, 6


def fill() -> None:
    """Load the plan; in 2025: 12 girls and 3 boys served, 6 intercepts in Kilifi, money, one note."""
    load_printed_plan()
    kilifi = County.objects.get(code="003") if County.objects.exists() else CountyFactory()
    for trait in ["child"] * GIRLS + ["boy"] * BOYS:
        ServiceFactory(case=CaseFactory(county=kilifi, **{f"person__{trait}": True}))
    for _ in range(INTERCEPTS):
        InterceptedPersonFactory(intercept__station__county=kilifi)
    FundingFactory(received_on=dt.date(2025, 3, 1), amount_kes=40_000_000)
    YearNote.objects.create(
        indicator=Indicator.objects.get(code="1.5"),
        year=2025,
        narrative="The school term was used for outreach.",
        deviation="Two counsellors' posts stood empty.",
        lessons="Plan for cover.",
    )
