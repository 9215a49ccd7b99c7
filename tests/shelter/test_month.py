"""The figures of a month: counted by hand for one house, and held against a second count for many."""

import datetime as dt
import random
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from reporting.report.casework import shelter_in
from shelter.month import BedLife, BedTime, HouseFacts, Month, Piece, StayFacts
from shelter.nights import nights_in, spent
from shelter.numbers import month_of, months_of
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory, ReintegrationFactory
from tests.factories.house import (
    AbsenceFactory,
    BedOutageFactory,
    DayVisitFactory,
    MissingReportFactory,
    ShelterExitFactory,
    ShelterTransferFactory,
    TurnAwayFactory,
)
from tests.factories.work import (
    AdmissionFactory,
    BedAssignmentFactory,
    BedFactory,
    RoomFactory,
    ShelterFactory,
)
from tests.reporting.counting import value

NAIROBI = ZoneInfo("Africa/Nairobi")
LATER = dt.datetime(2024, 7, 1, 12, tzinfo=NAIROBI)


def at(text: str) -> dt.datetime:
    """Return the moment in Nairobi: month-day hour:minute of 2024, a leap year."""
    return dt.datetime.strptime(f"2024-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=NAIROBI)


def stay(house, begun, ended=None, bed=None, **facts):
    row = AdmissionFactory(
        shelter=house, admitted_at=at(begun), ended_at=at(ended) if ended else None,
        status="exited" if ended else "admitted", **facts,
    )  # fmt: skip
    if bed is not None:
        sleep(row, bed, begun, ended)
    return row


def sleep(row, bed, begun, ended=None):
    period = DateTimeTZRange(at(begun), at(ended) if ended else None)
    BedAssignmentFactory(admission=row, bed=bed, period=period)


@pytest.fixture
def february(shelter):
    """February 2024 in a house of three beds, as it was counted by hand on paper."""
    room = RoomFactory(shelter=shelter)
    b1, b2 = BedFactory.create_batch(2, room=room, in_use_from=dt.date(2024, 1, 1))
    b3 = BedFactory(room=room, in_use_from=dt.date(2024, 2, 10))
    BedOutageFactory(bed=b2, period=DateTimeTZRange(at("02-20 10:00"), at("02-23 09:00")))
    # 29 nights, three on leave and two missing, one of which is both
    lasting = stay(shelter, "01-20 15:00", bed=b1)
    AbsenceFactory(
        admission=lasting, out_at=at("02-05 10:00"), due_back_at=at("02-08 10:00"),
        back_at=at("02-08 09:00"),
    )  # fmt: skip
    MissingReportFactory(
        admission=lasting, last_seen_at=at("02-07 20:00"), noticed_at=at("02-07 21:00"),
        found_at=at("02-09 08:00"), outcome="found_safe",
    )  # fmt: skip
    # lived here for the last minute of January, left with the first moment of February: no night
    brief = stay(shelter, "01-31 23:59", "02-01 00:00", bed=b2)
    ShelterExitFactory(admission=brief, kind="voluntary_exit")
    # 28 nights; changed beds on the 20th; a case that 2.8 does not count
    moved = stay(shelter, "02-01 00:00", "02-29 18:00", case__case_types=["unsafe_migration"])
    sleep(moved, b2, "02-01 00:00", "02-20 09:00")
    sleep(moved, b3, "02-20 09:00", "02-29 18:00")
    ShelterExitFactory(admission=moved, kind="reunified_family")
    ReintegrationFactory(case=moved.case, happened_on=dt.date(2024, 2, 29))
    # back after four weeks, on the leap day: one night
    stay(shelter, "02-29 10:00", bed=b2, case=CaseFactory(person=brief.case.person))
    # a dependant for whom no bed was written down: two nights
    stay(shelter, "02-10 08:00", "02-12 08:00", role="dependant")
    TurnAwayFactory(
        shelter=shelter, happened_at=at("02-29 23:59"), reason="no_bed", age_band="15_17"
    )
    TurnAwayFactory(shelter=shelter, happened_at=at("03-01 00:00"), reason="no_bed")
    client = CaseFactory()
    for day in (3, 4):
        DayVisitFactory(shelter=shelter, case=client, came_on=dt.date(2024, 2, day))
    return month_of(shelter, 2024, 2, LATER)


def test_residents_of_a_month(february):
    found = (february.opening, len(february.admitted), len(february.left), february.closing)
    assert found == (2, 3, 3, 2)
    assert february.people == 4
    assert february.living == february.in_beds
    assert february.readmissions == 1


def test_nights_of_a_month(february):
    assert february.nights_stayed == 60
    assert (february.nights_on_leave, february.nights_missing) == (3, 1)
    assert february.nights == 56
    assert february.possible == 75
    assert february.occupancy == 75


def test_the_board_and_the_stays_differ_by_what_is_named(february):
    assert february.nights_on_board == 58
    assert list(february.nights_without_bed.values()) == [2]
    assert february.nights_beside_stay == {}


def test_ends_of_a_month(february):
    assert sorted(february.lengths) == [1, 2, 28]
    assert february.median_length == 2
    assert dict(february.exits) == {"voluntary_exit": 1, "reunified_family": 1, "": 1}
    assert february.returns == 1


def test_who_slept_elsewhere(february):
    assert [(row.reason, row.is_child) for row in february.turned_away] == [("no_bed", True)]
    assert (february.day_visits, february.day_clients) == (2, 1)


def test_of_these_the_plan_counts(february):
    assert len(february.counted) == 2
    assert dict(february.not_counted) == {"other_case": 1, "dependant": 1}


def test_the_year_counts_as_the_indicator_does(february, shelter):
    """One house is all there is, so its year is the plan's value for that year."""
    _months, whole = months_of(shelter, 2024, LATER)
    assert len(whole.counted) == value("2.8", 2024)


def test_the_annual_report_has_the_same_nights(february, shelter):
    _months, whole = months_of(shelter, 2024, LATER)
    assert whole.nights == shelter_in(2024, LATER.date()).nights


def test_months_add_up_to_the_year(february, shelter):
    months, whole = months_of(shelter, 2024, LATER)
    assert len(months) == 7
    for name in ("nights", "nights_on_leave", "nights_missing", "possible", "nights_on_board"):
        assert sum(getattr(month, name) for month in months) == getattr(whole, name), name
    for before, after in zip(months, months[1:], strict=False):
        assert before.closing == after.opening


def test_a_move_between_houses_is_no_exit(shelter):
    other = ShelterFactory()
    row = stay(other, "01-10 10:00", "03-05 10:00")
    ShelterTransferFactory(
        admission=row, from_shelter=shelter, to_shelter=other, verdict="granted",
        answered_by=UserFactory(), answered_at=at("02-11 14:00"),
    )  # fmt: skip
    here, there = month_of(shelter, 2024, 2, LATER), month_of(other, 2024, 2, LATER)
    assert (here.opening, here.moved_out, len(here.left), here.closing) == (1, 1, 0, 0)
    assert (there.opening, there.moved_in, len(there.admitted), there.closing) == (0, 1, 0, 1)
    assert (here.nights_stayed, there.nights_stayed) == (10, 19)
    assert month_of(other, 2024, 3, LATER).lengths == [55]


def test_the_night_of_today_counts_as_it_stands(shelter):
    stay(shelter, "02-10 08:00")
    running = month_of(shelter, 2024, 2, at("02-10 08:00"))
    assert (running.nights_stayed, running.closing, running.is_running) == (1, 1, True)


def test_midnight_is_that_of_nairobi(shelter):
    """21:00 in Greenwich is the next day here, also on the last day of the year."""
    arrived = dt.datetime(2023, 12, 31, 21, 0, tzinfo=dt.UTC)
    row = AdmissionFactory(shelter=shelter, admitted_at=arrived, ended_at=arrived + dt.timedelta(1))
    row.__class__.objects.filter(pk=row.pk).update(status="exited")
    assert months_of(shelter, 2023, LATER)[1].nights_stayed == 0
    january = month_of(shelter, 2024, 1, LATER)
    assert (january.opening, len(january.admitted), january.nights_stayed) == (0, 1, 1)


@pytest.mark.parametrize(
    ("ended", "came", "is_one"),
    [
        (dt.date(2027, 2, 28), dt.date(2028, 2, 28), True),
        (dt.date(2027, 2, 28), dt.date(2028, 2, 29), False),
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28), True),
        (dt.date(2028, 2, 29), dt.date(2029, 3, 1), False),
    ],
)
def test_a_readmission_is_within_twelve_months(ended, came, is_one):
    times = (dt.datetime.combine(came, dt.time(), NAIROBI), None)
    assert StayFacts(uuid.uuid4(), times, earlier=[ended]).is_readmission(12) is is_one


