"""Alerts at once to those who must hear, taken once; calls that the office owes."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from intercepts.actions import alerts
from intercepts.actions.classes import open_case
from intercepts.actions.intercepts import Screened, record_intercept
from intercepts.models import CallBack, InterceptAlert
from tests.factories.accounts import OfficeFactory, UserFactory
from tests.factories.cases import CaseFactory
from tests.factories.work import InterceptedPersonFactory
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
NUMBER = "0700000001"


def page(name, row):
    return reverse(f"intercepts:{name}", args=[row.pk])


def met(**facts):
    usual = {
        "final_class": "", "proposed_band": "evidence_of_trafficking", "person__safe_to_call": True,
    }  # fmt: skip
    return InterceptedPersonFactory(**usual | facts)


def raised(**facts):
    row = met(**facts)
    alerts.raise_for([row])
    return row


def told():
    return sorted(notice.to.staff_code for notice in Notice.objects.select_related("to"))


def test_recording_a_child_tells_the_office_and_the_manager_at_once(
    event, signs, field_monitor, programme_manager
):
    office = OfficeFactory()
    event.station.office = office
    event.station.save()
    near = UserFactory(role=Role.CASE_MANAGER, office=office)
    UserFactory(role=Role.CASE_MANAGER, office=OfficeFactory())
    child = Screened(
        sex="female", intercept_type="child_trafficking", outcome="handed_children_officer",
        stated_age=14, phone=NUMBER, safe_to_call=True, signs=["v_no_phone"],
    )  # fmt: skip
    token = InterceptAlert._meta.pk.default

    made = record_intercept(
        event=event, first=child, by=field_monitor, submission=token(), person_submission=token()
    )

    alert = InterceptAlert.objects.get()
    assert alert.cause == "child"
    assert told() == sorted([near.staff_code, programme_manager.staff_code])
    notice = Notice.objects.first()
    assert (notice.link, notice.target_code) == (made.get_absolute_url(), made.code)
    assert CallBack.objects.get().due_on == timezone.localdate()


@pytest.mark.parametrize(
    ("band", "child", "cause"),
    [
        ("evidence_of_trafficking", False, "evidence"), ("high_risk", False, None),
        ("evidence_of_trafficking", True, "evidence_child"), ("at_risk", True, "child"),
    ],
)  # fmt: skip
def test_who_cannot_wait(programme_manager, band, child, cause):
    raised(proposed_band=band, **({"person__child": True} if child else {}))

    assert [alert.cause for alert in InterceptAlert.objects.all()] == ([cause] if cause else [])
    assert Notice.objects.count() == bool(cause)


def test_what_the_monitor_sees_beyond_the_signs_raises_the_alert_and_lowers_none(programme_manager):
    felt = raised(
        proposed_band="at_risk", reported_class="evidence_of_trafficking", person__phone=NUMBER
    )
    raised(proposed_band="evidence_of_trafficking", reported_class="not_intercept")

    assert list(InterceptAlert.objects.values_list("cause", flat=True)) == ["evidence"] * 2
    assert CallBack.objects.get(intercepted_person=felt).due_on == timezone.localdate()


def test_without_an_office_every_case_manager_hears(case_manager, programme_manager):
    raised(recorded_by=programme_manager)

    assert told() == [case_manager.staff_code]  # who recorded it knows


@pytest.mark.parametrize("how_many", [1, 10])
def test_many_rows_cost_the_same(django_assert_num_queries, case_manager, how_many):
    rows = [met(person__phone=NUMBER) for _ in range(how_many)]
    for row in rows:
        _ = row.is_child

    with django_assert_num_queries(8):
        alerts.raise_for(rows)

    assert InterceptAlert.objects.count() == Notice.objects.count() == how_many


def test_raising_twice_tells_once(case_manager):
    row = raised()
    alerts.raise_for([row])

    assert (InterceptAlert.objects.count(), Notice.objects.count()) == (1, 1)


def test_it_is_told_again_every_hour_until_somebody_takes_it(case_manager):
    raised()
    alert = InterceptAlert.objects.get()
    start, told_by = alert.recorded_at, []
    for hours in (0.5, 1.2, 1.6, 2.1, 23.5, 25, 30, 49):
        alerts.tell_again(start + dt.timedelta(hours=hours))
        told_by.append(Notice.objects.count())
    alerts.take(alert=alert, by=case_manager)
    alerts.tell_again(start + dt.timedelta(hours=80))

    assert told_by == [1, 2, 2, 3, 4, 5, 5, 6]
    assert Notice.objects.count() == 6


def test_taking_is_done_once(case_manager, programme_manager):
    raised()
    alert = InterceptAlert.objects.get()

    alerts.take(alert=alert, by=case_manager)
    alerts.take(alert=alert, by=case_manager)
    with pytest.raises(DomainError, match=case_manager.staff_code):
        alerts.take(alert=alert, by=programme_manager)

    assert InterceptAlert.objects.get().taken_by == case_manager
    assert AuditEvent.objects.filter(kind="changed").count() == 1


def test_opening_the_case_takes_the_alert(case_manager):
    row = raised()

    open_case(
        intercepted=row, case_types=["trafficking"], trafficking_status="presumed_victim",
        risk_level="high", opened_on=timezone.localdate(), by=case_manager,
    )  # fmt: skip

    assert InterceptAlert.objects.get().taken_by == case_manager


def test_the_list_shows_age_and_a_click_takes(signed_in):
    client, user = signed_in(Role.CASE_MANAGER)
    row = raised()
    alert = InterceptAlert.objects.get()
    InterceptAlert.objects.update(recorded_at=timezone.now() - dt.timedelta(hours=5, minutes=1))

    listed = client.get(reverse("intercepts:alert_list"), {"state": "open"})
    home = client.get("/")
    answer = client.post(page("alert_take", alert))
    again = client.post(page("alert_take", alert))

    assert [each.pk for each in listed.context["listing"].slice.rows] == [alert.pk]
    assert "5 hours" in listed.content.decode()
    assert "alert that nobody has taken; the oldest: 5 hours" in home.content.decode()
    assert (answer.url, again.url) == (row.intercept.get_absolute_url(),) * 2
    assert InterceptAlert.objects.get().taken_by == user


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["alert_list", "call_back_list"])
def test_lists_cost_the_same_for_one_and_three(signed_in, django_assert_num_queries, rows, name):
    client, _ = signed_in(Role.CASE_MANAGER)
    for _ in range(rows):
        raised(person__phone=NUMBER)
    url = reverse(f"intercepts:{name}")
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)


@pytest.mark.parametrize("role", [Role.FIELD_MONITOR, Role.ME_OFFICER])
def test_others_answer_no_alert(signed_in, role):
    client, _ = signed_in(role)
    raised(person__phone=NUMBER)

    assert client.post(page("alert_take", InterceptAlert.objects.get())).status_code == 403
    assert client.get(page("call_back_answer", CallBack.objects.get())).status_code == 403


def test_an_alert_of_a_restricted_case_is_not_found(signed_in):
    client, _ = signed_in(Role.CASE_MANAGER)
    raised(case=CaseFactory(is_restricted=True), person__phone=NUMBER)

    assert client.post(page("alert_take", InterceptAlert.objects.get())).status_code == 404
    assert client.get(page("call_back_answer", CallBack.objects.get())).status_code == 404
    assert list(client.get(reverse("intercepts:alert_list")).context["listing"].slice.rows) == []


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"person__phone": ""}, None), ({"person__phone": NUMBER, "person__safe_to_call": False}, None),
        ({"person__phone": NUMBER, "person__safe_to_call": None}, None),
        ({"person__phone": NUMBER}, 0), ({"person__phone": NUMBER, "proposed_band": "high_risk"}, 1),
        ({"person__phone": NUMBER, "proposed_band": "at_risk"}, 7),
    ],
)  # fmt: skip
def test_whom_the_office_calls_and_when(facts, days):
    raised(**facts)

    due = [call.due_on - timezone.localdate() for call in CallBack.objects.all()]
    assert due == ([] if days is None else [dt.timedelta(days=days)])


def calling(signed_in, role=Role.CASE_MANAGER):
    client, user = signed_in(role)
    raised(person__phone=NUMBER)
    return client, user, CallBack.objects.get()


def test_the_number_opens_by_a_click_that_is_kept(signed_in):
    client, user, call = calling(signed_in)

    shown = client.get(page("call_back_answer", call))
    opened = client.post(page("call_back_phone", call))

    assert (NUMBER in shown.content.decode(), NUMBER in opened.content.decode()) == (False, True)
    event = AuditEvent.objects.get(kind="revealed")
    assert (event.by, sorted(event.fields)) == (user.staff_code, ["names", "phone", "safe_to_call"])


def test_a_programme_manager_reads_of_the_call_and_makes_none(signed_in):
    client, _user, call = calling(signed_in, Role.PROGRAMME_MANAGER)

    shown = client.get(page("call_back_answer", call))

    assert (shown.status_code, 'name="result"' in shown.content.decode()) == (200, False)
    assert "A case manager calls" in shown.content.decode()
    assert NUMBER not in shown.content.decode()
    assert (
        client.post(page("call_back_answer", call), {"version": "1", "result": "done"}).status_code
        == 403
    )
    assert client.post(page("call_back_phone", call)).status_code == 403
    assert CallBack.objects.get().state == "open"
    assert "call to make" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("data", "state", "attempts"),
    [
        ({"result": "done", "words": "Came home"}, "done", 1),
        ({"result": "not_reached"}, "not_reached", 1), ({"result": "again"}, "open", 1),
    ],
)  # fmt: skip
def test_what_came_out_of_a_call(signed_in, data, state, attempts):
    client, user, call = calling(signed_in)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    answer = client.post(
        page("call_back_answer", call), {"version": "1", "due_on": str(tomorrow)} | data
    )

    row = CallBack.objects.get()
    assert answer.status_code == 302
    assert (row.state, row.attempts, row.last_by) == (state, attempts, user)
    assert (row.due_on == tomorrow) is (state == "open")


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"result": "again"}, "due_on"), ({"result": "again", "due_on": "2020-01-01"}, "due_on"),
        ({"result": "perhaps"}, "result"), ({"result": "done", "words": "x" * 1001}, "words"),
        ({"result": "again", "due_on": "9999-12-31"}, "due_on"), ({"result": "done", "words": "\0"}, "words"),
    ],
)  # fmt: skip
def test_a_bad_result_is_refused_at_the_field(signed_in, data, field):
    client, _user, call = calling(signed_in)

    answer = client.post(page("call_back_answer", call), {"version": "1"} | data)

    assert list(answer.context["form"].errors) == [field]
    assert CallBack.objects.get().attempts == 0


def test_two_callers_do_not_overwrite_each_other(case_manager):
    row = raised(person__phone=NUMBER)
    call = row.call_back
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    alerts.answer_call(call=call, version=1, result="again", due_on=tomorrow, by=case_manager)
    with pytest.raises(StaleVersion):
        alerts.answer_call(call=call, version=1, result="done", by=case_manager)
    alerts.answer_call(call=call, version=2, result="done", by=case_manager)
    with pytest.raises(DomainError):
        alerts.answer_call(call=call, version=3, result="done", by=case_manager)

    assert CallBack.objects.get().attempts == 2


def test_the_case_of_evidence_is_one_of_trafficking_though_the_phone_asked_for_no_type(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    row, other = raised(intercept_type="other"), raised(intercept_type="gbv_in_transit")
    for each in (row, other):
        client.post(page("person_case_now", each))
        each.refresh_from_db()

    assert [each.case.case_types for each in (row, other)] == [["trafficking"], ["gbv"]]


def test_one_click_opens_the_case_filled_in_once(signed_in):
    client, _user = signed_in(Role.CASE_MANAGER)
    row = raised(intercept_type="adult_trafficking")

    answers = [client.post(page("person_case_now", row)) for _ in range(2)]

    row.refresh_from_db()
    assert [answer.url for answer in answers] == [row.case.get_absolute_url()] * 2
    assert (row.case.case_types, row.case.trafficking_status, row.case.risk_level) == (
        ["trafficking"], "presumed_victim", "high",
    )  # fmt: skip
    shown = client.get(row.intercept.get_absolute_url())
    steps = shown.context["people"][0].steps
    assert [(step["label"], step["is_post"]) for step in steps] == [("Draft to the police", True)]


GONE = {
    "asleep": lambda: {"dormant_at": timezone.now()},
    "ended": lambda: {"ends_on": timezone.localdate() - dt.timedelta(days=1)},
    "suspended": lambda: {"suspended_from": timezone.now()},
}


def in_office(office, **facts):
    """Return an alert of a station of `office`."""
    raised(intercept__station__office=office, person__phone=NUMBER, **facts)
    return InterceptAlert.objects.latest("recorded_at")


def test_a_case_manager_answers_for_the_own_office(signed_in):
    ours, theirs = OfficeFactory(), OfficeFactory()
    client, _user = signed_in(Role.CASE_MANAGER, office=ours)
    UserFactory(role=Role.CASE_MANAGER, office=theirs)
    near, far = in_office(ours), in_office(theirs)
    call = CallBack.objects.get(intercepted_person=far.intercepted_person_id)

    listed = client.get(reverse("intercepts:alert_list")).context["listing"].slice.rows
    calls = client.get(reverse("intercepts:call_back_list")).context["listing"].slice.rows
    page_of_far = client.get(far.get_absolute_url())

    assert [row.pk for row in listed] == [near.pk]
    assert [row.intercepted_person_id for row in calls] == [near.intercepted_person_id]
    assert client.post(page("alert_take", far)).status_code == 404
    assert client.get(page("call_back_answer", call)).status_code == 404
    assert client.post(page("call_back_phone", call)).status_code == 404
    assert page_of_far.status_code == 200  # the intercept itself is open, for vetting
    assert page("alert_take", far) not in page_of_far.content.decode()
    assert client.post(page("alert_take", near)).status_code == 302


@pytest.mark.parametrize("office", ["none", "empty", "recorder", "asleep", "ended", "suspended"])
def test_where_no_other_answers_every_case_manager_does(signed_in, office):
    client, user = signed_in(Role.CASE_MANAGER, office=OfficeFactory())
    where = None if office == "none" else OfficeFactory()
    facts = {}
    if office == "recorder":
        facts = {"recorded_by": UserFactory(role=Role.CASE_MANAGER, office=where)}
    if office in GONE:
        UserFactory(role=Role.CASE_MANAGER, office=where, **GONE[office]())
    alert = in_office(where, **facts)

    listed = client.get(reverse("intercepts:alert_list")).context["listing"].slice.rows

    assert [row.pk for row in listed] == [alert.pk]
    assert Notice.objects.filter(to=user, kind="intercept_alert").count() == 1


def test_a_programme_manager_answers_for_all_offices(signed_in):
    client, _user = signed_in(Role.PROGRAMME_MANAGER, office=OfficeFactory())
    theirs = OfficeFactory()
    UserFactory(role=Role.CASE_MANAGER, office=theirs)

    assert client.post(page("alert_take", in_office(theirs))).status_code == 302
