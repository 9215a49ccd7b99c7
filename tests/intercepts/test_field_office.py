"""Pages of the office on phones and on what could not be taken: who may, what is shown, what is settled."""

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.urls import reverse

from intercepts import vetting
from intercepts.actions import field_mending, field_phones, to_mend
from intercepts.actions.vetting import judge
from intercepts.models import FieldPhone, FieldSubmission, Intercept, JourneyTally
from intercepts.phone.opening import forms_for, opened
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.field import intercept, made_phone, person, phone_of, tally, waiting_record
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("practice", "signs")]


@pytest.fixture
def monitor():
    return UserFactory(role=Role.FIELD_MONITOR)


@pytest.fixture
def office(signed_in):
    return signed_in(Role.CASE_MANAGER)[0]


def url(name, *rows):
    return reverse(f"intercepts:{name}", args=[row.pk for row in rows])


# --- Phones ------------------------------------------------------------------------------------------


def test_a_phone_is_added_and_its_code_shown_once(office, client, monitor):
    office.post(
        url("phone_add"), {"label": "Phone 7", "monitor": monitor.pk, "submission": uuid.uuid4()}
    )
    phone = FieldPhone.objects.get()

    page = office.post(url("phone_code", phone)).content.decode()

    code = page.split('translate="no">')[1].split("<")[0]
    assert field_phones.enrol(code=code)[0] == phone
    assert code not in office.get(phone.get_absolute_url()).content.decode()


def test_only_who_records_intercepts_gets_a_phone(office):
    other = UserFactory(role=Role.FINANCE_OFFICER)

    page = office.post(
        url("phone_add"), {"label": "Phone 7", "monitor": other.pk, "submission": uuid.uuid4()}
    )

    assert (page.status_code, FieldPhone.objects.count()) == (200, 0)


def test_the_list_says_what_waits_with_few_questions(office, monitor, django_assert_num_queries):
    asked = []
    for number in (1, 3):
        while FieldPhone.objects.count() < number:
            made_phone(monitor, waiting=2, reported_at="2026-01-05T09:00:00Z")
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        with CaptureQueriesContext(connection) as queries:
            page = office.get(url("phone_list")).content.decode()
        asked.append(len(queries))

    assert asked[0] == asked[1]
    assert page.count("2 since") == 3


def test_a_revoked_phone_gets_no_code(office, monitor):
    phone = made_phone(monitor)

    office.post(url("phone_revoke", phone))
    office.post(url("phone_code", phone))

    phone.refresh_from_db()
    assert (phone.revoked_at is None, phone.codes.count()) == (False, 0)


def test_what_was_lost_is_shown_until_somebody_asked(office, monitor):
    phone = made_phone(monitor, missing=2, missing_at="2026-01-05T09:00:00Z")
    before = office.get(phone.get_absolute_url()).content.decode()

    office.post(url("phone_asked", phone))

    assert "2 records lost" in before
    assert "2 records lost" not in office.get(phone.get_absolute_url()).content.decode()


# --- What waits --------------------------------------------------------------------------------------


def test_nothing_typed_stands_on_list_and_page(office, monitor, station):
    row = waiting_record(
        made_phone(monitor), intercept(station, person(names="Zamani Kadogo")), kind="intercept"
    )

    shown = [office.get(url("submission_list")), office.get(row.get_absolute_url())]

    assert all("Zamani" not in page.content.decode() for page in shown)


def test_what_was_typed_opens_with_a_row_and_is_taken_mended(office, monitor, station):
    row = waiting_record(made_phone(monitor), tally(station, women="many"))

    opened = office.post(url("submission_mend", row)).content.decode()
    mended = {
        "take": "yes", "event-submission": str(row.client_uuid), "event-station": station.pk,
        "event-happened_on": "2026-01-05", "event-transport_mode": "bus", "event-women": "4",
        "event-men": "0", "event-girls": "0", "event-boys": "0", "event-not_known": "0",
    }  # fmt: skip
    answer = office.post(url("submission_mend", row), mended)

    assert 'value="many"' in opened
    assert AuditEvent.objects.filter(kind="revealed", target_id=str(row.pk)).count() == 1
    assert answer.status_code == 302
    made = JourneyTally.objects.get()
    row.refresh_from_db()
    assert (made.women, made.recorded_by, made.pk) == (4, monitor, row.client_uuid)
    assert (row.state, bytes(row.sealed), row.made) == ("taken", b"", made.pk)
    assert office.post(url("submission_mend", row), mended).status_code == 302
    assert JourneyTally.objects.count() == 1


def test_bad_mending_keeps_what_was_typed(office, monitor, station):
    row = waiting_record(made_phone(monitor), intercept(station, person(sex="")), kind="intercept")

    page = office.post(url("submission_mend", row), {"take": "yes", "event-vehicle_plate": "KZZ 1"})

    assert (page.status_code, Intercept.objects.count()) == (200, 0)
    assert 'value="KZZ 1"' in page.content.decode()