def test_nights_over_a_leap_day_and_the_turn_of_the_year():
    leap = (dt.date(2028, 2, 28), dt.date(2028, 3, 1))
    assert len(nights_in(leap, dt.date(2028, 1, 1), dt.date(2029, 1, 1))) == 2
    over = [(dt.date(2027, 12, 31), None)]
    assert spent(over, [], dt.date(2027, 12, 1), dt.date(2028, 1, 1)) == 1
    assert spent(over, over, dt.date(2027, 12, 1), dt.date(2028, 1, 1)) == 0


class Many:
    """A house drawn at random over two years, with a second and slower way to count it."""

    FIRST, DAYS = dt.date(2027, 6, 1), 730

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)  # noqa: S311  no secret hangs on it
        self.pieces, self.stays, self.beds = [], {}, []
        self.bed_times, self.leave, self.missing = [], {}, {}
        for _ in range(self.draw.randint(1, 6)):
            self._bed()
        self.facts = HouseFacts(
            open=(self.FIRST, None), pieces=self.pieces, stays=self.stays, beds=self.beds,
            bed_times=self.bed_times, leave=self.leave, missing=self.missing,
        )  # fmt: skip

    def _moment(self, low: int, high: int) -> dt.datetime:
        day = self.FIRST + dt.timedelta(days=self.draw.randint(low, max(low, high)))
        edges = [dt.time(0, 0), dt.time(23, 59, 59), dt.time(self.draw.randint(0, 23), 30)]
        return dt.datetime.combine(day, self.draw.choice(edges), NAIROBI)

    def _bed(self) -> None:
        """One guest after the other, sometimes two on one day."""
        bed, day = uuid.uuid4(), 0
        out = []
        while day < self.DAYS:
            begun = self._moment(day, day + 20)
            low = (begun.date() - self.FIRST).days
            ended = max(begun, self._moment(low, low + self.draw.choice([0, 1, 40, 200])))
            self._stay(bed, begun, None if self.draw.random() < 0.05 else ended)
            if self.pieces[-1].times[1] is None:
                break
            day = (ended.date() - self.FIRST).days + self.draw.randint(0, 9)
            if self.draw.random() < 0.2:
                span = [self.FIRST + dt.timedelta(days=day + n) for n in (0, 5)]
                out.append((span[0], span[1]))
        self.beds.append(BedLife(bed, (self.FIRST, None), out))

    def _stay(self, bed, begun, ended) -> None:
        key = uuid.uuid4()
        self.pieces.append(Piece(key, (begun, ended)))
        self.stays[key] = StayFacts(uuid.uuid4(), (begun, ended))
        self.bed_times.append(BedTime(bed, key, (begun, ended)))
        low = (begun.date() - self.FIRST).days
        for spans in (self.leave, self.missing):
            if self.draw.random() < 0.4:
                days = sorted(self.draw.randint(low - 3, low + 60) for _ in range(2))
                start, end = (self.FIRST + dt.timedelta(days=n) for n in days)
                spans[key] = [(start, None if self.draw.random() < 0.1 else end)]

    def slept_on(self, night: dt.date) -> int:
        """Count one night by asking of each stay where its resident was at its end."""
        return sum(
            piece.times[0].date() <= night
            and (piece.times[1] is None or piece.times[1].date() > night)
            and not any(
                start <= night and (end is None or night < end)
                for spans in (self.leave, self.missing)
                for start, end in spans.get(piece.stay, [])
            )
            for piece in self.pieces
        )


