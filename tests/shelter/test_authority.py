"""The clocks of an arrival at their boundaries: tasks, a child without authority, a return."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from shelter import return_clock, task_clock
from shelter.authority import Duty, day_of, duty_of, warning_day

NAIROBI = timezone.get_default_timezone()
SECOND = dt.timedelta(seconds=1)


def at(*parts):
    return dt.datetime(*parts, tzinfo=NAIROBI)


HOURS = {
    "health": 24, "safety": 24, "consent": 72, "rules": 24, "belongings": 24, "officer": 24,
    "tracing": 168, "education": 336, "care_plan": 336,
}  # fmt: skip
ARRIVALS = {
    "an afternoon": at(2026, 5, 12, 14, 30),
    "just before midnight": at(2026, 5, 12, 23, 59, 59),
    "midnight": at(2026, 5, 13),
    "the end of a month": at(2026, 1, 31, 22, 0),
    "the end of a year": at(2026, 12, 31, 23, 0),
    "the day before a leap day": at(2028, 2, 28, 20, 0),
    "a leap day": at(2028, 2, 29, 8, 0),
}


@pytest.mark.parametrize("kind", HOURS)
@pytest.mark.parametrize("arrived", ARRIVALS.values(), ids=ARRIVALS)
def test_a_task_is_late_from_the_second_on_which_it_is_due(kind, arrived):
    due = task_clock.due_at(kind, arrived)

    assert due == (arrived.astimezone(dt.UTC) + dt.timedelta(hours=HOURS[kind]))
    late = [
        task_clock.is_late("not_started", due, due + step) for step in (-SECOND, 0 * SECOND, SECOND)
    ]
    assert late == [False, True, True]


@pytest.mark.parametrize(
    ("status", "late"),
    [("not_started", True), ("in_progress", True), ("missing_info", True), ("done", False),
     ("cannot", False)],
)  # fmt: skip
def test_what_is_settled_is_never_late(status, late):
    now = at(2026, 5, 12, 14)

    assert task_clock.is_late(status, now, now) == late
    assert task_clock.is_late(status, None, now) is False


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (dt.timedelta(days=14), "in 14 days"),
        (dt.timedelta(hours=48), "in 2 days"),
        (dt.timedelta(hours=48) - SECOND, "in 47 h"),
        (dt.timedelta(hours=1), "in 1 h"),
        (dt.timedelta(hours=1) - SECOND, "in less than an hour"),
        (SECOND, "in less than an hour"),
    ],
)
def test_what_is_due_is_told_in_words(left, words):
    now = at(2026, 5, 12, 14)

    with translation.override("en"):
        assert task_clock.words_of(now + left, now) == words


def test_what_is_late_names_the_moment_in_the_time_of_the_house():
    due = dt.datetime(2026, 5, 12, 21, 30, tzinfo=dt.UTC)  # half past midnight in Nairobi

    with translation.override("en"):
        words = {task_clock.words_of(due, due + step) for step in (0 * SECOND, SECOND)}

    assert len(words) == 1
    assert "13" in words.pop()


@pytest.mark.parametrize(
    ("is_child", "authority", "kinds"),
    [
        (False, "self", "health safety consent rules belongings care_plan"),
        (True, "court_order", "health safety consent rules belongings tracing education care_plan"),
        (True, "pending", "health safety consent rules belongings officer tracing education care_plan"),
    ],
)  # fmt: skip
def test_who_needs_which_tasks(is_child, authority, kinds):
    assert task_clock.kinds_for(is_child=is_child, authority=authority) == kinds.split()


@pytest.mark.parametrize(
    ("arrived", "now", "day"),
    [
        (at(2026, 5, 12, 23, 50), at(2026, 5, 12, 23, 59, 59), 0),
        (at(2026, 5, 12, 23, 50), at(2026, 5, 13), 1),
        (at(2026, 5, 12, 0, 0), at(2026, 5, 14, 23, 59, 59), 2),
        (at(2026, 5, 12, 0, 0), at(2026, 5, 15), 3),
        (at(2026, 1, 30, 12), at(2026, 2, 2), 3),
        (at(2028, 2, 27, 12), at(2028, 3, 1), 3),
        (at(2027, 2, 27, 12), at(2027, 3, 2), 3),
        (at(2026, 12, 31, 23), at(2027, 1, 1), 1),
        (dt.datetime(2026, 5, 12, 20, 59, 59, tzinfo=dt.UTC), at(2026, 5, 13), 1),
        (dt.datetime(2026, 5, 12, 21, 0, tzinfo=dt.UTC), at(2026, 5, 13), 0),
    ],
)  # fmt: skip
def test_days_of_a_stay_change_at_midnight_in_nairobi(arrived, now, day):
    assert day_of(arrived, now) == day


def duty(now, *, told=False, authority="pending", child=True):
    return duty_of(
        is_child=child,
        authority=authority,
        arrived_at=at(2026, 5, 12, 23, 50),
        is_told=told,
        now=now,
    )


@pytest.mark.parametrize(
    ("now", "told", "owed", "warned"),
    [
        (at(2026, 5, 12, 23, 50), False, Duty.TELL, None),  # the first minute
        (at(2026, 5, 12, 23, 59, 59), False, Duty.TELL, None),
        (at(2026, 5, 13), False, Duty.TELL, 1),
        (at(2026, 5, 13), True, Duty.WAIT, None),
        (at(2026, 5, 14, 23, 59, 59), True, Duty.WAIT, None),
        (at(2026, 5, 14, 23, 59, 59), False, Duty.TELL, 1),
        (at(2026, 5, 15), True, Duty.ASK_AGAIN, 3),
        (at(2026, 5, 15), False, Duty.TELL, 3),
        (at(2026, 6, 30), True, Duty.ASK_AGAIN, 3),
    ],
)  # fmt: skip
def test_what_a_child_without_authority_asks_of_the_house(now, told, owed, warned):
    found = duty(now, told=told)

    assert (found, warning_day(found, at(2026, 5, 12, 23, 50), now)) == (owed, warned)


@pytest.mark.parametrize(
    "facts", [{"child": False}, {"authority": "court_order"}, {"authority": "police"}]
)
def test_others_ask_for_nothing_of_that(facts):
    now = at(2026, 6, 30)

    found = duty(now, **facts)

    assert (found, warning_day(found, at(2026, 5, 12), now)) == (Duty.NONE, None)


@pytest.mark.parametrize("left", ARRIVALS.values(), ids=ARRIVALS)
def test_who_is_back_within_72_hours_goes_on_with_the_stay(left):
    end = left + dt.timedelta(hours=72)

    tries = (left - SECOND, left, end - SECOND, end, end + SECOND)
    assert [return_clock.goes_on(left, back) for back in tries] == [False, True, True, False, False]
    assert return_clock.last_moment(left) == end
