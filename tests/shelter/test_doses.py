"""When medicines are due and when a dose counts as missed, at each boundary, by the clock of Nairobi."""

import datetime as dt

import pytest
from django.utils import timezone

from shelter.doses import Slot, SlotState, due_moments, is_missed, open_slots
from shelter.models import Dose, Medicine

SECOND, MINUTE, HOUR, A_DAY = (
    dt.timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days")
)
NAIROBI = timezone.get_current_timezone()
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=NAIROBI)


def medicine(*hours, **facts):
    times = [dt.time.fromisoformat(hour) for hour in hours]
    usual = {"from_on": dt.date(2025, 1, 1), "recorded_at": LONG_AGO}
    return Medicine(times=times, **usual | facts)


@pytest.mark.parametrize(
    ("passed", "missed"),
    [(dt.timedelta(0), False), (HOUR - SECOND, False), (HOUR, True), (HOUR + SECOND, True)],
)
def test_a_dose_is_missed_at_the_second_in_which_the_grace_ends(passed, missed):
    due = at("2025-06-30 23:30")

    assert is_missed(due, due + passed) is missed


def test_a_dose_before_midnight_is_missed_on_the_next_day():
    row = medicine("23:30")

    slots = open_slots(row, [], at("2025-07-01 00:30"))

    assert [(slot.due_at, slot.state(at("2025-07-01 00:30"))) for slot in slots] == [
        (at("2025-06-30 23:30"), SlotState.MISSED)
    ]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2028-02-28 00:00", "2028-03-01 23:59", 3),  # a leap day
        ("2025-12-31 00:00", "2026-01-01 23:59", 2),
        ("2025-06-30 00:00", "2025-07-01 23:59", 2),
    ],
)
def test_every_day_has_its_doses(first, last, days):
    assert len(due_moments(medicine("00:00", "23:59"), at(first), at(last))) == 2 * days


def test_hours_are_those_of_nairobi():
    (moment,) = due_moments(medicine("00:30"), at("2025-06-02 00:00"), at("2025-06-02 01:00"))

    assert moment == dt.datetime(2025, 6, 1, 21, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("facts", "days"),
    [
        ({"from_on": dt.date(2025, 6, 3)}, [3, 4]),
        ({"until_on": dt.date(2025, 6, 3)}, [2, 3]),
        ({"stopped_on": dt.date(2025, 6, 3)}, [2]),
        ({"recorded_at": at("2025-06-03 08:00")}, [3, 4]),
        ({"recorded_at": at("2025-06-03 08:01")}, [4]),
    ],
)
def test_nothing_is_due_before_it_is_written_or_after_its_end(facts, days):
    moments = due_moments(
        medicine("08:00", **facts), at("2025-06-02 00:00"), at("2025-06-04 23:59")
    )

    assert [moment.day for moment in moments] == days


def test_what_is_written_down_is_open_no_more():
    row, now = medicine("08:00", "20:00"), at("2025-06-02 19:30")
    given = Dose(due_at=at("2025-06-02 08:00"))

    assert [slot.due_at.hour for slot in open_slots(row, [given], now)] == [20, 20]
    assert Slot(row, given.due_at, given).state(now) is SlotState.ANSWERED


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2025-06-02 07:59", SlotState.SOON),
        ("2025-06-02 08:00", SlotState.DUE),
        ("2025-06-02 08:59", SlotState.DUE),
        ("2025-06-02 09:00", SlotState.MISSED),
    ],
)
def test_what_stands_on_the_round(now, state):
    (slot,) = open_slots(medicine("08:00"), [], at(now))[-1:]

    assert slot.state(at(now)) is state


def test_the_round_begins_an_hour_before():
    row = medicine("08:00", from_on=dt.date(2025, 6, 2))

    assert open_slots(row, [], at("2025-06-02 06:59")) == []
    assert len(open_slots(row, [], at("2025-06-02 07:00"))) == 1
    assert len(open_slots(row, [], at("2025-06-03 06:59"))) == 1
    assert len(open_slots(row, [], at("2025-06-03 08:00"))) == 2
