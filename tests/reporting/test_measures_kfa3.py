"""Key focus area 3: each expected value is counted by hand from the rows above it."""

import pytest

from tests.factories.accounts import CountyFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    CourtCaseFactory,
    PersonFactory,
    PreventionOutcomeFactory,
    ProfileFactory,
    ServiceFactory,
)
from tests.factories.programmes import PartnershipFactory, TrustFundGrantFactory
from tests.factories.work import InterceptedPersonFactory, InterceptFactory
from tests.reporting.counting import day, since_plan_began, value

pytestmark = pytest.mark.django_db


def test_3_1_counts_events_with_persons_beside_them():
    bus, empty = InterceptFactory(), InterceptFactory()
    for final_class in ("evidence_of_trafficking", "high_risk", "evidence_of_trafficking"):
        InterceptedPersonFactory(intercept=bus, final_class=final_class)  # 1 event, 3 persons
    for _ in range(2):
        InterceptedPersonFactory(intercept=bus, final_class="not_intercept")
    for _ in range(5):
        InterceptedPersonFactory(intercept=empty, final_class="not_intercept")

    assert value("3.1") == 1
    assert value("3.1", reading="persons") == 3


def test_3_1_shows_the_events_in_which_somebody_was_made_safe():
    InterceptedPersonFactory(outcome="refused_help")
    InterceptedPersonFactory()

    assert value("3.1") == 2
    assert value("3.1", reading="made_safe") == 1


def test_3_2_counts_adults_made_safe_or_warned():
    InterceptedPersonFactory()  # 1
    InterceptedPersonFactory(final_class="high_risk")  # 2
    InterceptedPersonFactory(final_class="at_risk")  # 3
    InterceptedPersonFactory(final_class="not_intercept")
    InterceptedPersonFactory(outcome="suspect_fled")
    InterceptedPersonFactory(person=PersonFactory(child=True))  # a child: 1.2
    InterceptedPersonFactory(person=PersonFactory(no_age=True))  # neither
    PreventionOutcomeFactory(kind="migration")  # 4
    PreventionOutcomeFactory(kind="migration", case=CaseFactory(status="not_accepted"))
    PreventionOutcomeFactory(kind="violence")

    assert value("3.2") == 4


def worker(**fields):
    return CaseFactory(
        **({"case_types": ["labour_exploitation"], "migration_status": "returnee"} | fields)
    )


def test_3_3_counts_adults_exploited_at_work_away_from_home():
    ServiceFactory(case=worker())  # 1
    forced = worker(case_types=["trafficking"], migration_status="citizen")
    ProfileFactory(case=forced, exploitation_types=["forced_labour"], is_cross_border=True)
    ServiceFactory(case=forced)  # 2
    other_purpose = worker(case_types=["trafficking"])
    ProfileFactory(case=other_purpose, exploitation_types=["forced_marriage"])
    ServiceFactory(case=other_purpose)
    ServiceFactory(case=worker(migration_status="citizen"))  # at home
    ServiceFactory(case=worker(person=PersonFactory(child=True)))  # a child
    TrustFundGrantFactory(
        case=worker(), trained_on=day("2025-02-01"), disbursed_on=day("2025-03-01"), amount_kes=1
    )  # 3
    TrustFundGrantFactory(case=worker())  # not yet helped
    InterceptedPersonFactory()  # 3.2 only

    assert value("3.3") == 3
    assert value("3.2") == 1


def test_3_3_takes_a_route_into_another_county_for_work_away():
    kwale, kilifi = CountyFactory(code="002"), CountyFactory(code="003")

    def moved_to(county):
        case = worker(migration_status="citizen", person=PersonFactory(home_county=kilifi))
        case.route_legs.create(to_county=county)
        ServiceFactory(case=case)

    moved_to(kwale)  # 1
    moved_to(kilifi)  # stayed in the home county

    assert value("3.3") == 1


def test_3_4_counts_accused_persons_on_a_migration_route():
    over_the_border = CaseFactory()
    ProfileFactory(case=over_the_border, is_cross_border=True)
    court_case = CourtCaseFactory(victim=over_the_border)
    accused = [ChargeFactory(court_case=court_case).suspect for _ in range(3)]  # 3
    ChargeFactory(court_case=court_case, suspect=accused[0], count_number=2)  # a second count
    foreign = CaseFactory(case_types=["smuggling"], person=PersonFactory(nationality="UG"))
    ChargeFactory(court_case=CourtCaseFactory(victim=foreign))  # 4: an adult migrant
    ChargeFactory(court_case=CourtCaseFactory(victim=CaseFactory()))  # no route
    ChargeFactory(
        court_case=CourtCaseFactory(
            victim=CaseFactory(case_types=["gbv"], migration_status="returnee")
        )
    )
    ChargeFactory(court_case=CourtCaseFactory(victim=foreign, plea_on=None, stage="reported"))

    assert value("3.4") == 4


def test_3_4_counts_an_accused_person_once_over_the_years():
    foreign = CaseFactory(person=PersonFactory(nationality="UG"))
    first = ChargeFactory(court_case=CourtCaseFactory(victim=foreign, plea_on=day("2024-05-01")))
    ChargeFactory(court_case=CourtCaseFactory(victim=foreign), suspect=first.suspect)

    assert [value("3.4", 2024), value("3.4", 2025)] == [1, 1]
    assert since_plan_began("3.4", 2025) == 1


def test_3_5_counts_partnerships_on_decent_work():
    PartnershipFactory(themes=["decent_work_migration"], partner_type="union")  # 1
    PartnershipFactory(themes=["strategic", "decent_work_migration"], partner_type="research")  # 2
    PartnershipFactory(themes=["strategic"])
    PartnershipFactory(themes=["decent_work_migration"], ends_on=day("2024-06-30"), status="ended")

    assert value("3.5") == 2
