"""What the clock tells of a house: at its edges, once, to those who may know, in codes only."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from shelter import registries, tasks
from shelter.actions import reminders
from shelter.models import MissingReport
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, CourtCaseFactory, HearingFactory
from tests.factories.house import (
    AbsenceFactory,
    MissingReportFactory,
    ShiftLogFactory,
    StayTaskFactory,
)
from tests.factories.work import AdmissionFactory, ShelterFactory
from tracekenya.notices.actions import mail_waiting
from tracekenya.notices.enums import NoticeKind
from tracekenya.notices.models import Notice
from tracekenya.roles.roles import Role

NAIROBI = ZoneInfo("Africa/Nairobi")
HOUR = dt.timedelta(hours=1)
SECOND = dt.timedelta(seconds=1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=NAIROBI)


@pytest.fixture
def stay(shelter, manager):
    return AdmissionFactory(shelter=shelter, planned_exit_on=dt.date(2028, 3, 1))


def told(kind: NoticeKind) -> set:
    return {notice.to for notice in Notice.objects.filter(kind=kind)}


@pytest.mark.parametrize(
    ("now", "stages"),
    [
        ("2028-02-22T23:59:59", 0),
        ("2028-02-23T00:00:00", 1),
        ("2028-02-29T23:59:59", 1),
        ("2028-03-01T00:00:00", 1),
        ("2028-03-02T00:00:00", 1),
    ],
)
def test_a_planned_exit_is_told_from_its_first_minute(stay, now, stages):
    assert reminders.tell_of_exits(at(now)) == stages


def test_each_step_of_a_planned_exit_is_told_once(stay, manager):
    for day in ("2028-02-23", "2028-02-25", "2028-03-01", "2028-03-01", "2028-03-02", "2028-04-02"):
        reminders.tell_of_exits(at(f"{day}T08:00:00"))
    assert Notice.objects.filter(to=manager).count() == 3
    stay.planned_exit_on = dt.date(2028, 6, 1)
    stay.save()
    assert reminders.tell_of_exits(at("2028-05-30T08:00:00")) == 1


def test_who_left_is_not_told_of(stay):
    stay.status, stay.ended_at = "exited", timezone.now()
    stay.save()
    assert reminders.tell_of_exits(at("2028-03-01T08:00:00")) == 0


@pytest.mark.parametrize(
    ("past", "count"),
    [(-SECOND, 0), (0 * HOUR, 1), (SECOND, 1), (72 * HOUR - SECOND, 1), (72 * HOUR, 0)],
)
def test_a_task_is_told_when_it_is_due(stay, past, count):
    task = StayTaskFactory(admission=stay, due_at=at("2026-03-31T23:30:00"))
    assert reminders.tell_of_tasks(task.due_at + past) == count
    assert reminders.tell_of_tasks(task.due_at + past) == 0


def test_a_task_that_is_done_is_not_told(stay, manager):
    StayTaskFactory(
        admission=stay, due_at=at("2026-03-31T10:00:00"), status="done", done_by=manager,
        done_at=timezone.now(),
    )  # fmt: skip
    assert reminders.tell_of_tasks(at("2026-03-31T11:00:00")) == 0


@pytest.mark.parametrize(
    ("day", "count"),
    [("2028-02-20", 0), ("2028-02-22", 1), ("2028-02-28", 1), ("2028-02-29", 1), ("2028-03-01", 0)],
)
def test_a_hearing_is_told_a_week_and_a_day_before(stay, day, count):
    """The hearing is on the leap day."""
    court = CourtCaseFactory(victim=stay.case)
    HearingFactory(court_case=court, held_on=dt.date(2028, 2, 29))
    assert reminders.tell_of_hearings(at(f"{day}T00:00:00")) == count


def test_a_hearing_is_told_twice_in_all(stay, manager):
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=dt.date(2028, 2, 29))
    for day in range(20, 30):
        reminders.tell_of_hearings(at(f"2028-02-{day}T08:00:00"))
    assert Notice.objects.filter(kind=NoticeKind.HEARING_NEAR, to=manager).count() == 2


def test_a_hearing_of_nobody_who_lives_here_is_not_told(manager):
    HearingFactory(court_case=CourtCaseFactory(victim=CaseFactory()), held_on=dt.date(2028, 2, 29))
    assert reminders.tell_of_hearings(at("2028-02-28T08:00:00")) == 0


def test_who_is_not_back_is_told_to_the_house(stay, manager, other_manager):
    staff = UserFactory(role=Role.SHELTER_STAFF, office=stay.shelter.office)
    out = AbsenceFactory(admission=stay)
    assert reminders.tell_of_late(out.due_back_at - SECOND) == 0
    assert reminders.tell_of_late(out.due_back_at) == 1
    assert reminders.tell_of_late(out.due_back_at + HOUR) == 0
    assert told(NoticeKind.ABSENCE_LATE) == {manager, staff}
    out.due_back_at += 2 * HOUR
    out.save()
    assert reminders.tell_of_late(out.due_back_at) == 1


def test_staff_hear_nothing_of_a_restricted_case(stay):
    stay.case.is_restricted = True
    stay.case.save()
    UserFactory(role=Role.SHELTER_STAFF, office=stay.shelter.office)
    reminders.tell_of_late(AbsenceFactory(admission=stay).due_back_at)
    assert told(NoticeKind.ABSENCE_LATE) == set()


@pytest.mark.parametrize(("now", "count"), [("19:59:59", 0), ("20:00:00", 1), ("23:59:59", 1)])
def test_a_shift_has_an_hour_to_hand_over(shelter, manager, now, count):
    ShiftLogFactory(shelter=shelter, day=dt.date(2026, 3, 31), shift="day")
    assert reminders.tell_of_shifts(at(f"2026-03-31T{now}")) == count
    assert told(NoticeKind.SHIFT_MISSING) == ({manager} if count else set())


def test_after_midnight_it_is_still_the_same_shift(shelter, manager):
    ShiftLogFactory(shelter=shelter, day=dt.date(2026, 3, 31), shift="day")
    assert reminders.tell_of_shifts(at("2026-03-31T22:00:00")) == 1
    assert reminders.tell_of_shifts(at("2026-04-01T02:00:00")) == 0
    assert reminders.tell_of_shifts(at("2026-04-01T08:00:00")) == 1


def test_a_shift_that_was_handed_over_is_not_missed(shelter, manager):
    ShiftLogFactory(
        shelter=shelter, day=dt.date(2026, 3, 31), shift="day", handed_over_at=timezone.now(),
        handed_over_by=manager,
    )  # fmt: skip
    assert reminders.tell_of_shifts(at("2026-03-31T20:30:00")) == 0


def test_a_house_that_writes_no_shifts_is_left_alone(shelter, manager):
    assert reminders.tell_of_shifts(at("2026-03-31T20:30:00")) == 0


def missing(stay, **facts):
    return MissingReportFactory(admission=stay, is_child=True, **facts)


def test_a_missing_child_is_told_every_hour_until_both_know(stay, manager):
    row = missing(stay)
    minutes = [0, 59, 60, 65, 119, 120]
    counts = [reminders.tell_of_missing(row.noticed_at + dt.timedelta(minutes=m)) for m in minutes]
    assert counts == [0, 0, 1, 0, 0, 1]
    MissingReport.objects.update(police_at=timezone.now())
    assert reminders.tell_of_missing(row.noticed_at + 3 * HOUR) == 1
    MissingReport.objects.update(officer_at=timezone.now())
    assert reminders.tell_of_missing(row.noticed_at + 4 * HOUR) == 0


def test_a_missing_adult_is_not_repeated(stay, manager):
    row = MissingReportFactory(admission=stay, is_child=False)
    assert reminders.tell_of_missing(row.noticed_at + 5 * HOUR) == 0


def test_the_mail_says_nothing(stay, manager):
    HearingFactory(court_case=CourtCaseFactory(victim=stay.case), held_on=dt.date(2028, 3, 1))
    missing(stay)
    now = at("2028-02-29T08:00:00")
    for tell in (reminders.tell_of_exits, reminders.tell_of_hearings, reminders.tell_of_missing):
        tell(now)
    mail_waiting()
    (sent,) = mail.outbox
    said = f"{sent.subject} {sent.body}"
    assert not any(
        word in said for word in (stay.case.code, "hearing", "missing", "exit", str(stay.shelter))
    )


def test_the_clock_runs_them_all_and_one_failure_stops_none(stay, manager, monkeypatch):
    def broken(now):
        raise ZeroDivisionError

    monkeypatch.setattr(registries, "clocks", [broken, reminders.tell_of_exits])
    stay.planned_exit_on = timezone.localdate()
    stay.save()
    with pytest.raises(ZeroDivisionError):
        tasks.tell_due()
    assert told(NoticeKind.STAY_DUE) == {manager}


def test_another_house_is_not_told(stay, manager, other_manager):
    ShelterFactory(office=other_manager.office)
    reminders.tell_of_exits(at("2028-03-01T08:00:00"))
    assert other_manager not in told(NoticeKind.STAY_DUE)
