"""Health checks: sealed, opened by few, mended without being read, and the alarm of 72 hours."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from shelter.actions import health as acts
from shelter.assault_window import Window, ends_at, window_of
from shelter.models import HealthCheck
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.house import HealthCheckFactory, StayTaskFactory
from tests.factories.work import AdmissionFactory
from tests.fresh import prove
from tests.shelter.asking import now, page
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR, SECOND = dt.timedelta(hours=1), dt.timedelta(seconds=1)
NOON = dt.datetime(2025, 6, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def worker(db):
    return UserFactory(role=Role.CASE_WORKER)


@pytest.fixture
def stay(shelter, worker):
    stay = AdmissionFactory(shelter=shelter)
    stay.case.grants.create(user=worker, reason="assigned")
    return stay


@pytest.fixture
def at_work(client, practice, worker):
    client.force_login(worker)
    return client


def check(stay, by, **facts):
    return acts.add(admission=stay, by=by, **{"checked_at": now(), "consent": "person"} | facts)


def sent(**more):
    moment = now().strftime("%Y-%m-%dT%H:%M")
    return {"submission": str(uuid4()), "checked_at": moment, "consent": "person"} | more


@pytest.mark.parametrize(
    ("passed", "window"),
    [
        (dt.timedelta(0), Window.OPEN),
        (48 * HOUR - SECOND, Window.OPEN),
        (48 * HOUR, Window.LAST),
        (72 * HOUR - SECOND, Window.LAST),
        (72 * HOUR, Window.OVER),
        (72 * HOUR + SECOND, Window.OVER),
    ],
)
def test_the_window_ends_at_the_second(passed, window):
    row = HealthCheck(assault_at=NOON, checked_at=NOON)

    assert window_of(row, NOON + passed) == window


def test_the_window_crosses_a_leap_day_by_hours():
    row = HealthCheck(assault_at=dt.datetime(2028, 2, 27, 20, 30, tzinfo=dt.UTC))

    assert ends_at(row) == dt.datetime(2028, 3, 1, 20, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "facts",
    [{}, {"assault_at": NOON, "post_rape_care": "declined"}, {"assault_at": NOON, "pep_started_at": NOON}],
)  # fmt: skip
def test_no_assault_or_an_answer_is_no_alarm(facts):
    assert window_of(HealthCheck(**facts), NOON + HOUR) == Window.NONE


def test_a_check_is_kept_sealed_and_settles_its_task(at_work, stay, worker):
    task = StayTaskFactory(admission=stay, kind="health")

    answer = at_work.post(page("health_add", stay), sent(complaints="Practice pain"))

    row = HealthCheck.objects.get()
    task.refresh_from_db()
    assert answer.url == page("health_detail", row)
    assert (task.status, task.done_by, str(row.complaints)) == ("done", worker, "Practice pain")
    shown = at_work.get(answer.url).content.decode()
    assert "Practice pain" not in shown


def test_a_refused_check_settles_nothing(stay, worker):
    task = StayTaskFactory(admission=stay, kind="health")

    check(stay, worker, consent="refused")

    task.refresh_from_db()
    assert task.status == "not_started"


def test_the_answers_open_after_a_proof_and_leave_a_row(at_work, stay, worker):
    row = HealthCheckFactory(admission=stay, complaints="Practice pain", hiv_note="Practice note")
    asked = at_work.post(page("health_read", row)).content.decode()
    prove(at_work)

    opened = at_work.post(page("health_read", row)).content.decode()

    event = AuditEvent.objects.get(kind="revealed")
    assert "Practice pain" not in asked
    assert ("Practice pain" in opened, "Practice note" in opened) == (True, False)
    assert (event.case_id, "hiv_note" in event.fields) == (stay.case_id, False)


def test_the_second_seal_asks_a_reason(at_work, stay):
    row = HealthCheckFactory(admission=stay, hiv_note="Practice note")
    prove(at_work)

    click = at_work.post(page("hiv_read", row)).content.decode()
    reason = at_work.post(
        page("hiv_read", row), {"kind": "care", "text": "Needed for the visit today"}
    ).content.decode()

    assert ("Practice note" in click, "Practice note" in reason) == (False, True)


def test_the_house_reads_what_it_needs_to_care_and_no_more(client, practice, manager, stay):
    row = HealthCheckFactory(
        admission=stay, complaints="Practice pain", chronic="Practice asthma", walking="a_lot",
        assault_at=NOON,
    )  # fmt: skip
    client.force_login(manager)
    prove(client)

    opened = client.post(page("health_read", row)).content.decode()

    assert "Practice asthma" in opened
    assert "A lot of difficulty" in opened
    assert ("Practice pain" in opened, "Time of the assault" in opened) == (False, False)
    assert client.post(page("hiv_read", row)).status_code == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.SHELTER_STAFF, 403), (Role.EXECUTIVE_DIRECTOR, 403), (Role.CASE_WORKER, 404), (Role.BOARD_MEMBER, 404)],
)  # fmt: skip
def test_strangers_learn_nothing(signed_in, stay, role, status):
    row = HealthCheckFactory(admission=stay)
    client, _user = signed_in(role)

    answers = [
        client.get(page(name, row)) for name in ("health_detail", "health_read", "health_edit")
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_an_edit_keeps_what_is_left_empty_and_shows_nothing_sealed(at_work, stay, worker):
    row = HealthCheckFactory(admission=stay, complaints="Practice pain", assault_at=NOON)
    form = at_work.get(page("health_edit", row)).content.decode()

    at_work.post(
        page("health_edit", row),
        {"version": row.version, "checked_at": "2025-06-03T10:00", "post_rape_care": "given"},
    )

    row.refresh_from_db()
    assert "Practice pain" not in form
    assert (str(row.complaints), row.post_rape_care, row.assault_at) == (
        "Practice pain",
        "given",
        NOON,
    )
    assert set(AuditEvent.objects.get(kind="changed").fields) == {"checked_at"}


def test_the_trail_does_not_tell_what_was_filled(stay, worker):
    row = check(stay, worker, hiv_note="x", assault_at=now() - HOUR)
    acts.edit(row=row, version=1, by=worker, hiv_note="y", checked_at=row.checked_at)

    made, changed = AuditEvent.objects.filter(target_id=str(row.pk)).order_by("at")
    assert (set(made.fields), changed.kind, changed.fields) == ({"checked_at"}, "changed", {})


def test_two_who_mend_one_check(at_work, stay):
    row = HealthCheckFactory(admission=stay)
    answers = {"version": row.version, "checked_at": "2025-06-03T10:00"}
    at_work.post(page("health_edit", row), answers)

    late = at_work.post(page("health_edit", row), answers | {"chronic": "Practice asthma"})

    page_ = late.content.decode()
    assert ("saved this record" in page_, "Practice asthma" in page_) == (True, True)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"checked_at": now() + HOUR}, "checked_at"),
        ({"assault_at": now() + HOUR}, "assault_at"),
        ({"checked_at": now() - 5 * HOUR, "assault_at": now() - 2 * HOUR}, "assault_at"),
        ({"assault_at": now() - HOUR, "pep_started_at": now() - 2 * HOUR}, "pep_started_at"),
        ({"follow_up_on": timezone.localdate() - dt.timedelta(days=1)}, "follow_up_on"),
    ],
)
def test_times_that_cannot_be_are_refused(stay, worker, facts, field):
    with pytest.raises(DomainError) as refusal:
        check(stay, worker, **facts)

    assert refusal.value.field == field


def test_bad_answers_are_said_at_the_field_and_typed_text_stays(at_work, stay):
    answers = sent(checked_at="x", consent="flown", complaints="Practice pain")

    answer = at_work.post(page("health_add", stay), answers)

    errors = answer.context["form"].errors
    assert set(errors) == {"checked_at", "consent"}
    assert "Practice pain" in answer.content.decode()


def test_an_open_window_is_told_at_once_and_once_more_at_its_end(shelter, stay, manager, worker):
    case_manager = UserFactory(role=Role.CASE_MANAGER)
    row = check(stay, worker, assault_at=now() - HOUR)
    first = {notice.to for notice in Notice.objects.all()}

    acts.tell_windows(timezone.now())
    again = Notice.objects.count()
    acts.tell_windows(ends_at(row) - HOUR)
    acts.tell_windows(ends_at(row) + HOUR)

    assert first == {manager, worker, case_manager}
    assert (again, Notice.objects.count()) == (3, 6)
    assert {notice.link for notice in Notice.objects.all()} == {stay.get_absolute_url()}


def test_whoever_is_too_near_is_not_told(shelter, worker, manager):
    stay = AdmissionFactory(shelter=shelter, case=CaseFactory(is_restricted=True))

    check(stay, worker, assault_at=now() - HOUR)

    assert manager not in {notice.to for notice in Notice.objects.all()}


def test_the_alarm_stands_on_the_stay_for_those_who_care(signed_in, shelter, stay, manager, client):
    HealthCheckFactory(admission=stay, checked_at=now(), assault_at=now() - HOUR)
    client.force_login(manager)
    at_home = client.get(stay.get_absolute_url()).content.decode()
    officer, _user = signed_in(Role.ME_OFFICER)

    elsewhere = officer.get(stay.get_absolute_url()).content.decode()

    assert ("Care now" in at_home, "Care now" in elsewhere) == (True, False)
