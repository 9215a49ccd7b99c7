"""A register moves its indicator on the right day: entered through the form, counted by hand."""

import uuid
from decimal import Decimal

import pytest
from django.urls import reverse

from programmes.models import BoardMeeting, BoardMember, Channel, StaffPost
from tests.factories.reporting import load_printed_plan
from tests.factories.work import OrganisationFactory
from tests.programmes.indicators import value_on, values_on
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plan(db):
    load_printed_plan()


@pytest.fixture
def enter(signed_in):
    """Return a function that sends the form of a register as its keeper and expects it kept."""
    client, _ = signed_in(Role.FINANCE_OFFICER)

    def send(name, row=None, /, **answers):
        if row is None:
            url = reverse(f"programmes:{name}_add")
            answers["submission"] = str(uuid.uuid4())
        else:
            url = reverse(f"programmes:{name}_edit", args=[row.pk])
            answers["version"] = type(row).objects.get(pk=row.pk).version
        answer = client.post(url, answers)
        assert answer.status_code == 302, answer.context["form"].errors

    return send


def test_4_1_counts_a_policy_from_its_approval_until_its_review(enter):
    enter(
        "policy", title="Policy", status="in_use", meets_standard="on",
        approved_on="2024-03-01", next_review_on="2025-06-01",
    )  # fmt: skip

    values = values_on("4.1", "2024-02-29", "2024-03-01", "2025-05-31", "2025-06-01")

    assert values == [None, 1, 1, 0]


def test_4_1_never_counts_a_policy_below_the_standard_or_without_review(enter):
    common = {"status": "in_use", "approved_on": "2024-03-01"}
    enter("policy", title="Below", next_review_on="2026-01-01", **common)
    enter("policy", title="Without", meets_standard="on", **common)

    assert value_on("4.1", "2024-12-31") == 0


def test_4_1_no_longer_counts_a_policy_that_was_retired(enter):
    enter(
        "policy", title="Policy", status="retired", meets_standard="on", approved_on="2024-03-01",
        next_review_on="2026-06-01", retired_on="2025-02-01",
    )  # fmt: skip

    assert values_on("4.1", "2025-01-31", "2025-02-01") == [1, 0]


def test_4_2_adds_up_the_receipts_of_the_year(enter):
    donor = OrganisationFactory()
    enter("funding", received_on="2025-03-10", kind="grant", donor=donor.pk, amount_kes=17_500_000)
    enter("funding", received_on="2025-03-11", kind="own_income", amount_kes=505_000)

    values = values_on("4.2", "2025-03-09", "2025-03-10", "2025-03-11", "2026-01-01")

    assert values[0] is None
    assert values[1:] == [Decimal("17.50"), Decimal("18.01"), 0]  # 18.005 rounds half up


def test_4_3_counts_a_person_after_twelve_months_until_they_leave(enter):
    enter(
        "staff_post", staff_code="st01", title="Driver", function="finance",
        starts_on="2024-03-01", full_time_share="1",
    )  # fmt: skip
    before = values_on("4.3", "2025-02-28", "2025-03-01")
    enter(
        "staff_post", StaffPost.objects.get(), staff_code="ST01", title="Driver",
        function="finance", starts_on="2024-03-01", ends_on="2025-05-31", full_time_share="1",
    )  # fmt: skip

    assert before == [0, 1]
    assert values_on("4.3", "2025-05-31", "2025-06-01") == [1, 0]


def test_4_3_counts_on_when_the_same_person_changes_posts(enter):
    post = {"staff_code": "ST01", "function": "field", "full_time_share": "1"}
    enter("staff_post", title="One", starts_on="2023-01-01", ends_on="2024-06-30", **post)
    enter("staff_post", title="Two", starts_on="2024-07-01", **(post | {"staff_code": "st01"}))

    assert values_on("4.3", "2024-06-30", "2024-07-01") == [1, 1]


def test_4_5_counts_a_person_once_while_they_monitor(enter):
    post = {"staff_code": "ST01", "function": "mne", "full_time_share": "0.5"}
    enter("staff_post", title="One", starts_on="2024-03-01", ends_on="2024-09-30", **post)
    enter("staff_post", title="Two", starts_on="2024-03-01", ends_on="2024-12-30", **post)

    values = values_on("4.5", "2024-02-29", "2024-03-01", "2024-12-30", "2024-12-31")

    assert values == [None, 1, 1, 0]


@pytest.fixture
def board(signed_in):
    """Return the secretary's client, a meeting of 14 May 2025 and three seats, one of them ended."""
    client, _ = signed_in(Role.BOARD_MEMBER, is_board_secretary=True)
    for code, ends_on in (("BD01", ""), ("BD02", ""), ("BD03", "2025-05-13")):
        answers = {"code": code, "starts_on": "2024-01-01", "ends_on": ends_on}
        answers["submission"] = str(uuid.uuid4())
        answer = client.post(reverse("programmes:board_member_add"), answers)
        assert answer.status_code == 302
    meeting = {"held_on": "2025-05-14", "kind": "ordinary", "submission": str(uuid.uuid4())}
    client.post(reverse("programmes:board_meeting_add"), meeting)
    return client, BoardMeeting.objects.get()


def test_4_6_is_who_came_of_those_whose_seat_was_held_that_day(board):
    client, meeting = board
    without_attendance = value_on("4.6", "2025-05-14")
    came = BoardMember.objects.get(code="BD01").pk

    client.post(
        reverse("programmes:board_attendance", args=[meeting.pk]), {"version": 1, "came": [came]}
    )

    assert without_attendance is None
    # BD01 came, BD02 did not, BD03 was not expected any more: 1 of 2
    values = values_on("4.6", "2025-05-13", "2025-05-14", "2025-12-31", "2026-05-14")
    assert values == [None, 50, 50, None]


def test_4_7_counts_a_type_of_channel_until_90_days_after_its_last_use(enter):
    enter(
        "channel", kind="website", reach="external", name="Site", starts_on="2024-03-01",
        last_activity_on="2024-09-01",
    )  # fmt: skip

    # 1 September and 90 days: 30 November
    values = values_on("4.7", "2024-02-29", "2024-03-01", "2024-11-30", "2024-12-01")

    assert values == [None, 1, 1, 0]


def test_4_7_no_longer_counts_a_channel_that_ended(enter):
    answers = {"kind": "website", "reach": "external", "name": "Site", "starts_on": "2024-03-01"}
    enter("channel", **answers)
    enter(
        "channel", Channel.objects.get(), **answers, ends_on="2024-06-30",
        last_activity_on="2024-06-29",
    )  # fmt: skip

    assert values_on("4.7", "2024-06-30", "2024-07-01") == [1, 0]


def test_4_8_counts_an_investment_until_the_day_it_is_given_up(enter):
    enter(
        "investment", kind="land", name="Plot", acquired_on="2024-03-01",
        disposed_on="2025-02-01", value_kes=2_400_000,
    )  # fmt: skip

    values = values_on("4.8", "2024-02-29", "2024-03-01", "2025-01-31", "2025-02-01")

    assert values == [None, 1, 1, 0]
