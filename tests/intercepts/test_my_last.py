"""What a monitor sent last: everything with its receipt and where it is now, and nothing that was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intercepts.models import FieldSubmission, Intercept, InterceptFollowUp, JourneyTally
from tests.factories.accounts import CountyFactory, UserFactory
from tests.factories.cases import FollowUpVisitFactory
from tests.factories.field import intercept as said_of_intercept
from tests.factories.field import phone_of, tally, waiting_record
from tests.factories.work import NOON, CheckInFactory, InterceptFactory, TipFactory
from tests.intercepts.test_short_kinds import VISIT, send, sign
from tracekenya.roles.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice", "signs")]
TYPED = "Maneno yaliyoandikwa"
ATTENTION = "Needs attention at the office"


@pytest.fixture
def monitor(signed_in):
    return signed_in(Role.FIELD_MONITOR)


def rows_of(client):
    """Return (receipt, kind, station, state) of each row of the page, from the top."""
    rows = client.get(reverse("intercepts:my_last")).context["table"].rows
    return [
        (str(getattr(receipt, "text", receipt)), kind, where, state)
        for receipt, kind, where, _moment, state in rows
    ]


def short(key):
    return str(key)[:8].upper()


def test_everything_that_a_phone_sent_stands_there_newest_first(monitor, station):
    client, user = monitor
    phone, name = phone_of(user), station.name
    county = CountyFactory()
    send(phone, "intercept", said_of_intercept(station))
    code = Intercept.objects.get().code
    follow_up = {
        "intercept": code, "happened_on": "2026-01-05", "way": "call", "reached": True, "note": TYPED,
    }  # fmt: skip
    report = {"happened_on": "2026-01-05", "county": county.code, "about": TYPED}
    assert send(phone, "follow_up", follow_up)[0] == 201
    assert send(phone, "community_report", report)[0] == 201
    send(phone, "check_in", sign(station, ago=50))
    send(phone, "check_in", sign(station, ago=5))
    send(phone, "tally", tally(station))
    case = FollowUpVisitFactory().reintegration.case
    assert send(phone, "visit", VISIT | {"code": case.code, "note": TYPED})[0] == 201
    send(phone, "tally", tally(station, women=-1))
    InterceptFactory()
    waiting_record(phone_of(UserFactory(role=Role.FIELD_MONITOR), label="Phone 2").row, {})

    rows = rows_of(client)
    page = client.get(reverse("intercepts:my_last")).content.decode()

    sent = list(FieldSubmission.objects.filter(recorded_by=user).order_by("-received_at"))
    refused, visit, counted, later, first, told, _follow, _event = sent
    assert rows == [
        (short(refused.client_uuid), "People counted", "–", ATTENTION),
        (short(visit.client_uuid), "Visit", "–", "Received"),
        (short(counted.client_uuid), "People counted", name, "Received"),
        (short(later.client_uuid), "Check-in", "–", "Received"),
        (short(first.client_uuid), "Check-in", name, "Received"),
        (told.ref, "Community report", "–", "Received"),
        (code, "Follow-up", name, "Received"),
        (code, "Intercept", name, "Received"),
    ]
    assert [words in page for words in (TYPED, case.code, VISIT["outcome"])] == [False] * 3


def test_what_the_office_placed_or_discarded_waits_no_longer(monitor):
    client, user = monitor
    row = waiting_record(phone_of(user).row, {})
    assert [each[3] for each in rows_of(client)] == [ATTENTION]

    row.state, row.sealed, row.discard_reason = "discarded", b"", "trial"
    row.save()

    assert rows_of(client) == []


def test_of_many_the_last_fifty_are_there_and_asked_for_as_often_as_one(monitor, station):
    client, user = monitor
    phone = phone_of(user).row
    asked, lengths = [], []
    for number in (1, 20):
        for _each in range(number):
            event = InterceptFactory(recorded_by=user, station=station)
            TipFactory(recorded_by=user, station=station)
            InterceptFollowUp.objects.create(intercept=event, way="call", recorded_by=user)
            JourneyTally.objects.create(station=station, women=1, recorded_by=user)
            CheckInFactory(monitor=user, recorded_by=user, ended_at=None if number == 1 else NOON)
            waiting_record(phone, {})
        client.get(reverse("intercepts:my_last"))
        with CaptureQueriesContext(connection) as queries:
            lengths.append(len(rows_of(client)))
        asked.append(len(queries))

    assert lengths == [6, 50]
    assert asked[0] == asked[1]
