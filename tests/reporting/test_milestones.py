"""Milestones on the straight line of the plan, and the words for a value beside its milestone."""

import datetime as dt
from decimal import Decimal

import pytest

from reporting.enums import Direction, ProgressStatus, ValueType
from reporting.milestones import (
    MilestoneValue,
    PlanWindow,
    YearOutsidePlan,
    milestone_in,
    percent_of,
    status_of,
    straight_line,
)

WINDOW = PlanWindow(baseline_year=2021, first_year=2022, last_year=2026)
LATER = dt.date(2030, 5, 1)


def line(baseline, target):
    return straight_line(baseline=Decimal(baseline), target=Decimal(target), window=WINDOW)


def milestones(baseline, target, value_type=ValueType.COUNT):
    points = line(baseline, target)
    return [
        milestone_in(year, line=points, value_type=value_type, today=LATER).value
        for year in WINDOW.years
    ]


def test_window_lists_its_years():
    assert list(WINDOW.years) == [2022, 2023, 2024, 2025, 2026]
    assert list(WINDOW.years_with_baseline) == [2021, 2022, 2023, 2024, 2025, 2026]


def test_line_runs_from_baseline_to_target():
    assert line(9, 60) == {
        2021: Decimal("9.00"),
        2022: Decimal("19.20"),
        2023: Decimal("29.40"),
        2024: Decimal("39.60"),
        2025: Decimal("49.80"),
        2026: Decimal("60.00"),
    }


@pytest.mark.parametrize(
    ("baseline", "target", "value_type", "expected"),
    [
        (9, 60, ValueType.COUNT, [20, 30, 40, 50, 60]),
        (1750, 5000, ValueType.COUNT, [2400, 3050, 3700, 4350, 5000]),
        (0, 4, ValueType.COUNT, [1, 2, 3, 4, 4]),
        (587, 1500, ValueType.COUNT_BY_TYPE, [770, 953, 1135, 1318, 1500]),
        (8, 28, ValueType.PERCENT, [12, 16, 20, 24, 28]),
        (18, 68, ValueType.MONEY_KES, [28, 38, 48, 58, 68]),
        (0, 1, ValueType.PERCENT, [Decimal(n) / 10 for n in (2, 4, 6, 8, 10)]),
        (20, 10, ValueType.COUNT, [18, 16, 14, 12, 10]),
    ],
)
def test_milestones_round_counts_up_and_nothing_else(baseline, target, value_type, expected):
    assert milestones(baseline, target, value_type) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2024, 1, 1), 30),  # 29.40 + 10.20 * 1/366 = 29.43
        (dt.date(2024, 7, 1), 35),  # 29.40 + 10.20 * 183/366 = 34.50
        (dt.date(2024, 12, 31), 40),
    ],
)
def test_running_year_is_due_by_its_days_and_provisional(today, expected):
    found = milestone_in(2024, line=line(9, 60), value_type=ValueType.COUNT, today=today)

    assert found == MilestoneValue(2024, Decimal(expected), is_provisional=True)


def test_running_year_of_money_keeps_two_decimals():
    found = milestone_in(
        2026, line=line(18, 68), value_type=ValueType.MONEY_KES, today=dt.date(2026, 3, 14)
    )

    assert found == MilestoneValue(2026, Decimal("60.00"), is_provisional=True)  # 58 + 10 * 73/365


def test_running_year_that_ends_on_a_whole_number_is_not_pushed_one_up():
    found = milestone_in(
        2022, line=line(0, 365 * 5), value_type=ValueType.COUNT, today=dt.date(2022, 1, 1)
    )

    assert found.value == 1


@pytest.mark.parametrize("today", [dt.date(2023, 12, 31), dt.date(2025, 1, 1)])
def test_other_years_stand_whole(today):
    found = milestone_in(2024, line=line(9, 60), value_type=ValueType.COUNT, today=today)

    assert found == MilestoneValue(2024, Decimal(40), is_provisional=False)


@pytest.mark.parametrize("year", [1999, 2021, 2027])
def test_year_outside_the_plan_is_refused(year):
    with pytest.raises(YearOutsidePlan) as refusal:
        milestone_in(year, line=line(9, 60), value_type=ValueType.COUNT, today=LATER)

    assert str(refusal.value) == f"The plan sets no milestone for {year}."


@pytest.mark.parametrize(
    ("value", "milestone", "direction", "percent", "status"),
    [
        ("20", "20", Direction.INCREASE, 100, ProgressStatus.ON_TRACK),
        ("25", "20", Direction.INCREASE, 125, ProgressStatus.ON_TRACK),
        ("999", "1000", Direction.INCREASE, 99, ProgressStatus.SLIGHTLY_BEHIND),
        ("17", "20", Direction.INCREASE, 85, ProgressStatus.SLIGHTLY_BEHIND),
        ("849", "1000", Direction.INCREASE, 84, ProgressStatus.BEHIND),
        ("0", "20", Direction.INCREASE, 0, ProgressStatus.BEHIND),
        ("0", "0", Direction.INCREASE, 100, ProgressStatus.ON_TRACK),
        ("3", "0", Direction.INCREASE, 100, ProgressStatus.ON_TRACK),
        ("57.99", "58", Direction.INCREASE, 99, ProgressStatus.SLIGHTLY_BEHIND),
        ("16", "18", Direction.DECREASE, 112, ProgressStatus.ON_TRACK),
        ("20", "18", Direction.DECREASE, 90, ProgressStatus.SLIGHTLY_BEHIND),
        ("40", "18", Direction.DECREASE, 45, ProgressStatus.BEHIND),
        ("0", "18", Direction.DECREASE, 100, ProgressStatus.ON_TRACK),
        ("5", "0", Direction.DECREASE, 0, ProgressStatus.BEHIND),
    ],
)
def test_status_follows_the_whole_percent_reached(value, milestone, direction, percent, status):
    value, milestone = Decimal(value), Decimal(milestone)

    assert percent_of(value, milestone, direction) == percent
    assert status_of(value, milestone, direction) == status


def test_nothing_recorded_is_no_data_and_not_behind():
    assert status_of(None, Decimal(20)) == ProgressStatus.NO_DATA
