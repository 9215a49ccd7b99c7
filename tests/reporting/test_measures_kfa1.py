"""Key focus area 1: each expected value is counted by hand from the rows above it."""

import datetime as dt
from decimal import Decimal

import pytest

from tests.factories.accounts import CountyFactory
from tests.factories.cases import (
    CaseFactory,
    ChargeFactory,
    ChargeOutcomeFactory,
    CourtCaseFactory,
    PersonFactory,
    PreventionOutcomeFactory,
    ProfileFactory,
    ReintegrationFactory,
    ServiceFactory,
)
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    HeadcountFactory,
    PartnershipFactory,
)
from tests.factories.work import (
    AdmissionFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    OrganisationFactory,
    ReferralFactory,
    StationFactory,
)
from tests.reporting.counting import day, since_plan_began, value

pytestmark = pytest.mark.django_db


def girl(**fields):
    return PersonFactory(child=True, **fields)


def childs_case(**fields):
    return CaseFactory(person=girl(), **fields)


def test_1_1_counts_children_at_safeguarding_activities_and_with_outcomes():
    club = ActivityFactory(kind="school_club", themes=["child_safeguarding"])
    other = ActivityFactory(kind="school_club", themes=["livelihood"])
    campaign = ActivityFactory(kind="media_campaign", themes=["online_safety"])
    twice = girl()
    AttendanceFactory(activity=club, person=twice)  # 1
    AttendanceFactory(activity=club)  # a woman
    AttendanceFactory(activity=other, person=girl())  # another theme
    AttendanceFactory(activity=campaign, person=girl())  # another kind
    PreventionOutcomeFactory(person=twice, kind="violence")  # the same child again
    PreventionOutcomeFactory(person=girl(), kind="violence")  # 2
    PreventionOutcomeFactory(person=girl(), kind="trafficking")  # another indicator
    HeadcountFactory(activity=club, age_band="10_14", people=5)  # 2 + 5 = 7
    HeadcountFactory(activity=club, age_band="18_19", people=9)  # adults

    assert value("1.1") == 7
    assert value("1.1", reading="named_only") == 2


def test_1_1_leaves_single_talks_out_in_its_other_reading():
    talk = ActivityFactory(kind="awareness", themes=["online_safety"])
    AttendanceFactory(activity=talk, person=girl())

    assert value("1.1") == 1
    assert value("1.1", reading="without_awareness") == 0


def test_1_2_counts_children_stopped_before_exploitation():
    def stopped(**fields):
        return InterceptedPersonFactory(**({"person": girl()} | fields))

    stopped()  # 1
    stopped(final_class="high_risk", intercept_type="unsafe_labour_migration")  # 2
    stopped(final_class="at_risk")  # not verified
    stopped(final_class="not_intercept")
    stopped(final_class="")  # not yet classed
    stopped(outcome="continued_informed")  # travelled on
    stopped(was_exploited=True)  # already exploited
    stopped(person=PersonFactory())  # a woman: 3.2
    PreventionOutcomeFactory(person=girl(), kind="trafficking")  # 3
    PreventionOutcomeFactory(person=PersonFactory(), kind="trafficking")  # a woman

    assert value("1.2") == 3


def test_1_3_counts_places_of_fifty():
    kilifi, kwale, mombasa = (CountyFactory(code=code) for code in ("003", "002", "001"))
    CaseFactory(county=kilifi)  # 1
    CaseFactory(county=kilifi)
    CaseFactory(county=CountyFactory(code="004"), status="not_accepted")  # never counts
    InterceptedPersonFactory(intercept=InterceptFactory(station=StationFactory(county=kwale)))  # 2
    InterceptedPersonFactory(
        intercept=InterceptFactory(station=StationFactory(county=CountyFactory(code="047"))),
        final_class="not_intercept",
    )
    ActivityFactory(county=mombasa)  # 3
    ActivityFactory(county=None, country="UG")  # 4: abroad
    ActivityFactory(county=None, country="TZ")  # abroad counts once
    abroad = CaseFactory(county=None)
    ProfileFactory(case=abroad, exploitation_country="SA")  # the same one place abroad

    assert value("1.3") == Decimal("8.00")  # 4 of 50
    assert value("1.3", reading="counties_of_47") == Decimal("6.38")  # 3 of 47