def months_between(facts: HouseFacts, firsts: list[dt.date], now: dt.datetime) -> list[Month]:
    return [
        Month(facts, first, after - dt.timedelta(days=1), now, months=12)
        for first, after in zip(firsts, firsts[1:], strict=False)
    ]


@pytest.mark.parametrize("seed", range(25))
def test_many_houses_add_up(seed):
    """Sums of months are the whole, beds hold one a night, what came and went leads to the close."""
    house = Many(seed)
    firsts = [dt.date(2027 + (5 + n) // 12, (5 + n) % 12 + 1, 1) for n in range(31)]
    now = dt.datetime(2029, 12, 15, 12, tzinfo=NAIROBI)
    months = months_between(house.facts, firsts, now)
    whole = Month(house.facts, firsts[0], firsts[-1] - dt.timedelta(days=1), now, months=12)
    for month in months:
        days = range(month.first.toordinal(), month.until.toordinal())
        assert month.nights == sum(house.slept_on(dt.date.fromordinal(day)) for day in days)
        assert month.closing == len(month.living)
        assert month.nights_on_board <= month.possible
        assert month.nights_without_bed == month.nights_beside_stay == {}
    for before, after in zip(months, months[1:], strict=False):
        assert before.closing == after.opening
    for name in ("nights", "nights_stayed", "nights_on_leave", "nights_missing", "possible"):
        assert sum(getattr(month, name) for month in months) == getattr(whole, name), name
    assert sum(len(month.left) for month in months) == len(whole.left)
