"""The register of policies: what is kept, what is refused, what the list shows."""

import datetime as dt

import pytest
from django.utils import timezone

from programmes.models import PolicyDocument
from tests.factories.programmes import PolicyFactory
from tests.programmes.entry import add, change, errors, url
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
DRAFT = {"title": "Leave policy", "status": "draft"}
IN_USE = {"title": "Leave policy", "status": "in_use", "approved_on": "2025-02-01"}


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_OFFICER)[0]


def test_a_policy_is_kept_and_shown(finance):
    answer = add(finance, "policy", **IN_USE, meets_standard="on", next_review_on="2999-01-01")
    assert errors(answer) == {
        "next_review_on": ["Check the year: it must lie between 1900 and 2199."]
    }

    answer = add(finance, "policy", **IN_USE, meets_standard="on", next_review_on="2099-01-01")

    policy = PolicyDocument.objects.get()
    assert answer["Location"] == policy.get_absolute_url()
    page = finance.get(policy.get_absolute_url())
    assert [row["value"] for row in page.context["facts"]] == [
        "Leave policy", "In use", "Yes", "1 February 2025", "1 January 2099", "",
    ]  # fmt: skip
    assert [str(tag.text) for tag in page.context["tags"]] == ["In use"]


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        (IN_USE | {"approved_on": ""}, "approved_on",
         "A policy in use has been approved: enter the day."),
        (IN_USE | {"approved_on": "2199-01-01"}, "approved_on",
         "1 January 2199 is in the future. Enter the day on which it happened."),
        (IN_USE | {"next_review_on": "2025-01-31"}, "next_review_on",
         "The review (31 January 2025) cannot be before the approval (1 February 2025)."),
        (IN_USE | {"status": "retired"}, "retired_on", "Enter the day on which it was retired."),
        (IN_USE | {"status": "retired", "retired_on": "2025-01-31"}, "retired_on",
         "It cannot be retired on 31 January 2025, before its approval (1 February 2025)."),
        (IN_USE | {"retired_on": "2025-03-01"}, "retired_on",
         "Only a retired policy has such a day: change the state, or clear the day."),
        (DRAFT | {"title": ""}, "title", "This field is required."),
        (DRAFT | {"status": "lost"}, "status",
         "Select a valid choice. lost is not one of the available choices."),
        (DRAFT | {"title": "a\0b"}, "title", "Null characters are not allowed."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(finance, answers, field, message):
    answer = add(finance, "policy", **answers)

    assert errors(answer) == {field: [message]}
    assert PolicyDocument.objects.count() == 0
    assert answer.context["form"]["title"].value() == answers["title"]


def test_a_title_is_given_once(finance):
    PolicyFactory(title="LEAVE policy")

    answer = add(finance, "policy", **DRAFT)

    assert errors(answer) == {"title": ["A policy with this title is in the register already."]}


def test_the_list_finds_policies_whose_review_is_due_from_that_very_day(finance):
    today = timezone.localdate()
    late = PolicyFactory(next_review_on=today)
    PolicyFactory(next_review_on=today + dt.timedelta(days=1))
    PolicyFactory(status="draft", approved_on=None, next_review_on=None)

    found = finance.get(url("policy", "list"), {"overdue": "late"})

    assert found.context["listing"].slice.rows == [late]
    page = finance.get(late.get_absolute_url())
    assert [str(tag.text) for tag in page.context["tags"]] == ["In use", "Review overdue"]


def test_the_list_sorts_and_filters(finance):
    old = PolicyFactory(title="B", approved_on=dt.date(2020, 1, 1))
    new = PolicyFactory(title="A", approved_on=dt.date(2024, 1, 1))
    draft = PolicyFactory(title="C", status="draft", approved_on=None, next_review_on=None)

    def rows(**params):
        return finance.get(url("policy", "list"), params).context["listing"].slice.rows

    assert rows() == [new, old, draft]
    assert rows(sort="approved") == [old, new, draft]
    assert rows(sort="-approved") == [new, old, draft]
    assert rows(status="draft") == [draft]


def test_an_empty_list_says_what_to_do(finance):
    page = finance.get(url("policy", "list")).text

    assert "No policy yet" in page
    assert (
        page.count(url("policy", "add")) == 2
    )  # the button above, and the one where rows would be


def test_only_finance_and_the_director_may_write(signed_in):
    policy = PolicyFactory()

    for role in Role:
        client, user = signed_in(role)
        shown, sent = client.get(url("policy", "edit", policy)), add(client, "policy", **DRAFT)
        may = role in (Role.FINANCE_OFFICER, Role.EXECUTIVE_DIRECTOR)
        outside = role in (Role.BOARD_MEMBER, Role.DONOR_VIEWER)
        refused = 404 if outside else 403
        assert (role, shown.status_code) == (role, 200 if may else refused)
        assert (role, sent.status_code) == (role, 302 if may else refused)
        assert (role, client.get(url("policy", "list")).status_code) == (
            role, 404 if outside else 200,
        )  # fmt: skip
        PolicyDocument.objects.filter(title="Leave policy").delete()


def test_a_change_is_kept_with_what_was_before(finance):
    policy = PolicyFactory(title="Leave policy")
    answers = IN_USE | {"meets_standard": "on", "next_review_on": "2027-01-01"}

    change(finance, "policy", policy, **answers)

    changes = finance.get(policy.get_absolute_url()).context["changes"]
    assert [line for each in changes for line in each.details] == [
        "Approved on: 1 January 2024 → 1 February 2025"
    ]