def test_1_4_counts_child_victims_once_with_a_first_protective_measure():
    sheltered, referred, served, doubly = (childs_case() for _ in range(4))
    AdmissionFactory(case=sheltered)  # 1
    children_office = OrganisationFactory(kind="children_services")
    ReferralFactory(
        case=referred,
        organisation=children_office,
        status="accepted",
        accepted_on=day("2025-06-02"),
    )  # 2
    ReferralFactory(case=childs_case(), organisation=children_office)  # only a draft
    ServiceFactory(case=served, kind="reunification")  # 3
    ServiceFactory(case=childs_case(), kind="education_support")  # not protective
    ServiceFactory(case=childs_case(trafficking_status="not_victim"), kind="shelter")
    ServiceFactory(case=childs_case(case_types=["gbv"]), kind="shelter")
    InterceptedPersonFactory(person=doubly.person, case=doubly)  # counted by 1.2
    ServiceFactory(case=doubly, kind="shelter")

    assert value("1.4") == 3
    assert value("1.2") == 1


def test_1_5_counts_children_with_a_direct_service():
    case = childs_case()
    ServiceFactory(case=case)  # 1
    ServiceFactory(case=case, kind="medical")  # the same child
    ServiceFactory(case=childs_case(), kind="rights_training")  # not direct
    ServiceFactory(case=childs_case(), status="planned", delivered_on=None)
    ServiceFactory(case=CaseFactory())  # a woman
    ServiceFactory(case=childs_case(status="merged"))
    ServiceFactory(case=childs_case(trafficking_status="not_victim"))  # 2: still a service

    assert value("1.5") == 2


def test_1_5_counts_a_child_once_over_the_years():
    case = childs_case()
    ServiceFactory(case=case, delivered_on=day("2024-03-01"))
    ServiceFactory(case=case, delivered_on=day("2024-09-01"))
    ServiceFactory(case=case, delivered_on=day("2025-03-01"))

    assert [value("1.5", year) for year in (2023, 2024, 2025, 2026)] == [0, 1, 1, 0]
    assert [since_plan_began("1.5", year) for year in (2023, 2024, 2025, 2026)] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("born", "served", "children"),
    [
        ("2007-06-10", "2025-06-09", 1),  # the day before the 18th birthday
        ("2007-06-10", "2025-06-10", 0),  # the birthday
        ("2008-02-29", "2026-02-28", 1),  # comes of age on 1 March in a common year
        ("2008-02-29", "2026-03-01", 0),
        ("2006-02-28", "2024-02-28", 0),
        ("2006-03-01", "2024-02-29", 1),
    ],
)
def test_a_child_is_one_until_the_day_before_the_eighteenth_birthday(born, served, children):
    case = CaseFactory(person=PersonFactory(birth_date=day(born)))
    ServiceFactory(case=case, delivered_on=day(served))

    assert value("1.5", day(served).year) == children


def test_a_stated_age_grows_with_the_years():
    case = CaseFactory(
        person=PersonFactory(birth_date=None, stated_age=17, stated_age_on=day("2024-01-01"))
    )
    ServiceFactory(case=case, delivered_on=day("2024-12-31"))
    ServiceFactory(case=case, delivered_on=day("2025-01-01"))

    assert [value("1.5", 2024), value("1.5", 2025)] == [1, 0]


def test_without_any_age_the_answer_of_the_staff_decides():
    child, adult, unknown = (
        CaseFactory(person=PersonFactory(no_age=True, majority_override=word))
        for word in ("child", "adult", "")
    )
    for case in (child, adult, unknown):
        ServiceFactory(case=case)

    assert value("1.5") == 1


def test_an_age_wins_over_the_answer_of_the_staff():
    ServiceFactory(case=CaseFactory(person=PersonFactory(majority_override="child")))

    assert value("1.5") == 0


def test_merged_rows_of_a_person_count_once():
    kept, double = girl(), girl()
    ServiceFactory(case=CaseFactory(person=kept))
    ServiceFactory(case=CaseFactory(person=double))
    before = value("1.5")

    double.merged_into = kept
    double.save()

    assert [before, value("1.5")] == [2, 1]


