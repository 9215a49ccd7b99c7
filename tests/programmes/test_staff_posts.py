"""Staff posts: sealed names, one spelling of codes, posts that overlap."""

import csv
import io

import pytest

from programmes.models import StaffPost
from tests.factories.programmes import StaffPostFactory
from tests.programmes.entry import add, change, errors, url
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
POST = {
    "staff_code": "st01", "holder": "Zawadi Marker", "title": "Driver", "function": "finance",
    "starts_on": "2024-03-01", "full_time_share": "1",
}  # fmt: skip


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_OFFICER)[0]


def test_a_code_is_written_one_way_so_that_service_adds_up(finance):
    add(finance, "staff_post", **POST)

    assert StaffPost.objects.get().staff_code == "ST01"


def test_the_name_is_shown_to_keepers_only_and_never_in_lists_files_or_the_trail(
    finance, signed_in
):
    add(finance, "staff_post", **POST)
    post = StaffPost.objects.get()
    change(finance, "staff_post", post, **(POST | {"holder": "Zawadi Second"}))
    keeper, listed = finance.get(post.get_absolute_url()), finance.get(url("staff_post", "list"))
    file = b"".join(finance.get(url("staff_post", "list"), {"export": "csv"}).streaming_content)
    reader, _ = signed_in(Role.CASE_WORKER)
    read = reader.get(post.get_absolute_url())

    assert "Zawadi Second" in keeper.text
    assert [each["label"] for each in read.context["facts"]] == [
        "Staff code", "Post", "Function", "From", "Until", "Share of full time",
    ]  # fmt: skip
    assert "Zawadi" not in read.text + listed.text + file.decode()
    events = AuditEvent.objects.filter(target_id=str(post.pk))
    assert [each.fields for each in events.filter(kind="changed")] == [{"holder": None}]
    assert "Zawadi" not in str([each.fields for each in events])


def test_the_file_holds_what_the_list_shows(finance):
    StaffPostFactory(staff_code="ST02", title="Cook", function="shelter")

    answer = finance.get(url("staff_post", "list"), {"export": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Staff code", "Post", "Function", "From", "Until", "Share of full time", "State"],
        ["ST02", "Cook", "Shelter", "01/01/2024", "", "1.00", "Now"],
    ]


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"ends_on": "2024-02-29"}, "ends_on",
         "It cannot end on 29 February 2024, before it began (1 March 2024)."),
        ({"staff_code": "Jane Doe"}, "staff_code",
         "Use letters, digits and dashes only, for example ST07."),
        ({"full_time_share": "0"}, "full_time_share",
         "Ensure this value is greater than or equal to 0.01."),
        ({"full_time_share": "1.01"}, "full_time_share",
         "Ensure this value is less than or equal to 1."),
        ({"full_time_share": "NaN"}, "full_time_share", "Enter a number."),
        ({"title": "x" * 121}, "title",
         "Ensure this value has at most 120 characters (it has 121)."),
        ({"starts_on": "0205-01-01"}, "starts_on",
         "Check the year: it must lie between 1900 and 2199."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(finance, answers, field, message):
    answer = add(finance, "staff_post", **(POST | answers))

    assert errors(answer) == {field: [message]}
    assert answer.context["form"]["holder"].value() == "Zawadi Marker"
    assert StaffPost.objects.count() == 0


def test_the_same_post_of_the_same_person_is_entered_once(finance):
    StaffPostFactory(staff_code="ST01", title="driver")

    answer = add(finance, "staff_post", **POST)
    after = add(finance, "staff_post", **(POST | {"staff_code": "ST02"}))

    assert errors(answer) == {"title": ["ST01 has held this post since 1 January 2024 already."]}
    assert after.status_code == 302


def test_a_person_may_stand_in_but_more_than_full_time_is_marked(finance):
    first = StaffPostFactory(staff_code="ST01", full_time_share="0.6")

    add(finance, "staff_post", **(POST | {"full_time_share": "0.4"}))
    whole = finance.get(first.get_absolute_url())
    second = StaffPost.objects.exclude(pk=first.pk).get()
    change(finance, "staff_post", second, **(POST | {"full_time_share": "0.5"}))
    more = finance.get(first.get_absolute_url())

    assert [str(tag.text) for tag in whole.context["tags"]] == ["Now"]
    assert [str(tag.text) for tag in more.context["tags"]] == [
        "Now", "Posts overlap to more than full time",
    ]  # fmt: skip
    assert [panel["title"] for panel in more.context["panels"]] == ["Other posts of ST01"]
    assert second.get_absolute_url() in more.text


def test_the_list_tells_who_serves_now(finance):
    now = StaffPostFactory()
    gone = StaffPostFactory(ends_on="2024-12-31")
    to_come = StaffPostFactory(starts_on="2190-01-01")

    def rows(**params):
        return finance.get(url("staff_post", "list"), params).context["listing"].slice.rows

    assert rows(lasting="now") == [now]
    assert rows(lasting="ended") == [gone]
    assert rows(lasting="to_come") == [to_come]
    assert rows(function="mne") == []
