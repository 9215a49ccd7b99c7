"""Key focus area 2: each expected value is counted by hand from the rows above it."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories.cases import CaseFactory, PersonFactory, ReintegrationFactory, ServiceFactory
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    HeadcountFactory,
    NetworkFactory,
)
from tests.factories.work import AdmissionFactory, ShelterFactory
from tests.reporting.counting import day, since_plan_began, value

pytestmark = pytest.mark.django_db


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


def born(text: str, sex: str = "female"):
    return PersonFactory(birth_date=day(text), sex=sex)


def come(*people, **fields):
    activity = ActivityFactory(**fields)
    for person in people:
        AttendanceFactory(activity=activity, person=person)
    return activity


def test_a_boy_of_16_a_woman_of_36_and_one_of_20_stand_where_the_rules_put_them():
    come(born("2009-01-01", "male"))  # 2.1, 2.4, 2.5
    come(born("1989-01-01"))  # 2.2 only
    come(born("2005-01-01"))  # 2.2 and 2.4

    values = {code: value(code) for code in ("2.1", "2.2", "2.3", "2.4", "2.5")}

    assert values == {"2.1": 1, "2.2": 2, "2.3": 0, "2.4": 2, "2.5": 1}
    assert value("2.4", reading="everybody_once") == 3


def test_2_1_counts_children_at_mentorship_and_training_on_gender_justice():
    girl, boy = PersonFactory(child=True), PersonFactory(boy=True)
    come(girl, boy)  # 2
    come(girl, kind="training")  # again
    come(PersonFactory(child=True), kind="awareness")  # another kind
    come(PersonFactory(child=True), themes=["livelihood"])  # another theme
    come(PersonFactory())  # a woman
    HeadcountFactory(activity=come(), age_band="15_17", people=4)  # 2 + 4
    HeadcountFactory(activity=come(kind="awareness"), age_band="15_17", people=7)

    assert value("2.1") == 6
    assert value("2.1", reading="named_only") == 2


def test_2_2_counts_women_only():
    come(PersonFactory(), PersonFactory(man=True), PersonFactory(child=True))  # 1 woman
    come(PersonFactory(sex="unknown"))
    activity = come(PersonFactory(no_age=True, majority_override="adult"))  # 2
    HeadcountFactory(activity=activity, age_band="25_34", people=3)  # 2 + 3
    HeadcountFactory(activity=activity, age_band="10_14", people=5)  # girls
    HeadcountFactory(activity=activity, sex="male", age_band="25_34", people=6)

    assert value("2.2") == 5


def test_2_3_counts_men_only():
    come(PersonFactory(man=True), PersonFactory(man=True), PersonFactory(), PersonFactory(boy=True))
    HeadcountFactory(sex="male", age_band="60_plus", people=1)  # 2 + 1
    HeadcountFactory(sex="male", age_band="unknown", people=8)  # neither men nor boys

    assert value("2.3") == 3


def test_2_4_counts_from_10_to_34_years_with_both_ends():
    come(
        born("2015-06-02"),  # 9 on 1 June 2025
        born("2015-06-01"),  # 10: 1
        born("1990-06-02"),  # 34: 2
        born("1990-06-01"),  # 35
        PersonFactory(no_age=True, majority_override="child"),  # no age
    )
    HeadcountFactory(age_band="20_24", people=2)  # 2 + 2
    HeadcountFactory(age_band="5_9", people=9)
    HeadcountFactory(age_band="35_59", people=9)

    assert value("2.4") == 4
    assert value("2.4", reading="youth_15_24") == 2  # nobody named, 2 heads
    assert value("2.4", reading="adolescents_10_19") == 1
    assert value("2.4", reading="youth_18_34") == 3


def test_2_4_takes_its_ages_from_the_settings(settings):
    come(born("2015-06-01"), born("1999-01-01"))  # 10 and 26
    settings.ADOLESCENT_YOUTH_AGES = (10, 24)

    assert value("2.4") == 1


def test_2_5_counts_boys_and_is_part_of_2_1():
    come(PersonFactory(boy=True), PersonFactory(child=True), PersonFactory(man=True))
    HeadcountFactory(sex="male", age_band="10_14", people=2)
    HeadcountFactory(sex="female", age_band="10_14", people=3)

    assert value("2.5") == 3  # 1 boy and 2 heads
    assert value("2.1") == 7  # 2 children and 5 heads


def test_more_sessions_may_be_asked_of_a_person_within_a_year(settings):
    settings.EMPOWERED_MIN_SESSIONS = 2
    twice, once, over_years = (PersonFactory(child=True) for _ in range(3))
    come(twice, once, over_years)
    HeadcountFactory(activity=come(twice, kind="training"), people=4)  # heads cannot show two
    come(over_years, held_on=day("2024-06-01"))

    assert [value("2.1", 2024), value("2.1", 2025)] == [0, 1]


def test_2_6_counts_victims_of_gbv_of_any_age_with_a_service_or_a_stay():
    served = CaseFactory(case_types=["gbv", "trafficking"])
    ServiceFactory(case=served)  # 1
    AdmissionFactory(case=served)  # the same person
    AdmissionFactory(case=CaseFactory(case_types=["gbv"], person=PersonFactory(child=True)))  # 2
    ServiceFactory(case=CaseFactory())  # trafficking only
    ServiceFactory(case=CaseFactory(case_types=["gbv"]), status="planned", delivered_on=None)
    AdmissionFactory(case=CaseFactory(case_types=["gbv"]), status="declined", admitted_at=None)

    assert value("2.6") == 2


def test_2_7_counts_shelters_open_at_the_end_of_the_year():
    ShelterFactory(opened_on=day("2024-05-01"))
    closed = ShelterFactory(opened_on=day("2020-01-01"), closed_on=day("2025-12-31"))
    planned = ShelterFactory(opened_on=day("2024-01-01"))
    for shelter, status in ((closed, "closed"), (planned, "anticipated")):
        shelter.office.status = status
        shelter.office.save()

    assert [value("2.7", year) for year in (2023, 2024, 2025)] == [1, 2, 1]


def stay(from_, to=None, **fields):
    ended = {"status": "exited", "ended_at": moment(to)} if to else {}
    return AdmissionFactory(**({"admitted_at": moment(from_)} | ended | fields))


def test_2_8_counts_residents_whose_stay_touches_the_year():
    stay("2025-12-20 10:00", "2026-01-05 10:00")  # in both years
    stay("2021-11-01 10:00", "2022-02-01 10:00")  # 2022
    stay("2025-03-01 10:00", case=CaseFactory(case_types=["unsafe_migration"]))  # other case
    stay("2025-03-01 10:00", role="dependant")
    stay("2025-03-01 10:00", case=CaseFactory(status="merged"))
    stay("2025-04-01 10:00", case=CaseFactory(case_types=["child_violence"]))  # still there

    assert [value("2.8", year) for year in (2022, 2023, 2025, 2026)] == [1, 0, 2, 2]
    assert since_plan_began("2.8", 2026) == 3  # each once
    assert value("2.8", reading="dependants") == 1


def test_a_stay_begins_and_ends_on_the_clock_of_kenya():
    stay("2025-01-01 01:00", "2025-12-31 23:30")  # 2024 and 2025 by Greenwich

    assert [value("2.8", year) for year in (2024, 2025, 2026)] == [0, 1, 0]


def test_2_9_counts_reintegrations_after_a_stay():
    sheltered = CaseFactory()
    stay("2025-05-01 10:00", "2025-05-20 10:00", case=sheltered)
    ReintegrationFactory(case=sheltered)  # 1: on 1 June
    ReintegrationFactory(case=CaseFactory())  # never sheltered
    later = CaseFactory()
    stay("2025-06-02 10:00", case=later)
    ReintegrationFactory(case=later)  # the stay came afterwards
    second_case = CaseFactory(person=PersonFactory(merged_into=sheltered.person))
    ReintegrationFactory(case=second_case)  # the same person under a merged row

    assert value("2.9") == 1
    assert value("2.9", reading="any_programme") == 3


def test_2_9_may_count_everybody_by_a_setting(settings):
    settings.REINTEGRATION_REQUIRES_SHELTER = False
    ReintegrationFactory()

    assert value("2.9") == 1
    assert value("2.9", reading="after_a_stay") == 0


def test_2_10_counts_networks_that_we_founded_and_2_11_all():
    NetworkFactory(our_role="founder")  # both
    NetworkFactory(our_role="co_founder", starts_on=day("2026-03-01"))  # both, from 2026
    NetworkFactory(our_role="member")  # 2.11
    NetworkFactory(our_role="founder", themes=["migration"])
    NetworkFactory(our_role="founder", ends_on=day("2025-06-30"))  # both, until 2024

    assert [value("2.10", year) for year in (2024, 2025, 2026)] == [2, 1, 2]
    assert [value("2.11", year) for year in (2024, 2025, 2026)] == [3, 2, 3]