def test_1_6_counts_children_reintegrated_whether_sheltered_or_not():
    sheltered = childs_case()
    AdmissionFactory(
        case=sheltered, status="exited", ended_at=dt.datetime(2025, 6, 2, tzinfo=dt.UTC)
    )
    ReintegrationFactory(case=sheltered, happened_on=day("2025-07-01"))  # 1
    ReintegrationFactory(case=childs_case())  # 2
    ReintegrationFactory(case=CaseFactory())  # a woman
    ReintegrationFactory(case=childs_case(), happened_on=day("2024-12-31"))  # last year

    assert value("1.6") == 2
    assert value("1.6", reading="after_a_stay") == 1


def test_1_7_counts_court_cases_with_a_child_victim_by_the_plea():
    two_children = CourtCaseFactory(victim=childs_case())
    two_children.victim_links.create(case=childs_case())  # 1: still one court case
    CourtCaseFactory(victim=CaseFactory())  # a woman
    CourtCaseFactory(victim=childs_case(), plea_on=None, stage="reported")  # no plea yet
    CourtCaseFactory(victim=childs_case(), plea_on=day("2024-05-01"))  # last year
    grown = CaseFactory(person=PersonFactory(birth_date=day("2007-01-01")))
    link = CourtCaseFactory(victim=grown).victim_links.get()  # 18 when the case was opened
    assert value("1.7") == 1

    link.offence_on = day("2024-12-31")  # 2: a child when it was done
    link.save()

    assert value("1.7") == 2


def convicted(court_case, on, outcome="convicted"):
    charge = ChargeFactory(court_case=court_case)
    ChargeOutcomeFactory(charge=charge, decided_on=day(on), outcome=outcome)
    return charge


def test_1_8_counts_a_court_case_in_the_year_of_its_first_conviction():
    court_case = CourtCaseFactory(victim=childs_case(), plea_on=day("2023-05-01"))
    convicted(court_case, "2024-02-01")  # 1, in 2024
    convicted(court_case, "2025-02-01", "plea_agreement")  # a second accused
    convicted(court_case, "2023-09-01", "acquitted")
    convicted(CourtCaseFactory(victim=CaseFactory()), "2024-03-01")  # a woman's case

    assert [value("1.8", year) for year in (2023, 2024, 2025)] == [0, 1, 0]
    assert [since_plan_began("1.8", year) for year in (2023, 2024, 2025)] == [0, 1, 1]


def test_1_8_drops_a_conviction_from_the_year_in_which_it_is_overturned():
    court_case = CourtCaseFactory(victim=childs_case(), plea_on=day("2023-05-01"))
    charge = convicted(court_case, "2024-02-01")
    ChargeOutcomeFactory(charge=charge, decided_on=day("2025-04-01"), outcome="overturned")

    assert [value("1.8", year) for year in (2024, 2025)] == [1, 0]
    assert [since_plan_began("1.8", year) for year in (2024, 2025, 2026)] == [1, 0, 0]


def test_1_8_counts_a_conviction_overturned_in_the_same_year_never():
    charge = convicted(
        CourtCaseFactory(victim=childs_case(), plea_on=day("2023-05-01")), "2025-02-01"
    )
    ChargeOutcomeFactory(charge=charge, decided_on=day("2025-04-01"), outcome="overturned")

    assert value("1.8") == 0


def test_1_8_takes_a_first_conviction_before_the_plan_for_the_baseline():
    court_case = CourtCaseFactory(victim=childs_case(), plea_on=day("2020-05-01"))
    convicted(court_case, "2021-02-01")
    convicted(court_case, "2023-02-01")

    assert [value("1.8", year) for year in (2021, 2023)] == [1, 0]
    assert since_plan_began("1.8", 2025) == 0


def test_1_9_counts_partnerships_in_force_at_the_end_of_the_year():
    def partnership(**fields):
        PartnershipFactory(**({"themes": ["child_rights_advocacy"]} | fields))

    partnership()  # 1: since 2024
    partnership(status="ended", ends_on=day("2025-12-30"))  # over the day before
    partnership(status="ended", ends_on=day("2025-12-31"))  # 2: its last day
    partnership(status="dormant")
    partnership(status="prospect")
    partnership(themes=["strategic"])
    partnership(starts_on=day("2026-01-01"))

    assert [value("1.9", year) for year in (2023, 2024, 2025, 2026)] == [0, 3, 2, 2]
