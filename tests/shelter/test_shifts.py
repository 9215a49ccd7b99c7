"""The log of a shift, its handover with a receipt, and notes on residents."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from shelter import shift_logs
from shelter.models import DailyNote, HandoverRead, ShiftLog
from tests.factories.accounts import UserFactory
from tests.factories.house import DailyNoteFactory, ShiftLogFactory
from tests.factories.work import AdmissionFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NAIROBI = dt.timezone(dt.timedelta(hours=3))


@pytest.fixture
def staff(signed_in, shelter):
    client, user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    return client, user


def send(client, route, pk, **facts):
    return client.post(
        reverse(f"shelter:{route}", args=[pk]), {"submission": str(uuid.uuid4())} | facts
    )


def test_a_shift_is_written_handed_over_and_read_by_another(staff, shelter, client):
    browser, writer = staff
    facts = {"meals": ["lunch"], "handover": "Look after the new child"}
    assert send(browser, "shift_add", shelter.pk, **facts).status_code == 302
    log = ShiftLog.objects.get()
    assert log.day == shift_logs.shift_day(timezone.now())
    assert "has a log already" in send(browser, "shift_add", shelter.pk, **facts).content.decode()
    for _ in range(2):
        assert send(browser, "shift_hand_over", log.pk).status_code == 302
    send(browser, "shift_read", log.pk)
    assert not HandoverRead.objects.exists()  # the writer does not sign for the reader
    edited = send(browser, "shift_edit", log.pk, version=2, handover="Other words")
    assert "handed over" in edited.content.decode()

    reader = UserFactory(role=Role.SHELTER_STAFF, office=shelter.office)
    client.force_login(reader)
    assert "I have read it" in client.get(log.get_absolute_url()).content.decode()
    for _ in range(2):
        assert send(client, "shift_read", log.pk).status_code == 302
    assert [row.user for row in HandoverRead.objects.all()] == [reader]
    assert reader.staff_code in client.get(log.get_absolute_url()).content.decode()
    assert AuditEvent.objects.filter(kind="handed_over", by=writer.staff_code).count() == 1


def test_an_empty_log_is_not_handed_over(staff, shelter):
    browser, _user = staff
    log = ShiftLogFactory(shelter=shelter)
    send(browser, "shift_hand_over", log.pk)
    assert ShiftLog.objects.get().handed_over_at is None


@pytest.mark.parametrize(
    ("hour", "day", "shift"),
    [(6, 28, "day"), (7, 28, "night"), (18, 28, "night"), (19, 29, "day")],
)
def test_a_shift_without_a_handover_is_missed_from_its_end(shelter, hour, day, shift):
    now = dt.datetime(2028, 2, 29, hour, tzinfo=NAIROBI)
    assert shift_logs.missed(shelter, now)
    user = UserFactory()
    ShiftLogFactory(
        shelter=shelter, day=dt.date(2028, 2, day), shift=shift, handed_over_at=now,
        handed_over_by=user,
    )  # fmt: skip
    assert not shift_logs.missed(shelter, now)


def test_one_note_a_shift_on_a_resident(staff, shelter):
    browser, _user = staff
    stay = AdmissionFactory(shelter=shelter)
    assert send(browser, "daily_note_add", stay.pk, mood="calm", words="Played").status_code == 302
    again = send(browser, "daily_note_add", stay.pk, words="Played again").content.decode()
    assert "a note for this shift already" in again
    assert "Played again" in again
    assert "Played" in browser.get(stay.get_absolute_url()).content.decode()
    row = DailyNote.objects.get()
    assert send(browser, "daily_note_edit", row.pk, version=1, words="Slept").status_code == 302
    stale = send(browser, "daily_note_edit", row.pk, version=1, words="Ate").content.decode()
    assert "Somebody else saved this record" in stale
    stranger = DailyNoteFactory()
    page = reverse("shelter:daily_note_edit", args=[stranger.pk])
    assert browser.get(page).status_code == 404


def test_the_case_manager_reads_and_does_not_write(signed_in, shelter):
    client, _user = signed_in(Role.CASE_MANAGER)
    log = ShiftLogFactory(shelter=shelter, handover="Quiet night")
    assert "Quiet night" in client.get(log.get_absolute_url()).content.decode()
    assert client.get(reverse("shelter:shift_edit", args=[log.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(staff, shelter, django_assert_num_queries, count):
    browser, _user = staff
    for number in range(count):
        ShiftLogFactory(shelter=shelter, day=dt.date(2028, 3, number + 1))
    page = reverse("shelter:shift_list")
    browser.get(page)
    with django_assert_num_queries(4):
        browser.get(page)
