"""Channels: used with one press, silent after 90 days, one entry each."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.models import Channel
from tests.factories.programmes import ChannelFactory
from tests.programmes.entry import add, errors, url
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
CHANNEL = {"kind": "website", "reach": "external", "name": "Site", "starts_on": "2024-03-01"}


@pytest.fixture
def finance(signed_in):
    return signed_in(Role.FINANCE_OFFICER)[0]


def used(channel) -> str:
    return reverse("programmes:channel_used", args=[channel.pk])


def test_one_press_keeps_today_and_a_second_changes_nothing(finance):
    channel = ChannelFactory(last_activity_on=dt.date(2025, 2, 1))
    today = timezone.localdate()

    answers = [finance.post(used(channel)) for _ in range(2)]

    channel.refresh_from_db()
    assert [answer["Location"] for answer in answers] == [channel.get_absolute_url()] * 2
    assert (channel.last_activity_on, channel.version) == (today, 2)
    events = AuditEvent.objects.filter(target_id=str(channel.pk))
    assert [each.fields for each in events] == [
        {"last_activity_on": ["2025-02-01", today.isoformat()]}
    ]


def test_a_closed_channel_has_no_button_and_refuses_the_press(finance):
    channel = ChannelFactory(ends_on=dt.date(2025, 6, 30))

    page = finance.get(channel.get_absolute_url())
    answer = finance.post(used(channel), follow=True)

    assert [str(act.label) for act in page.context["acts"]] == ["Change"]
    assert [str(each) for each in answer.context["messages"]] == ["This channel is not open today."]
    channel.refresh_from_db()
    assert channel.version == 1


def test_the_button_is_drawn_for_keepers_only(finance, signed_in):
    channel = ChannelFactory()
    button = f'<form method="post" action="{used(channel)}">'

    assert finance.get(channel.get_absolute_url()).text.count(button) == 1
    reader, _ = signed_in(Role.CASE_WORKER)
    assert button not in reader.get(channel.get_absolute_url()).text
    assert reader.post(used(channel)).status_code == 403


def test_looking_at_the_button_does_not_press_it(finance):
    assert finance.get(used(ChannelFactory())).status_code == 405


def test_the_list_names_those_that_fell_silent(finance):
    today = timezone.localdate()
    ChannelFactory(name="A", last_activity_on=today - dt.timedelta(days=90))
    silent = ChannelFactory(name="B", last_activity_on=today - dt.timedelta(days=91))
    never = ChannelFactory(name="C", last_activity_on=None)
    ended = ChannelFactory(name="D", ends_on=today - dt.timedelta(days=1))

    listing = finance.get(url("channel", "list")).context["listing"]
    state = listing.page.columns[-1].cell
    found = finance.get(url("channel", "list"), {"silent": "silent", "lasting": "now"})

    assert [str(state(row).text) for row in listing.slice.rows] == [
        "In use", "Silent for 90 days", "Never used", "Ended",
    ]  # fmt: skip
    assert found.context["listing"].slice.rows == [silent, never]
    assert finance.get(url("channel", "list"), {"lasting": "ended"}).context[
        "listing"
    ].slice.rows == [ended]


@pytest.mark.parametrize(
    ("answers", "field", "message"),
    [
        ({"name": "OUR SITE"}, "name",
         "This channel is in the register already, since 1 January 2024."),
        ({"ends_on": "2024-02-29"}, "ends_on",
         "It cannot end on 29 February 2024, before it began (1 March 2024)."),
        ({"last_activity_on": "2024-02-29"}, "last_activity_on",
         "It cannot have been used on 29 February 2024, before it began (1 March 2024)."),
        ({"last_activity_on": "2199-01-01"}, "last_activity_on",
         "1 January 2199 is in the future. Enter the day on which it happened."),
        ({"last_activity_on": "2024-05-02", "ends_on": "2024-05-01"}, "ends_on",
         "It cannot end on 1 May 2024: it was used later (2 May 2024)."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(finance, answers, field, message):
    ChannelFactory(name="Our site")

    answer = add(finance, "channel", **(CHANNEL | answers))

    assert errors(answer) == {field: [message]}
    assert Channel.objects.count() == 1


def test_a_channel_may_open_again_after_it_ended(finance):
    ChannelFactory(name="Site", ends_on=dt.date(2024, 2, 29), last_activity_on=None)

    assert add(finance, "channel", **CHANNEL).status_code == 302
