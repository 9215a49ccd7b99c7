"""The door to the counting: values, no data, readings, notes, tables and the records behind."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from reporting.enums import ProgressStatus
from reporting.models import Indicator, IndicatorReading, ManualValue
from reporting.results import (
    PlanNotLoaded,
    UnknownIndicator,
    check_year,
    indicator,
    indicators,
    readings_of,
    records_behind,
    tables_for,
    tables_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, PersonFactory, ServiceFactory
from tests.factories.programmes import (
    ActivityFactory,
    AttendanceFactory,
    FundingFactory,
    HeadcountFactory,
    PolicyFactory,
    StaffPostFactory,
)
from tests.factories.reporting import load_printed_plan
from tests.factories.work import (
    AdmissionFactory,
    InterceptedPersonFactory,
    InterceptFactory,
    ShelterFactory,
)
from tests.reporting.counting import TODAY, day
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    load_printed_plan()


def child_served(on: str = "2025-06-01", **person):
    case = CaseFactory(person=PersonFactory(child=True, **person))
    ServiceFactory(case=case, delivered_on=day(on))
    return case


def year_of(code: str, year: int):
    return indicator(code, today=TODAY).in_year(year)


def test_all_33_indicators_say_no_data_before_there_are_records(plan):
    results = indicators(today=TODAY)

    said = {(year.value, year.value_year, year.status) for each in results for year in each.trend}
    assert len(results) == 33
    assert said == {(None, None, ProgressStatus.NO_DATA)}


def test_records_without_anything_that_counts_are_a_zero_from_their_first_year_on(plan):
    ServiceFactory(case=CaseFactory(), delivered_on=day("2024-06-01"))  # a woman

    result = indicator("1.5", today=TODAY)

    values = [(each.value, each.value_year) for each in result.trend]
    assert values == [(None, None), (None, None), (500, 0), (500, 0), (500, 0)]


def test_the_baseline_is_added_to_what_was_counted_since_the_plan_began(plan):
    child_served("2023-02-01")
    child_served("2025-02-01")
    child_served("2021-02-01")  # before the plan: part of the baseline

    years = indicator("1.5", today=TODAY).years

    assert {year: years[year].value for year in years} == {
        2021: 500, 2022: 500, 2023: 501, 2024: 501, 2025: 502, 2026: 502,
    }  # fmt: skip
    assert [years[year].value_year for year in (2021, 2023, 2024, 2025)] == [1, 1, 0, 1]


def test_levels_and_yearly_values_carry_no_baseline(plan):
    PolicyFactory()
    FundingFactory(amount_kes=20_000_000)

    assert (year_of("4.1", 2025).value, year_of("4.2", 2025).value) == (1, 20)


def test_a_year_to_come_has_no_data(plan):
    child_served("2024-06-01")

    result = indicator("1.5", today=day("2025-03-01"))

    assert [result.in_year(year).value for year in (2025, 2026)] == [501, None]


def test_the_running_year_is_provisional_and_says_so(plan):
    child_served("2026-06-01")

    year = year_of("1.5", 2026)

    assert year.is_provisional
    assert year.notes == ("The year is not over: value and milestone as of today.",)
    assert year.milestone < 1200


def test_status_and_percent_are_held_against_the_milestone(plan):
    FundingFactory(amount_kes=60_000_000)

    year = year_of("4.2", 2025)

    assert (year.milestone, year.percent, year.status) == (58, 103, ProgressStatus.ON_TRACK)


def test_an_approved_manual_value_stands_beside_and_changes_nothing(plan):
    clerk, manager = UserFactory(), UserFactory()
    row = Indicator.objects.get(code="1.5")
    values = {"indicator": row, "value": Decimal(77), "source": "Paper file"}
    ManualValue.objects.create(
        **values, year=2022, recorded_by=clerk, approved_by=manager, approved_at=timezone.now()
    )
    ManualValue.objects.create(**values, year=2023, recorded_by=clerk)  # not approved

    years = indicator("1.5", today=TODAY).years

    assert (years[2022].value, years[2022].manual.value) == (None, 77)
    assert years[2022].notes == (
        "From earlier records, not mixed into the value: 77 (Paper file).",
    )
    assert years[2023].manual is None


def test_head_counts_are_part_of_the_value_and_named_in_a_note(plan):
    activity = ActivityFactory()
    AttendanceFactory(activity=activity, person=PersonFactory(child=True))
    HeadcountFactory(activity=activity, people=3)

    year = year_of("2.1", 2025)

    assert (year.value_year, year.value, year.people_without_names) == (4, 44, 3)
    assert year.notes == ("3 of them were counted without names; such counts may contain repeats.",)


def test_4_2_prints_the_increase_in_its_note(plan):
    FundingFactory(amount_kes=27_000_000)

    assert year_of("4.2", 2025).notes == (
        "50.0 % more than the baseline; the target is 277.8 % more.",
    )


def test_4_1_names_the_policies_that_are_overdue(plan):
    PolicyFactory(title="Finance policy", next_review_on=day("2025-01-01"))
    PolicyFactory(title="Gender policy")

    assert year_of("4.1", 2025).notes == (
        "Not counted, as their review is overdue: Finance policy.",
    )


def test_2_8_prints_the_line_that_reconciles_it_with_the_bed_board(plan):
    AdmissionFactory()
    AdmissionFactory(role="dependant")
    AdmissionFactory(case=CaseFactory(case_types=["missing_person"]))
    AdmissionFactory(status="exited", ended_at=dt.datetime(2025, 7, 1, tzinfo=dt.UTC))

    year = year_of("2.8", 2025)

    assert year.value_year == 2
    assert year.notes == (
        "On 31 December 2025 the bed board shows 3 people in the shelters: 1 counted here, 1"
        " dependants, 1 in other kinds of cases.",
    )


def test_staff_indicators_print_their_companions(plan):
    StaffPostFactory(function="mne", full_time_share=Decimal("0.50"))

    assert year_of("4.3", 2025).notes == ("1 people were on the staff when the year began.",)
    assert year_of("4.5", 2025).notes == ("In full-time posts: 0.50.",)


def test_the_last_day_is_that_of_the_last_counted_row(plan):
    child_served("2025-02-01")
    child_served("2025-09-03")

    assert indicator("1.5", today=TODAY).last_day == day("2025-09-03")


def test_readings_stand_beside_the_rule(plan):
    child_served("2025-06-01")

    readings = {each.name: each.values[2025] for each in readings_of("1.5", today=TODAY)}

    assert readings == {
        "rule": 501, "without_baseline": 1, "year_alone": 1, "with_reintegration": 501,
    }  # fmt: skip


def test_a_chosen_reading_counts_and_is_named_in_the_rule(plan):
    child_served("2025-06-01")
    row = Indicator.objects.get(code="1.5")
    for version, name in ((1, "year_alone"), (2, "without_baseline")):
        IndicatorReading.objects.create(
            indicator=row, reading=name, reason="Agreed", version=version,
            chosen_on=TODAY, chosen_by="T001",
        )  # fmt: skip

    result = indicator("1.5", today=TODAY)

    assert result.in_year(2025).value == 1
    assert result.rule.endswith("Reading in force: Since the plan began, without the baseline.")
    assert result.as_json(2025)["accumulation"] == "cumulative_plan"
    assert [each.name for each in readings_of("1.5") if each.in_force] == ["without_baseline"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_dashboard_takes_eight_queries_however_many_records(
    plan, people, django_assert_num_queries
):
    for _ in range(people):
        InterceptedPersonFactory()
        child_served()

    with django_assert_num_queries(8):
        indicators(today=TODAY)


def test_years_outside_the_plan_are_refused(plan):
    assert [check_year("2021"), check_year(2026)] == [2021, 2026]
    for bad in ("2020", "2027", "soon", "", "２０２５", "2025.0"):
        with pytest.raises(Exception, match="choose one from 2021 to 2026"):
            check_year(bad)


def test_an_unknown_indicator_and_a_missing_plan_are_refused(db):
    with pytest.raises(PlanNotLoaded):
        indicators()
    with pytest.raises(UnknownIndicator):
        indicator("9.9")


def cells(table) -> dict:
    return {cell.code: cell.count for cell in table.cells if cell.count != 0}


def test_tables_hide_small_cells_from_those_without_the_right(plan):
    for _ in range(3):
        child_served(sex="male")
    for _ in range(8):
        child_served()
    for _ in range(9):
        child_served(sex="unknown")

    true = {each.dimension: each for each in tables_of("1.5", 2025, true_numbers=True)}
    safe = {each.dimension: each for each in tables_of("1.5", 2025, true_numbers=False)}

    assert cells(true["sex"]) == {"female": 8, "male": 3, "unknown": 9}
    assert cells(safe["sex"]) == {"female": None, "male": None, "unknown": 9}
    assert cells(safe["age_band"]) == {"10_14": 20}
    assert safe["sex"].total == 20
    assert list(true) == ["sex", "age_band", "county", "nationality", "disability", "type"]


def test_the_first_event_of_the_period_gives_age_and_county(plan):
    case = CaseFactory(person=PersonFactory(birth_date=day("2010-05-01")))
    ServiceFactory(case=case, delivered_on=day("2025-03-01"))  # 14
    ServiceFactory(case=case, delivered_on=day("2025-08-01"))  # 15

    tables = {each.dimension: cells(each) for each in tables_of("1.5", 2025, true_numbers=True)}

    assert tables["age_band"] == {"10_14": 1}
    assert tables["county"] == {"003": 1}


def test_a_stay_asks_the_age_on_the_first_day_of_the_year(plan):
    case = CaseFactory(person=PersonFactory(birth_date=day("2007-06-01")))
    AdmissionFactory(case=case, admitted_at=dt.datetime(2024, 6, 2, tzinfo=dt.UTC))  # 17

    bands = [
        cells(table)
        for year in (2024, 2025, 2026)
        for table in tables_of("2.8", year, true_numbers=True)
        if table.dimension == "age_band"
    ]

    assert bands == [{"15_17": 1}, {"15_17": 1}, {"18_19": 1}]


def test_one_shelter_is_not_split_by_sex_or_age(plan):
    house = ShelterFactory()
    for _ in range(12):
        AdmissionFactory(shelter=house)

    def dimensions(true_numbers):
        return {each.dimension for each in tables_of("2.8", 2025, true_numbers=true_numbers)}

    assert dimensions(True) - dimensions(False) == {"sex", "age_band"}

    for _ in range(12):
        AdmissionFactory()
    assert dimensions(True) == dimensions(False)


def test_3_1_shows_the_main_type_of_events_and_persons_apart(plan):
    bus = InterceptFactory()
    for kind in ("smuggling", "smuggling", "child_trafficking"):
        InterceptedPersonFactory(intercept=bus, intercept_type=kind)

    tables = {each.dimension: each for each in tables_of("3.1", 2025, true_numbers=True)}

    assert (cells(tables["type"]), tables["type"].total) == ({"smuggling": 1}, 1)
    assert (cells(tables["sex"]), tables["sex"].total) == ({"female": 3}, 3)
    assert tables["sex"].note == "Persons, each once."
    found = {each.code: each for each in indicators()}
    assert (found["3.1"].in_year(2025).value_year, found["3.1"].people[2025].value_year) == (1, 3)
    assert [code for code, each in found.items() if each.people] == ["3.1"]


def test_tables_of_the_plan_so_far_count_each_person_once(plan):
    case = child_served("2024-05-01")
    ServiceFactory(case=case, delivered_on=day("2025-05-01"))

    tables = tables_for(["1.5", "4.2"], 2025, true_numbers=True, since_plan_began=True)

    assert [cells(each) for each in tables["1.5"] if each.dimension == "sex"] == [{"female": 1}]
    assert tables["4.2"] == []


def test_registers_are_never_hidden(plan):
    PolicyFactory()
    StaffPostFactory()

    tables = tables_for(["4.3"], 2025, true_numbers=False)

    assert [cells(each) for each in tables["4.3"]] == [{"programme": 1}]


def test_records_behind_a_value_are_codes_that_the_person_may_open(plan):
    manager, worker = UserFactory(role=Role.CASE_MANAGER), UserFactory(role=Role.CASE_WORKER)
    mine = CaseFactory(person=PersonFactory(child=True), granted_to=[worker])
    ServiceFactory(case=mine)
    other = child_served("2025-03-01")

    everything = records_behind("1.5", 2025, user=manager)
    some = records_behind("1.5", 2025, user=worker)

    assert [row.code for row in everything.rows] == [mine.code, other.code]
    assert (everything.count, everything.hidden) == (2, 0)
    assert [(row.code, row.kind, row.day, row.url) for row in some.rows] == [
        (mine.code, "case", day("2025-06-01"), mine.get_absolute_url())
    ]
    assert (some.count, some.hidden) == (1, None)


@pytest.mark.parametrize(
    ("role", "hidden"), [(Role.FINANCE_OFFICER, None), (Role.PROGRAMME_MANAGER, 0)]
)
def test_how_many_others_count_is_told_only_to_who_may_know_true_numbers(plan, role, hidden):
    child_served()

    page = records_behind("1.5", 2025, user=UserFactory(role=role))

    assert (page.count, page.hidden) == (0 if hidden is None else 1, hidden)


def test_every_indicator_can_be_broken_down_read_otherwise_and_opened(plan):
    manager = UserFactory(role=Role.ME_OFFICER)
    InterceptedPersonFactory()
    child_served()
    codes = [each.code for each in indicators(today=TODAY)]

    tables = tables_for(codes, 2025, true_numbers=False, since_plan_began=True)

    assert list(tables) == codes
    for code in codes:
        count = indicator(code, today=TODAY).in_year(2025).value_year or 0
        page = records_behind(code, 2025, user=manager)
        assert page.count == (count if code not in {"1.3", "4.2", "4.6"} else page.count)
        assert readings_of(code, today=TODAY)[0].name == "rule"


def test_a_year_ends_at_midnight_in_kenya(plan):
    with time_machine.travel(dt.datetime(2025, 12, 31, 21, 30, tzinfo=dt.UTC), tick=False):
        child_served("2025-06-01")
        result = indicator("1.5")

    assert result.in_year(2026).is_provisional
    assert not result.in_year(2025).is_provisional
