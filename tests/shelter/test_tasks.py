"""The task list of a stay: begun with the arrival, settled by hand or by a record that proves it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions import work
from shelter import registries
from shelter.actions import arrivals, corrections, tasks
from shelter.actions.arrivals import Arrival
from shelter.models import OfficerNotice, StayTask
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ConsentFactory
from tests.factories.house import OfficerNoticeFactory, StayTaskFactory
from tests.factories.work import AdmissionFactory, BedFactory, RoomFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
FOR_ALL = ["belongings", "care_plan", "consent", "health", "rules", "safety"]


def come(bed, by, **facts):
    case = CaseFactory(**facts.pop("case", {}))
    usual = {
        "admitted_at": timezone.now() - dt.timedelta(hours=1), "reason": "trafficking",
        "legal_authority": "self",
    }  # fmt: skip
    return arrivals.admit(case=case, bed=bed, arrival=Arrival(**usual | facts), by=by)


def kinds(stay):
    return sorted(stay.tasks.values_list("kind", flat=True))


@pytest.fixture
def girls(shelter):
    return BedFactory(room=RoomFactory(shelter=shelter, kind="girls", name="Room G"))


@pytest.fixture
def stay(shelter):
    return AdmissionFactory(shelter=shelter, admitted_at=timezone.now() - dt.timedelta(hours=2))


@pytest.fixture
def child_stay(shelter):
    return AdmissionFactory(
        shelter=shelter, case__person__child=True, legal_authority="pending",
        admitted_at=timezone.now() - dt.timedelta(hours=2),
    )  # fmt: skip


def test_an_arrival_begins_the_list_with_its_clocks(bed, manager):
    stay = come(bed, manager, expected_days=30)

    health = stay.tasks.get(kind="health")
    assert kinds(stay) == FOR_ALL
    assert health.due_at == stay.admitted_at + dt.timedelta(hours=24)
    assert stay.planned_exit_on == timezone.localdate(stay.admitted_at) + dt.timedelta(days=30)


def test_a_child_without_authority_has_the_officer_on_the_list(girls, manager):
    stay = come(girls, manager, case={"person__child": True}, legal_authority="pending")

    assert kinds(stay) == sorted([*FOR_ALL, "education", "officer", "tracing"])


def test_an_authority_that_is_gone_brings_the_officer_back(girls, manager):
    stay = come(girls, manager, case={"person__child": True}, legal_authority="court_order")
    assert "officer" not in kinds(stay)

    corrections.edit_stay(row=stay, version=stay.version, by=manager, legal_authority="pending")

    assert "officer" in kinds(stay)


def test_a_new_length_moves_the_planned_exit_and_other_corrections_leave_it(bed, manager):
    stay = come(bed, manager, expected_days=30)
    longer = timezone.localdate() + dt.timedelta(days=200)
    type(stay).objects.filter(pk=stay.pk).update(planned_exit_on=longer)  # an extension

    stay = corrections.edit_stay(
        row=stay, version=1, by=manager, expected_days=30, risk_level="high"
    )
    assert stay.planned_exit_on == longer
    stay = corrections.edit_stay(row=stay, version=2, by=manager, expected_days=10)

    assert stay.planned_exit_on == timezone.localdate(stay.admitted_at) + dt.timedelta(days=10)


def test_a_second_stay_of_a_person_follows_the_first(bed, manager):
    case = CaseFactory()
    ended = timezone.now() - dt.timedelta(days=40)
    first = AdmissionFactory(case=case, status="exited", ended_at=ended)
    arrival = Arrival(timezone.now(), "trafficking", "self")

    stay = arrivals.admit(case=case, bed=bed, arrival=arrival, by=manager)

    assert stay.readmission_of == first


def test_three_consents_settle_the_task_of_consent(stay, manager):
    tasks.begin(admission=stay, by=manager)
    for scope in ("shelter_rules", "medical"):
        ConsentFactory(case=stay.case, scope=scope, status="given")
    assert tasks.prove_consent(admission=stay, by=manager) is None

    work.record_consent(
        case=stay.case, scope="data_processing", status="given", giver="person", mode="signed",
        by=manager,
    )  # fmt: skip

    task = stay.tasks.get(kind="consent")
    assert (task.status, task.done_by) == ("done", manager)


def test_a_refused_consent_settles_nothing(stay, manager):
    tasks.begin(admission=stay, by=manager)
    for scope, status in (
        ("shelter_rules", "given"),
        ("medical", "refused"),
        ("data_processing", "given"),
    ):
        ConsentFactory(case=stay.case, scope=scope, status=status)

    assert tasks.prove_consent(admission=stay, by=manager) is None


def test_a_proof_settles_a_task_once_and_leaves_its_row_in_the_trail(stay, manager):
    StayTaskFactory(admission=stay, kind="health", status="cannot", cannot_reason="no_consent")

    done = tasks.proved(admission=stay, kind="health", by=manager)

    assert (done.status, done.cannot_reason, done.done_by) == ("done", "", manager)
    assert tasks.proved(admission=stay, kind="health", by=manager) is None
    assert tasks.proved(admission=stay, kind="tracing", by=manager) is None
    assert AuditEvent.objects.get(kind="changed").fields == {"status": ["cannot", "done"]}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"status": "cannot", "cannot_reason": ""}, "cannot_reason"),
        ({"status": "done", "cannot_reason": "other"}, "cannot_reason"),
        ({"status": "no such state"}, "status"),
    ],
)
def test_a_state_and_its_reason_fit_together(stay, manager, facts, field):
    task = StayTaskFactory(admission=stay)

    with pytest.raises(DomainError) as refusal:
        tasks.edit(row=task, version=1, by=manager, **facts)

    assert refusal.value.field == field
    assert StayTask.objects.get().status == "not_started"


def test_who_finished_a_task_first_stays_and_undoing_it_forgets(stay, manager):
    task = StayTaskFactory(admission=stay)
    other = UserFactory(role=Role.CASE_MANAGER)

    task = tasks.edit(row=task, version=1, by=manager, status="done")
    task = tasks.edit(row=task, version=2, by=other, status="done", words="Seen")
    assert task.done_by == manager
    task = tasks.edit(row=task, version=3, by=other, status="in_progress")

    assert (task.done_by, task.done_at) == (None, None)


def test_telling_the_officer_is_not_ticked_without_its_record(child_stay, manager):
    task = StayTaskFactory(admission=child_stay, kind="officer")

    with pytest.raises(DomainError, match="who was told") as refusal:
        tasks.edit(row=task, version=1, by=manager, status="done")

    assert refusal.value.field == "status"


def test_two_editors_of_a_task_do_not_overwrite_one_another(stay, manager):
    task = StayTaskFactory(admission=stay)
    tasks.edit(row=task, version=1, by=manager, status="in_progress")

    with pytest.raises(StaleVersion):
        tasks.edit(row=task, version=1, by=manager, status="done")


def test_the_board_hears_what_is_due_first_with_one_query(
    stay, child_stay, manager, django_assert_num_queries
):
    now = timezone.now()
    for kind, hours, status in (
        ("health", 5, "done"),
        ("safety", 6, "not_started"),
        ("consent", 9, "in_progress"),
    ):
        done = {"done_at": now, "done_by": manager} if status == "done" else {}
        StayTaskFactory(
            admission=stay, kind=kind, due_at=now + dt.timedelta(hours=hours), status=status, **done
        )
    late = StayTaskFactory(admission=child_stay, kind="officer", due_at=now)

    with django_assert_num_queries(1):
        from shelter import task_list  # noqa: PLC0415

        found = task_list.due_of([stay.pk, child_stay.pk], now)

    assert (found[stay.pk].words, found[stay.pk].is_late(now)) == ("Safety check", False)
    assert (found[child_stay.pk].url, found[child_stay.pk].is_late(now)) == (
        late.get_absolute_url(),
        True,
    )
    assert task_list.due_of in registries.due_sources


def page_of(stay):
    return reverse("shelter:admission_detail", args=[stay.pk])


def test_the_page_of_a_stay_shows_the_list_and_the_duty_from_the_first_minute(
    at_home, child_stay, manager
):
    tasks.begin(admission=child_stay, by=manager)

    page = at_home.get(page_of(child_stay)).content.decode()

    assert "Children officer not told yet" in page
    assert page.count("in 21 h") == 5  # health, safety, rules, belongings, officer
    assert "Not asked whom to tell" in page


def test_telling_the_officer_ends_the_duty_and_the_task(at_home, child_stay, manager):
    tasks.begin(admission=child_stay, by=manager)
    sent = {
        "kind": "children_officer", "told_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "by_how": "call", "officer": "Officer of practice", "reference": "OB 12/2026",
        "submission": "5f0c1fd4-5e0b-4ec0-9d2b-3c4d8d6f2a11",
    }  # fmt: skip
    url = reverse("shelter:officer_told", args=[child_stay.pk])

    answers = [at_home.post(url, sent), at_home.post(url, sent)]

    assert [answer.status_code for answer in answers] == [302, 302]
    notice = OfficerNotice.objects.get()
    assert (notice.officer, notice.reference, notice.recorded_by) == (
        "Officer of practice",
        "OB 12/2026",
        manager,
    )
    assert child_stay.tasks.get(kind="officer").status == "done"
    page = at_home.get(page_of(child_stay)).content.decode()
    assert "not told yet" not in page
    assert ("Officer of practice" in page, "OB 12/2026" in page) == (False, False)


def test_police_alone_do_not_end_the_duty(at_home, child_stay):
    OfficerNoticeFactory(admission=child_stay, kind="police")

    assert "Children officer not told yet" in at_home.get(page_of(child_stay)).content.decode()


def test_an_officer_told_in_the_future_is_refused_and_the_text_stays(at_home, child_stay):
    later = timezone.localtime() + dt.timedelta(days=1)
    sent = {
        "kind": "police", "told_at": later.strftime("%Y-%m-%dT%H:%M"), "by_how": "call", "reference": "OB 99",
        "submission": "5f0c1fd4-5e0b-4ec0-9d2b-3c4d8d6f2a12",
    }  # fmt: skip

    answer = at_home.post(reverse("shelter:officer_told", args=[child_stay.pk]), sent)

    assert (answer.status_code, OfficerNotice.objects.count()) == (200, 0)
    assert "This time is in the future." in answer.content.decode()
    assert "OB 99" in answer.content.decode()


def test_whom_to_tell_is_kept_sealed_and_opened_by_a_click(at_home, stay, shelter):
    stay.case.grants.create(office=shelter.office, reason="admitted")
    url = reverse("shelter:may_tell_edit", args=[stay.pk])
    sent = {
        "house_name": "Bahati",
        "may_tell_answer": "named",
        "may_tell": "An aunt, 0700 000000",
        "may_tell_safe_to_call": "True",
        "version": 1,
    }

    assert at_home.post(url, sent).status_code == 302

    stay.refresh_from_db()
    assert (stay.may_tell, stay.may_tell_safe_to_call, stay.house_name) == (
        "An aunt, 0700 000000",
        True,
        "Bahati",
    )
    assert "An aunt" not in at_home.get(page_of(stay)).content.decode()
    opened = at_home.post(reverse("shelter:may_tell_read", args=[stay.pk]))
    assert "An aunt, 0700 000000" in opened.content.decode()
    assert AuditEvent.objects.filter(kind="revealed").count() == 1


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ({"may_tell_answer": "named"}, "Write whom we may tell, and how."),
        ({"may_tell_answer": "nobody", "may_tell": "An aunt"}, "Somebody is named below"),
    ],
)
def test_an_answer_and_its_words_fit_together(at_home, stay, sent, text):
    answer = at_home.post(reverse("shelter:may_tell_edit", args=[stay.pk]), sent | {"version": 1})

    assert answer.status_code == 200
    assert text in answer.content.decode()


@pytest.mark.parametrize("route", ["officer_told", "may_tell_edit"])
def test_what_follows_an_arrival_is_for_those_who_keep_the_list(
    client, practice, stay, shelter, other_manager, route
):
    url = reverse(f"shelter:{route}", args=[stay.pk])
    staff = UserFactory(role=Role.SHELTER_STAFF, office=shelter.office)

    statuses = []
    for user in (staff, other_manager):
        client.force_login(user)
        statuses.append(client.get(url).status_code)

    assert statuses == [403, 404]


def test_a_task_page_is_closed_to_other_houses(client, practice, stay, shelter, other_manager):
    url = StayTaskFactory(admission=stay).get_absolute_url()
    staff = UserFactory(role=Role.SHELTER_STAFF, office=shelter.office)

    statuses = []
    for user in (staff, other_manager):
        client.force_login(user)
        statuses.append(client.get(url).status_code)

    assert statuses == [403, 404]
