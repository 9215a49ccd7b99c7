"""The roll-call: the count equals who is said to be here, or it asks who."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter import rollcall
from shelter.actions import rollcall as acts
from shelter.models import Absence, RollCall, RollCallAnswer
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import AbsenceFactory, MissingReportFactory, RollCallFactory
from tests.factories.work import AdmissionFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def three(shelter):
    return [AdmissionFactory(shelter=shelter) for _ in range(3)]


def states(*stays, **others):
    return {stay.pk: "present" for stay in stays} | others


def call(shelter, by, states, counted, **facts):
    return acts.call(shelter=shelter, states=states, counted=counted, by=by, **facts)


def test_a_count_that_fits_is_kept_for_each_resident(shelter, three, manager):
    roll = call(shelter, manager, states(*three), 3)
    assert (roll.expected, roll.counted) == (3, 3)
    assert RollCallAnswer.objects.filter(roll_call=roll, state="present").count() == 3
    assert AuditEvent.objects.get().kind == "roll_called"
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("counted", "words"), [(2, "Who is not here"), (4, "Who is here too")])
def test_a_count_that_differs_asks_who(shelter, three, manager, counted, words):
    with pytest.raises(acts.WhoIsIt, match=words):
        call(shelter, manager, states(*three), counted)
    assert not RollCall.objects.exists()


def test_somebody_not_accounted_for_is_told_to_the_manager(shelter, three, manager):
    night = UserFactory(role=Role.SHELTER_STAFF, office=shelter.office)
    roll = call(shelter, night, states(*three) | {three[0].pk: "unexplained"}, 2)
    assert (roll.expected, roll.counted) == (3, 2)
    assert [row.to for row in Notice.objects.all()] == [manager]
    assert str(shelter) in Notice.objects.get().sentence


def test_who_is_out_or_missing_is_not_expected(shelter, three, manager):
    now = timezone.now()
    AbsenceFactory(admission=three[0], out_at=now - HOUR, due_back_at=now + dt.timedelta(minutes=1))
    MissingReportFactory(admission=three[1])
    found = {each.stay.pk: each.state for each in rollcall.expected_in(shelter, now)}
    overnight = timezone.localdate(now - HOUR) != timezone.localdate(now + dt.timedelta(minutes=1))
    assert found == {
        three[0].pk: "on_leave" if overnight else "out", three[1].pk: "missing", three[2].pk: "present",
    }  # fmt: skip
    roll = call(shelter, manager, found, 1)
    assert (roll.expected, roll.counted) == (1, 1)


def test_somebody_out_who_is_here_is_back(shelter, three, manager):
    now = timezone.now()
    AbsenceFactory(admission=three[0], out_at=now - HOUR, due_back_at=now + HOUR)
    call(shelter, manager, states(*three), 3)
    assert Absence.objects.get().back_at is not None


def test_a_form_grown_old_is_refused(shelter, three, manager):
    answers = states(*three)
    AdmissionFactory(shelter=shelter)
    with pytest.raises(DomainError, match="came or left meanwhile"):
        call(shelter, manager, answers, 3)


def test_a_resident_whose_case_is_closed_to_the_reader_counts_unseen(shelter, three, manager):
    hidden = AdmissionFactory(shelter=shelter, case=CaseFactory(is_restricted=True))
    shown, kept = rollcall.seen_by(manager, rollcall.expected_in(shelter, timezone.now()))
    assert {each.stay.pk for each in shown} == {stay.pk for stay in three}
    assert [each.stay.pk for each in kept] == [hidden.pk]
    roll = call(shelter, manager, states(*three), 4)
    assert (roll.expected, roll.counted) == (4, 4)
    assert hidden.pk not in [row.admission_id for row in rollcall.answers_of(roll, manager)]


@pytest.mark.parametrize(
    ("hour", "shift", "is_day_before"),
    [(6, "night", True), (7, "day", False), (18, "day", False), (19, "night", False)],
)
def test_shifts_begin_by_the_clock_of_nairobi(hour, shift, is_day_before):
    moment = dt.datetime(2028, 3, 1, hour, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    assert rollcall.shift_at(moment) == shift
    day = dt.date(2028, 2, 29) if is_day_before else dt.date(2028, 3, 1)
    assert rollcall.shift_day(moment) == day


def test_the_page_asks_who_and_keeps_the_answers(signed_in, shelter, three):
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    page = reverse("shelter:roll_call_add", args=[shelter.pk])
    sent = {f"state-{stay.pk}": "present" for stay in three}
    sent |= {"counted": 2, "submission": str(uuid.uuid4())}
    asked = client.post(page, sent)
    assert "Who is not here?" in asked.content.decode()
    sent[f"state-{three[1].pk}"] = "unexplained"
    assert client.post(page, sent).status_code == 302
    client.post(page, sent)
    roll = RollCall.objects.get()
    shown = client.get(roll.get_absolute_url()).content.decode()
    assert reverse("shelter:missing_report", args=[three[1].pk]) in shown
    assert (
        client.get(
            roll.get_absolute_url().replace(str(roll.pk), str(RollCallFactory().pk))
        ).status_code
        == 404
    )


def test_others_do_not_call_the_roll(signed_in, shelter):
    client, _user = signed_in(Role.CASE_MANAGER)
    assert client.get(reverse("shelter:roll_call_add", args=[shelter.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    signed_in, shelter, django_assert_num_queries, count
):
    client, _user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    for number in range(count):
        RollCallFactory(shelter=shelter, counted=number + 1)
    page = reverse("shelter:roll_call_list")
    client.get(page)
    with django_assert_num_queries(4):
        client.get(page)
    rows = client.get(page, {"result": "fits"}).context["listing"].slice.rows
    assert len(rows) == 1