def test_two_contents_stand_side_by_side(office, monitor, station):
    phone, key = phone_of(monitor), uuid.uuid4()
    phone.send(phone.item("intercept", intercept(station, person()), key=key))
    other = person(names="Jina Lingine")
    phone.send(phone.item("intercept", intercept(station, other, police_called=True), key=key))
    row = FieldSubmission.objects.get(is_second=True)

    page = office.post(url("submission_mend", row)).content.decode()

    assert page.index("Mfano wa Jina") < page.index("<strong>Jina Lingine</strong>")


def test_a_discarded_record_keeps_why(office, monitor, station):
    row = waiting_record(made_phone(monitor), tally(station))

    office.post(url("submission_discard", row), {"reason": "trial"})

    row.refresh_from_db()
    assert (row.state, row.discard_reason, bytes(row.sealed)) == ("discarded", "trial", b"")


def test_what_no_form_shows_is_shown_as_text(office, monitor):
    row = waiting_record(made_phone(monitor), {"about": "Kitu"}, kind="parcel")

    assert "&quot;Kitu&quot;" in office.post(url("submission_mend", row)).content.decode()


@pytest.mark.parametrize("role", [Role.ME_OFFICER, Role.SYSTEM_ADMINISTRATOR, Role.FIELD_MONITOR])
def test_who_may_not_read_intercepts_mends_nothing(signed_in, monitor, station, role):
    client, _user = signed_in(role)
    row = waiting_record(made_phone(monitor), tally(station))

    answers = [client.get(url("submission_list")), client.post(url("submission_mend", row))]

    assert [answer.status_code for answer in answers] == [403, 403]


# --- Who is told -------------------------------------------------------------------------------------


def told_of(row):
    """Return how often each was told of the record."""
    rows = Notice.objects.filter(kind="record_to_mend", target_id=str(row.pk))
    return Counter(rows.values_list("to", flat=True))


def test_an_intercept_that_could_not_be_taken_is_told_at_once_and_until_it_is_mended(station):
    place = OfficeFactory()
    monitor = UserFactory(role=Role.FIELD_MONITOR, office=place)
    near = UserFactory(role=Role.CASE_MANAGER, office=place)
    UserFactory(role=Role.CASE_MANAGER)
    phone = phone_of(monitor)
    phone.send(phone.item("intercept", intercept(station, person(sex=""))))
    row = FieldSubmission.objects.get()
    at_once = told_of(row)
    start = row.received_at
    waiting = [to_mend.tell_again(start + dt.timedelta(hours=at)) for at in (0.5, 1.2, 1.4, 2.1)]
    later = told_of(row)
    field_mending.discard(row=row, reason="test_record", by=near)

    assert (at_once, waiting, later) == ({near.pk: 1}, [0, 1, 1, 1], {near.pk: 3})
    assert to_mend.tell_again(start + dt.timedelta(hours=9)) == 0


def test_a_call_for_help_of_a_revoked_phone_is_told_and_counted_people_are_not(monitor, station):
    manager = UserFactory(role=Role.CASE_MANAGER)
    phone = phone_of(monitor)
    field_phones.revoke(phone=phone.row, by=manager)
    phone.send(
        phone.item("check_in", {"state": "help"}), phone.item("tally", tally(station, women="many"))
    )

    help_row = FieldSubmission.objects.get(kind="check_in")
    counted = FieldSubmission.objects.get(kind="tally")
    assert (told_of(help_row), told_of(counted)) == ({manager.pk: 1}, {})


@pytest.mark.parametrize(("role", "sees"), [(Role.CASE_MANAGER, True), (Role.CASE_WORKER, False)])
def test_home_says_what_waits_to_be_mended_and_how_long(signed_in, monitor, station, role, sees):
    client, _user = signed_in(role)
    waiting_record(made_phone(monitor), intercept(station, person(sex="")), kind="intercept")

    home = client.get("/").content.decode()

    assert ("record of a phone to mend; the oldest: " in home) is sees


def test_who_mended_an_intercept_never_judges_it(signed_in, monitor, station):
    client, manager = signed_in(Role.CASE_MANAGER)
    row = waiting_record(made_phone(monitor), intercept(station, person()), kind="intercept")
    what = opened(row)
    forms = forms_for(row, what, by=manager)
    field_mending.take_mended(row=row, forms=forms, what=what, by=manager)
    [met] = Intercept.objects.get().people.all()

    assert list(vetting.mine(vetting.unvetted(manager), manager)) == []
    other = UserFactory(role=Role.CASE_MANAGER)
    assert list(vetting.mine(vetting.unvetted(other), other)) == [met]
    with pytest.raises(DomainError, match="recorded"):
        judge(intercepted=met, verdict="evidence_of_trafficking", reason="Own", by=manager)
