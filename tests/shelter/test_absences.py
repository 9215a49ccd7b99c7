"""Going out and coming back: times, the state of the stay, and nights that are no bed-nights."""

import datetime as dt
import random
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.report.casework import shelter_in
from shelter import absences as reading
from shelter.actions import absences
from shelter.away import nights_away
from shelter.models import Absence, Admission
from shelter.registries import next_due
from tests.factories.cases import CaseFactory
from tests.factories.house import AbsenceFactory, MissingReportFactory
from tests.factories.work import AdmissionFactory
from tests.shelter.asking import now
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.errors import DomainError
from tracekenya.roles.roles import Role

pytestmark = pytest.mark.django_db
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
NAIROBI = dt.timezone(dt.timedelta(hours=3))


@pytest.fixture
def stay(shelter):
    return AdmissionFactory(shelter=shelter, admitted_at=now() - 10 * DAY)


def out(stay, by, **facts):
    usual = {"kind": "appointment", "out_at": now() - HOUR, "due_back_at": now() + HOUR}
    return absences.go_out(admission=stay, by=by, **usual | facts)


def status(stay):
    return Admission.objects.get(pk=stay.pk).status


def typed(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_an_overnight_absence_is_leave_until_the_person_is_back(stay, manager):
    row = out(stay, manager, out_at=now() - 3 * DAY, due_back_at=now() + DAY)
    assert status(stay) == "on_leave"

    absences.come_back(row=row, version=row.version, back_at=now() - DAY, by=manager)

    assert status(stay) == "admitted"
    assert Admission.objects.get(pk=stay.pk).nights == 10 - 2
    kinds = list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == ["created", "status_changed", "changed", "status_changed"]


def test_some_hours_out_cost_no_night(shelter, manager):
    noon = now().replace(hour=12, minute=0) - DAY
    stay = AdmissionFactory(shelter=shelter, admitted_at=noon - 5 * DAY)
    row = out(stay, manager, out_at=noon, due_back_at=noon + 2 * HOUR)
    absences.come_back(row=row, version=row.version, back_at=noon + HOUR, by=manager)
    assert status(stay) == "admitted"
    assert Admission.objects.get(pk=stay.pk).nights == 6


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"out_at": now() + HOUR, "due_back_at": now() + 2 * HOUR}, "out_at", "is in the future"),
        ({"due_back_at": now() - 2 * HOUR}, "due_back_at", "before going out"),
        ({"due_back_at": now() + 500 * DAY}, "due_back_at", "Check the year"),
        ({"out_at": now() - 30 * DAY}, "out_at", "before arriving"),
        ({"kind": "no such"}, "kind", "no such"),
    ],
)
def test_times_that_cannot_be_are_refused(stay, manager, facts, field, words):
    with pytest.raises(DomainError, match=words) as refusal:
        out(stay, manager, **facts)
    assert refusal.value.field == field
    assert not Absence.objects.exists()


def test_nobody_goes_out_twice_or_after_leaving(stay, manager):
    out(stay, manager)
    with pytest.raises(DomainError, match="out already"):
        out(stay, manager, out_at=now() - 2 * HOUR)
    gone = AdmissionFactory(status="exited", ended_at=now())
    with pytest.raises(DomainError, match="ended already"):
        out(gone, manager)


def test_the_board_says_when_somebody_is_due(stay, manager):
    row = out(stay, manager)
    due = next_due([stay.pk], timezone.now())[stay.pk]
    assert (due.at, due.url) == (row.due_back_at, reverse("shelter:absence_back", args=[row.pk]))
    assert [due.is_late(row.due_back_at + dt.timedelta(seconds=s)) for s in (-1, 0, 1)] == [
        False, True, True,
    ]  # fmt: skip
    late = [reading.late(row.due_back_at + dt.timedelta(seconds=s)).count() for s in (-1, 0)]
    assert late == [0, 1]


@pytest.mark.parametrize(
    ("out_at", "back_at", "away"),
    [
        # 20:59 UTC is 23:59 in Nairobi; a minute later the day is another one
        ("2028-02-28T20:59:00+00:00", "2028-02-28T21:00:00+00:00", 1),
        ("2028-02-28T21:00:00+00:00", "2028-02-29T20:59:00+00:00", 0),
        ("2028-02-28T12:00:00+00:00", "2028-03-01T12:00:00+00:00", 2),  # a leap day lies between
        ("2027-12-31T12:00:00+00:00", "2028-01-01T12:00:00+00:00", 1),
    ],
)
def test_nights_follow_the_clock_of_nairobi(out_at, back_at, away):
    begun = dt.datetime(2027, 12, 1, 12, tzinfo=NAIROBI)
    stay = AdmissionFactory(admitted_at=begun, status="exited", ended_at=begun + 120 * DAY)
    out_at, back_at = (dt.datetime.fromisoformat(each) for each in (out_at, back_at))
    AbsenceFactory(admission=stay, out_at=out_at, due_back_at=back_at, back_at=back_at)
    assert stay.nights == 120 - away
    assert reading.with_away(Admission.objects.all()).get().nights == 120 - away


