"""The strip of seven nights at its edges: midnight in Nairobi, the ends of months, the leap day."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from shelter.models import Bed, BedAssignment, BedOutage
from shelter.strip import first_moment, nights_of

NAIROBI = ZoneInfo("Africa/Nairobi")
LONG_AGO = dt.date(2020, 1, 1)
SECOND, HOUR = dt.timedelta(seconds=1), dt.timedelta(hours=1)


def local(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=NAIROBI)


def bed(in_use_from=LONG_AGO, retired_on=None) -> Bed:
    return Bed(id=uuid.uuid4(), in_use_from=in_use_from, retired_on=retired_on)


def slept(of: Bed, since: dt.datetime, until: dt.datetime | None, use="stay") -> BedAssignment:
    return BedAssignment(bed_id=of.pk, use=use, period=DateTimeTZRange(since, until))


def out(of: Bed, since: dt.datetime, until: dt.datetime | None) -> BedOutage:
    return BedOutage(bed_id=of.pk, period=DateTimeTZRange(since, until))


def days(now: dt.datetime) -> list[str]:
    return [night.day.isoformat() for night in nights_of([], [], [], now)]


@pytest.mark.parametrize(
    ("now", "first", "last"),
    [
        ("2026-11-26T00:00:00", "2026-11-20", "2026-11-26"),
        ("2026-11-25T23:59:59", "2026-11-19", "2026-11-25"),
        ("2027-01-03T12:00:00", "2026-12-28", "2027-01-03"),
        ("2028-03-02T12:00:00", "2028-02-25", "2028-03-02"),  # the 29th of February is among them
        ("2027-03-02T12:00:00", "2027-02-24", "2027-03-02"),
        ("2026-05-01T08:00:00", "2026-04-25", "2026-05-01"),
    ],
)
def test_it_ends_with_the_day_in_nairobi(now, first, last):
    found = days(local(now))

    assert (len(found), len(set(found)), found[0], found[-1]) == (7, 7, first, last)


def test_at_nine_in_the_evening_of_utc_the_day_in_nairobi_turns():
    before = dt.datetime(2026, 11, 25, 20, 59, 59, tzinfo=dt.UTC)

    assert [days(before)[-1], days(before + SECOND)[-1]] == ["2026-11-25", "2026-11-26"]


def test_the_leap_day_is_a_night_of_its_own():
    now, one = local("2028-03-02T12:00:00"), bed()
    uses = [slept(one, local("2028-02-29T20:00:00"), local("2028-03-01T07:00:00"))]

    nights = {night.day.isoformat(): night.slept for night in nights_of([one], uses, [], now)}

    assert sum(nights.values()) == nights["2028-02-29"] == 1


@pytest.mark.parametrize(
    ("since", "until", "counted"),
    [
        ("2026-11-20T23:59:00", "2026-11-21T00:00:00", 1),  # there at 23:59
        ("2026-11-20T00:00:00", "2026-11-20T23:59:00", 0),  # gone the very minute
        ("2026-11-20T23:59:01", "2026-11-20T23:59:59", 0),  # came after it
        ("2026-11-20T10:00:00", "2026-11-22T10:00:00", 2),
        ("2026-11-19T23:58:00", "2026-11-20T23:58:00", 0),  # the night before the strip
    ],
)
def test_a_night_is_slept_by_whom_has_the_bed_at_its_last_minute(since, until, counted):
    now, one = local("2026-11-26T10:00:00"), bed()

    nights = nights_of([one], [slept(one, local(since), local(until))], [], now)

    assert sum(night.slept for night in nights) == counted


def test_exit_and_arrival_in_one_bed_are_one_night():
    now, one = local("2026-11-26T10:00:00"), bed()
    noon = local("2026-11-23T12:00:00")
    uses = [slept(one, noon - 48 * HOUR, noon), slept(one, noon, noon + 24 * HOUR)]

    assert [n.slept for n in nights_of([one], uses, [], now)] == [0, 1, 1, 1, 0, 0, 0]


def test_holds_and_what_was_cancelled_are_no_nights():
    now, one = local("2026-11-26T10:00:00"), bed()
    gone = slept(one, local("2026-11-20T10:00:00"), None)
    gone.cancelled_at = local("2026-11-21T10:00:00")
    held = slept(one, local("2026-11-20T10:00:00"), None, use="hold")

    assert sum(night.slept for night in nights_of([one], [gone, held], [], now)) == 0


def test_a_bed_counts_while_it_is_in_use_and_not_out_of_use():
    now = local("2026-11-26T10:00:00")
    beds = [bed(), bed(in_use_from=dt.date(2026, 11, 22)), bed(retired_on=dt.date(2026, 11, 24))]
    broken = out(beds[0], local("2026-11-22T23:59:00"), local("2026-11-24T23:59:00"))

    assert [night.beds for night in nights_of(beds, [], [broken], now)] == [2, 2, 2, 2, 2, 2, 2]
    assert [night.beds for night in nights_of(beds, [], [], now)] == [2, 2, 3, 3, 2, 2, 2]


def test_nobody_sleeps_in_more_beds_than_there_are():
    now, one = local("2026-11-26T10:00:00"), bed()
    broken = out(one, local("2026-11-20T10:00:00"), None)  # somebody slept in it all the same
    uses = [slept(one, local("2026-11-20T10:00:00"), None)]

    assert {(n.slept, n.beds, n.percent) for n in nights_of([one], uses, [broken], now)} == {
        (1, 1, 100)
    }


def test_what_matters_begins_at_the_end_of_the_first_night():
    assert first_moment(local("2028-03-02T00:30:00")) == local("2028-02-25T23:59:00")
