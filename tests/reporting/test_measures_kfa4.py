"""Key focus area 4: each expected value is counted by hand from the rows above it."""

from decimal import Decimal

import pytest

from tests.factories.programmes import (
    BoardAttendanceFactory,
    BoardMeetingFactory,
    ChannelFactory,
    FundingFactory,
    InvestmentFactory,
    PartnershipFactory,
    PolicyFactory,
    StaffPostFactory,
)
from tests.reporting.counting import day, value

pytestmark = pytest.mark.django_db


def test_4_1_counts_policies_in_use_that_are_not_due_for_review():
    PolicyFactory()  # 1
    PolicyFactory(meets_standard=False)
    PolicyFactory(status="draft", approved_on=None, next_review_on=None)
    PolicyFactory(next_review_on=day("2025-12-31"))  # due on that very day
    PolicyFactory(next_review_on=day("2026-01-01"))  # 2
    PolicyFactory(status="retired", retired_on=day("2025-05-01"))  # in 2024 only
    PolicyFactory(next_review_on=None)

    assert [value("4.1", year) for year in (2023, 2024, 2025, 2026)] == [0, 4, 2, 1]


def test_4_2_adds_up_the_money_of_a_year_in_millions():
    FundingFactory(amount_kes=17_500_000)
    FundingFactory(kind="own_income", amount_kes=504_999)
    FundingFactory(received_on=day("2025-12-31"), amount_kes=1_000_000)
    FundingFactory(received_on=day("2026-01-01"), amount_kes=9_000_000)

    assert [value("4.2", year) for year in (2024, 2025, 2026)] == [0, Decimal("19.00"), 9]


def test_4_3_counts_people_who_serve_for_twelve_months():
    StaffPostFactory(staff_code="A", starts_on=day("2024-12-31"))  # 1: twelve months to the day
    StaffPostFactory(staff_code="B", starts_on=day("2025-01-01"))  # a day short
    StaffPostFactory(staff_code="C", starts_on=day("2022-01-01"), ends_on=day("2025-06-30"))  # gone
    StaffPostFactory(staff_code="D", starts_on=day("2023-01-01"), ends_on=day("2025-03-31"))
    StaffPostFactory(staff_code="D", starts_on=day("2025-04-01"))  # 2: another post at once
    StaffPostFactory(staff_code="E", starts_on=day("2020-01-01"), ends_on=day("2022-12-31"))
    StaffPostFactory(staff_code="E", starts_on=day("2025-04-01"))  # back after a gap

    assert [value("4.3", year) for year in (2021, 2022, 2023, 2024, 2025)] == [1, 1, 1, 2, 2]


def test_4_4_counts_strategic_partnerships_with_a_signed_agreement():
    PartnershipFactory(agreement_signed_on=day("2025-03-01"))  # 1
    PartnershipFactory(agreement_signed_on=day("2026-03-01"))  # from 2026
    PartnershipFactory()  # not signed
    PartnershipFactory(themes=["funding"], agreement_signed_on=day("2025-03-01"))

    assert [value("4.4", year) for year in (2024, 2025, 2026)] == [0, 1, 2]


def test_4_5_counts_people_in_monitoring_posts():
    StaffPostFactory(staff_code="A", function="mne", full_time_share=Decimal("0.5"))  # 1
    StaffPostFactory(staff_code="A", function="mne", full_time_share=Decimal("0.5"))  # same person
    StaffPostFactory(function="programme")
    StaffPostFactory(function="mne", ends_on=day("2025-12-30"))

    assert value("4.5") == 1


def test_4_6_is_the_share_of_expected_attendances():
    meeting = BoardMeetingFactory()
    for attended in (True, True, False):
        BoardAttendanceFactory(meeting=meeting, attended=attended)
    BoardAttendanceFactory(meeting=BoardMeetingFactory(kind="impact_activity"), attended=False)
    BoardAttendanceFactory(meeting=BoardMeetingFactory(held_on=day("2026-01-01")))

    assert value("4.6") == Decimal("50.00")  # 2 of 4
    assert value("4.6", 2024) is None  # nobody was expected


def test_4_7_counts_types_of_channel_used_within_90_days():
    ChannelFactory(kind="website", last_activity_on=day("2025-12-01"))  # 1
    ChannelFactory(kind="website", last_activity_on=day("2025-12-01"))  # the same type
    ChannelFactory(kind="x_twitter", last_activity_on=day("2025-10-02"))  # 2: 90 days before
    ChannelFactory(kind="facebook", last_activity_on=day("2025-10-01"))  # 91 days before
    ChannelFactory(kind="internal", reach="internal", last_activity_on=day("2026-02-01"))  # 3
    ChannelFactory(kind="youtube", ends_on=day("2025-11-30"), last_activity_on=day("2025-11-30"))
    ChannelFactory(kind="tiktok", last_activity_on=None)

    assert value("4.7") == 3
    assert value("4.7", reading="external") == 2
    assert value("4.7", reading="internal") == 1


def test_4_8_counts_investments_that_are_held():
    InvestmentFactory()  # 1
    InvestmentFactory(disposed_on=day("2025-12-31"))  # given up on the last day
    InvestmentFactory(acquired_on=day("2025-12-31"))  # 2
    InvestmentFactory(acquired_on=day("2026-01-01"))

    assert [value("4.8", year) for year in (2024, 2025, 2026)] == [2, 2, 3]