def test_missing_nights_are_no_bed_nights_and_none_counts_twice():
    begun = dt.datetime(2025, 3, 1, 12, tzinfo=NAIROBI)
    stay = AdmissionFactory(admitted_at=begun, status="exited", ended_at=begun + 10 * DAY)
    AbsenceFactory(
        admission=stay, out_at=begun + 2 * DAY, due_back_at=begun + 3 * DAY, back_at=begun + 5 * DAY
    )
    MissingReportFactory(
        admission=stay, last_seen_at=begun + 4 * DAY, noticed_at=begun + 4 * DAY, outcome="came_back",
        found_at=begun + 6 * DAY,
    )  # fmt: skip
    assert stay.nights == 6
    assert shelter_in(2025, dt.date(2026, 1, 1)).nights == 6


def test_months_add_up_to_the_whole():
    draw = random.Random(5)  # noqa: S311  a seed, so that a failure can be repeated
    for _ in range(300):
        first = dt.date(2027, 12, 1) + draw.randrange(60) * DAY
        spans = []
        for _ in range(draw.randrange(4)):
            start = first + draw.randrange(-20, 90) * DAY
            spans.append((start, draw.choice([None, start + draw.randrange(40) * DAY])))
        until = first + 100 * DAY
        cuts = sorted({first, until, *(first + draw.randrange(100) * DAY for _ in range(3))})
        parts = sum(nights_away(spans, a, b) for a, b in zip(cuts, cuts[1:], strict=False))
        one_by_one = sum(
            any(out <= first + n * DAY < (back or until) for out, back in spans) for n in range(100)
        )
        assert nights_away(spans, first, until) == parts == one_by_one


def test_staff_of_the_house_write_it_and_others_do_not(signed_in, stay, shelter):
    client, user = signed_in(Role.SHELTER_STAFF, office=shelter.office)
    page = reverse("shelter:absence_add", args=[stay.pk])
    sent = {
        "kind": "court", "out_at": typed(now() - HOUR), "due_back_at": typed(now() - 2 * HOUR),
        "with_whom": "Auntie, by phone", "submission": str(uuid.uuid4()),
    }  # fmt: skip
    refused = client.post(page, sent).content.decode()
    assert "before going out" in refused
    assert "Auntie, by phone" in refused
    assert client.post(page, sent | {"due_back_at": typed(now() + HOUR)}).status_code == 302
    row = Absence.objects.get()
    assert (row.kind, str(row.with_whom), row.recorded_by) == ("court", "Auntie, by phone", user)
    assert "Auntie, by phone" in client.get(row.get_absolute_url()).content.decode()
    assert "Late" not in client.get(stay.get_absolute_url()).content.decode()

    back = reverse("shelter:absence_back", args=[row.pk])
    assert client.post(back, {"version": 1, "back_at": typed(now())}).status_code == 302
    assert client.get(back).status_code == 302
    stranger = AbsenceFactory()
    for route in ("absence_detail", "absence_back", "absence_edit"):
        assert client.get(reverse(f"shelter:{route}", args=[stranger.pk])).status_code == 404


def test_two_editors_of_an_absence(signed_in, stay, shelter):
    client, _user = signed_in(Role.SHELTER_MANAGER, office=shelter.office)
    row = AbsenceFactory(admission=stay, out_at=now() - HOUR, due_back_at=now() + HOUR)
    page = reverse("shelter:absence_edit", args=[row.pk])
    sent = {
        "version": 1, "kind": "school", "out_at": typed(row.out_at),
        "due_back_at": typed(row.due_back_at), "back_at": "",
    }  # fmt: skip
    assert client.post(page, sent).status_code == 302
    again = client.post(page, sent | {"kind": "work"})
    assert "Somebody else saved this record" in again.content.decode()
    assert Absence.objects.get().kind == "school"


def test_the_case_manager_reads_and_does_not_write(signed_in, stay):
    client, _user = signed_in(Role.CASE_MANAGER)
    row = AbsenceFactory(admission=stay)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(reverse("shelter:absence_edit", args=[row.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(signed_in, django_assert_num_queries, count):
    client, _user = signed_in(Role.CASE_MANAGER)
    for n in range(count):
        stay = AdmissionFactory(case=CaseFactory(), admitted_at=now() - DAY * (n + 2))
        AbsenceFactory(
            admission=stay, out_at=now() - HOUR, due_back_at=now() + (n - 1) * HOUR + HOUR / 2
        )
    page = reverse("shelter:absence_list")
    client.get(page)
    with django_assert_num_queries(4):
        answer = client.get(page)
    assert len(answer.context["listing"].slice.rows) == count
    late = client.get(page, {"state": "late"}).context["listing"].slice.rows
    assert len(late) == 1
