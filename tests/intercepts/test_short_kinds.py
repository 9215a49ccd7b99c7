"""Short records of phones: working alone, follow-ups, reports, visits. Once, by the rules of the web, none lost."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import FollowUpVisit
from intercepts.actions import signs_of_life
from intercepts.models import CheckIn, FieldSubmission, InterceptFollowUp, Tip
from programmes.models import BusinessVisit
from tests.factories.accounts import CountyFactory, OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory, FollowUpVisitFactory
from tests.factories.field import intercept, phone_of
from tests.factories.programmes import TrustFundGrantFactory
from tests.factories.work import CheckInFactory, InterceptFactory
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice", "signs")]
VISIT = {
    "happened_on": "2025-07-02",
    "about": "reintegration",
    "outcome": "stable",
    "note": "Yu salama.",
}


@pytest.fixture
def monitor():
    return UserFactory(role=Role.FIELD_MONITOR)


@pytest.fixture
def phone(monitor):
    return phone_of(monitor)


@pytest.fixture
def office(signed_in):
    return signed_in(Role.CASE_MANAGER)


def url(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def sign(station, state="well", *, ago=0, minutes=60, **other):
    """Return a sign of life of `ago` minutes before now."""
    at = timezone.now() - dt.timedelta(minutes=ago)
    said = {"station": str(station.pk), "at": at.isoformat(), "state": state}
    if state == "well":
        said["next_by"] = (at + dt.timedelta(minutes=minutes)).isoformat()
    return said | other


def send(phone, kind, payload, **other):
    answer = phone.send(phone.item(kind, payload, **other))
    return answer.status_code, answer.json()["reasons"]


# --- Working alone -----------------------------------------------------------------------------------


def test_signs_of_life_start_go_on_and_end_whatever_their_order(phone, station, monitor):
    told = [
        send(phone, "check_in", sign(station, ago=90))[0],
        send(phone, "check_in", sign(station, ago=30, minutes=120))[0],
        send(phone, "check_in", sign(station, ago=60))[0],  # older than what we know
    ]
    row = CheckIn.objects.get()
    due = row.due_at
    told.append(send(phone, "check_in", sign(station, "end", ago=1))[0])
    told.append(send(phone, "check_in", sign(station, ago=10))[0])  # before the end

    ended = CheckIn.objects.get()
    assert told == [201] * 5
    assert (row.monitor, row.every_minutes) == (monitor, 120)
    assert 85 < (due - timezone.now()).total_seconds() / 60 < 95
    assert ended.ended_at is not None


def test_a_phone_that_is_ahead_of_the_time_says_nothing_of_the_future(phone, station):
    send(phone, "check_in", sign(station, ago=-3000))

    assert CheckIn.objects.get().started_at <= timezone.now()


def test_a_call_for_help_reaches_supervisors_at_once_and_until_one_takes_it(phone, station, office):
    client, manager = office
    status, _reasons = send(phone, "check_in", {"state": "help", "station": str(station.pk)})
    row = CheckIn.objects.get()
    home = client.get("/").content.decode()
    again = [
        signs_of_life.tell_calling(row.help_at + dt.timedelta(minutes=at)) for at in (1, 16, 17)
    ]
    told = Notice.objects.filter(kind="help_called", to=manager).count()
    client.post(url("check_in_take", row))

    row.refresh_from_db()
    assert status == 201
    assert "calls for help" in home
    assert (again, told) == ([1, 1, 1], 2)
    assert (row.help_taken_by, signs_of_life.tell_calling()) == (manager, 0)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"ends_on": dt.date(2020, 1, 1)}])
def test_a_call_for_help_reaches_others_where_the_office_has_nobody_left(office, gone):
    _client, manager = office
    row = CheckInFactory(station__office=OfficeFactory())
    UserFactory(role=Role.CASE_MANAGER, office=row.station.office, **gone)
    UserFactory(role=Role.CASE_MANAGER, office=row.station.office, suspended_from=timezone.now())

    signs_of_life.call_help(check_in=row, by=row.monitor)

    assert [each.to for each in Notice.objects.filter(kind="help_called")] == [manager]


@pytest.mark.parametrize(
    "wrong", [{"station": "nowhere"}, {"at": "yesterday"}, {"next_by": [1]}, {"more": 1}]
)
def test_a_call_for_help_is_taken_whatever_else_is_wrong(phone, station, monitor, wrong):
    CheckInFactory(monitor=monitor, station=station)

    status, _reasons = send(phone, "check_in", sign(station, "help") | wrong)

    assert (status, CheckIn.objects.calling().count()) == (201, 1)


def test_a_second_supervisor_learns_who_sends_help(office):
    client, _manager = office
    row = signs_of_life.call_help(check_in=CheckInFactory(), by=UserFactory())
    other = UserFactory(role=Role.PROGRAMME_MANAGER)
    signs_of_life.take_help(check_in=row, by=other)

    page = client.post(url("check_in_take", row), follow=True).content.decode()

    assert f"{other.staff_code} has taken it already." in page


def test_a_monitor_calls_for_help_on_the_web_too_and_takes_no_call(signed_in):
    client, user = signed_in(Role.FIELD_MONITOR)
    row = CheckInFactory(monitor=user, recorded_by=user)

    called = client.post(url("check_in_help", row)).status_code
    taken = client.post(url("check_in_take", row)).status_code

    assert (called, taken, CheckIn.objects.calling().count()) == (302, 403, 1)


# --- Reports and follow-ups --------------------------------------------------------------------------


def test_a_community_report_is_a_tip_once(phone, monitor):
    county = CountyFactory()
    said = {
        "happened_on": "2025-06-02", "county": county.pk, "place": "Sokoni", "may_call": True,
        "about": "Wageni wanatafuta wasichana.", "phone": "0700 000 000",
    }  # fmt: skip
    item = phone.item("community_report", said)

    answers = [phone.send(item).json() for _again in range(2)]

    tip = Tip.objects.get()
    assert [one["status"] for one in answers] == [201, 200]
    assert {one["ref"] for one in answers} == {tip.code}
    assert (tip.source, tip.kind, tip.county, tip.recorded_by) == (
        "community",
        "other",
        county,
        monitor,
    )
    assert tip.words.splitlines()[0] == "Wageni wanatafuta wasichana."
    assert ("Sokoni" in tip.words, "0700 000 000" in tip.words) == (True, True)


def test_a_number_that_may_not_be_called_is_no_report(phone):
    said = {"happened_on": "2025-06-02", "about": "x", "phone": "0700 000 000"}

    assert send(phone, "community_report", said) == (422, ["refused_by_form"])
    assert Tip.objects.count() == 0


def test_a_follow_up_follows_an_intercept_of_the_same_batch(phone, station):
    first = phone.item("intercept", intercept(station))
    heard = {
        "intercept": first["id"], "happened_on": "2026-01-06", "way": "call", "reached": True,
        "safe_now": "no", "note": "Maneno baadaye.",
    }  # fmt: skip
    office = UserFactory(role=Role.PROGRAMME_MANAGER)

    answer = phone.send(phone.item("follow_up", heard), first).json()["results"]

    row = InterceptFollowUp.objects.get()
    assert [one["status"] for one in answer] == [201, 201]
    assert (str(row.intercept_id), row.safe_now, row.note) == (first["id"], "no", "Maneno baadaye.")
    told = Notice.objects.filter(kind="intercept_alert", to=office, once__startswith="not safe")
    assert told.count() == 1


def test_what_was_heard_stands_with_the_intercept_and_opens_by_a_click(
    phone, station, office, monitor
):
    event = InterceptFactory(station=station, monitor=monitor, recorded_by=monitor)
    heard = {
        "intercept": str(event.pk), "happened_on": str(event.happened_on), "way": "met",
        "reached": True, "safe_now": "yes", "note": "Maneno baadaye.",
    }  # fmt: skip
    send(phone, "follow_up", heard)
    client, _manager = office

    page = client.get(event.get_absolute_url()).content.decode()
    opened = client.post(url("follow_up_read", InterceptFollowUp.objects.get())).content.decode()

    assert ("What we heard afterwards" in page, "Maneno baadaye." in page) == (True, False)
    assert "Maneno baadaye." in opened


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"intercept": str(uuid.uuid4())}, "event.intercept"),
        ({"intercept": "\x00"}, "text"),
        ({"happened_on": "2020-01-01"}, "event.happened_on"),
        ({"happened_on": "2199-01-01"}, "event.happened_on"),
        ({"reached": False, "safe_now": "yes"}, "event.safe_now"),
        ({"way": "pigeon"}, "event.way"),
        ({"note": "x" * 2001}, "event.note"),
        ({"extra": 1}, "unknown_key"),
        ({"way": ["call"]}, "way"),
    ],
)
def test_a_follow_up_that_cannot_be_is_kept_for_the_office(phone, station, monitor, changed, fault):
    event = InterceptFactory(station=station, monitor=monitor, recorded_by=monitor)
    heard = {
        "intercept": str(event.pk), "happened_on": "2026-01-06", "way": "call", "reached": True,
        "safe_now": "yes",
    }  # fmt: skip

    status, reasons = send(phone, "follow_up", heard | changed)

    assert (status, reasons) == (422, ["refused_by_form"])
    assert FieldSubmission.objects.get().faults == [fault]
    assert InterceptFollowUp.objects.count() == 0


def test_the_intercept_of_somebody_else_takes_no_follow_up(phone, station):
    other = InterceptFactory(station=station)

    status, _reasons = send(
        phone, "follow_up", {"intercept": str(other.pk), "happened_on": "2026-01-06", "way": "call"}
    )

    assert (status, InterceptFollowUp.objects.count()) == (422, 0)


# --- Visits ------------------------------------------------------------------------------------------


def test_a_visit_of_a_monitor_is_received_and_put_on_its_case_by_the_office(phone, office):
    planned = FollowUpVisitFactory()
    client, manager = office
    code = planned.reintegration.case.code

    told = send(phone, "visit", VISIT | {"code": code.lower()})
    unknown = send(phone, "visit", VISIT | {"code": "TK-1999-99999"})
    row = FieldSubmission.objects.earliest("received_at")
    page = client.post(url("submission_mend", row)).content.decode()
    posted = {f"event-{name}": value for name, value in VISIT.items()} | {"event-code": code}
    answer = client.post(
        url("submission_mend", row),
        posted | {"take": "yes", "event-submission": str(row.client_uuid)},
    )

    planned.refresh_from_db()
    row.refresh_from_db()
    assert told == unknown == (201, ["for_office"])
    assert "Yu salama." in page
    assert answer.status_code == 302
    assert (planned.outcome, str(planned.done_on), planned.note) == (
        "stable",
        "2025-07-02",
        "Yu salama.",
    )
    assert (row.state, row.made, row.settled_by) == ("taken", planned.pk, manager)


def test_a_visit_by_who_works_on_the_case_stands_there_at_once():
    planned = FollowUpVisitFactory()
    phone = phone_of(UserFactory(role=Role.CASE_MANAGER))
    said = VISIT | {"code": planned.reintegration.case.code}

    told = [send(phone, "visit", said)[0], send(phone, "visit", said)[0]]

    assert told == [201, 422]  # nothing more is planned
    assert FollowUpVisit.objects.get().outcome == "stable"


def test_a_visit_to_a_business_is_put_with_its_grant(phone, office):
    grant = TrustFundGrantFactory(paid=True)
    day = str(grant.disbursed_on + dt.timedelta(days=30))
    said = {"happened_on": day, "about": "business", "code": grant.case.code, "outcome": "running",
            "income_kes": "4000"}  # fmt: skip
    send(phone, "visit", said)
    row = FieldSubmission.objects.get()

    office[0].post(
        url("submission_mend", row),
        {f"event-{name}": value for name, value in said.items()}
        | {"take": "yes", "event-submission": str(row.client_uuid)},
    )

    visit = BusinessVisit.objects.get()
    assert (visit.grant, visit.is_alive, visit.monthly_income_kes) == (grant, True, 4000)


def test_the_office_sees_at_the_field_why_a_visit_cannot_be_put(phone, office):
    case = CaseFactory()
    send(phone, "visit", VISIT | {"code": case.code})

    page = office[0].post(url("submission_mend", FieldSubmission.objects.get())).content.decode()

    assert f"No visit is planned in case {case.code}." in page


@pytest.mark.parametrize(
    "changed",
    [
        {"about": "party"},
        {"outcome": "running"},
        {"happened_on": "soon"},
        {"income_kes": "-1"},
        {"code": ""},
    ],
)
def test_a_visit_that_cannot_be_is_kept_for_the_office(phone, changed):
    assert send(phone, "visit", VISIT | {"code": "TK-2025-00001"} | changed) == (
        422,
        ["refused_by_form"],
    )


# --- All of them -------------------------------------------------------------------------------------


def test_another_content_under_the_same_key_is_kept_beside_the_first(phone, station, office):
    said = {"happened_on": "2025-06-02", "about": "Moja"}
    key = uuid.uuid4()
    phone.send(phone.item("community_report", said, key=key))

    answer = phone.send(phone.item("community_report", said | {"about": "Mbili"}, key=key))
    page = office[0].post(url("submission_mend", FieldSubmission.objects.get(is_second=True)))

    assert answer.status_code == 409
    assert "<strong>Mbili</strong>" in page.content.decode()
    assert Tip.objects.get().words == "Moja"
