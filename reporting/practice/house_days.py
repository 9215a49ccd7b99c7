"""Days and nights in the practice houses: shifts, roll-calls, chores, notes, who went out, who came."""

import datetime as dt

from django.utils import timezone

from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.enums import MissingOutcome, RollState, StayStatus
from shelter.models import (
    Absence,
    Admission,
    Chore,
    DailyNote,
    HandoverRead,
    MissingReport,
    RollCall,
    RollCallAnswer,
    Shelter,
    ShiftLog,
    Visit,
)
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

DAYS = 7  # back from yesterday, written down in full
OUTINGS, VISITS, SEARCHES = 60, 45, 6
SHIFT_HOURS = {
    "day": (7, 19),
    "night": (19, 31),
}  # of the shift's day; 31 is seven the next morning
CHORES = ("Kitchen", "Water", "Yard", "Laundry")
MOODS = {"calm": 5, "cheerful": 4, "sad": 2, "anxious": 2, "withdrawn": 1}
ACTIVITIES = ("school_work", "skills", "play", "garden", "group")
HANDOVER = "Practice text: all quiet. One resident goes to court tomorrow."
OUT_FOR = {"school": 6, "hospital": 3, "appointment": 3, "court": 2, "work": 2, "family_visit": 1}
PURPOSES = {"family": 5, "lawyer": 3, "children_officer": 3, "health": 2, "partner": 2, "repair": 2}
OF_RESIDENT = ("family", "lawyer", "children_officer")
REFUSED = {"resident_declined": 3, "not_identified": 2, "no_permission": 2}
FOUND = {MissingOutcome.CAME_BACK: 4, MissingOutcome.FOUND_SAFE: 2}
AN_HOUR = dt.timedelta(hours=1)


def make_days(world: World) -> None:
    """Write the last week of each house in full, and visits, outings and searches since it opened."""
    draw = world.draw("days in the houses")
    for house in world.rows[Shelter]:
        for back in range(DAYS, 0, -1):
            _day(house, world.today - dt.timedelta(days=back), world, draw)
    _outings(world, draw)
    _visits(world, draw)
    _searches(world, draw)


def residents_at(house: Shelter, moment: dt.datetime, world: World) -> list[Admission]:
    """Return who lived in the house at that moment, in the order in which they came into the data."""
    return [
        stay for stay in world.rows[Admission]
        if stay.shelter_id == house.pk and stay.admitted_at is not None
        and stay.admitted_at <= moment and (stay.ended_at is None or stay.ended_at > moment)
    ]  # fmt: skip


def _at(day: dt.date, hour: int) -> dt.datetime:
    midnight = dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())
    return midnight + hour * AN_HOUR


def _staff_of(house: Shelter, world: World) -> User:
    """Return somebody who works in the house at night, its manager where nobody does."""
    near = [u for u in world.users[Role.SHELTER_STAFF] if u.office_id == house.office_id]
    return near[0] if near else _manager_of(house, world)


def _manager_of(house: Shelter, world: World) -> User:
    near = [u for u in world.users[Role.SHELTER_MANAGER] if u.office_id == house.office_id]
    return near[0] if near else world.user(Role.SHELTER_MANAGER)


def _day(house: Shelter, day: dt.date, world: World, draw: Draw) -> None:
    turns = residents_at(house, _at(day, 12), world)
    for number, chore in enumerate(CHORES if turns else ()):
        row = Chore(
            id=draw.new_id(), shelter=house, day=day, chore=chore, done_at=_at(day, 17),
            admission=turns[(number + day.day) % len(turns)],
        )  # fmt: skip
        world.add(row, at=_at(day, 8), by=_staff_of(house, world))
    for shift, (begins, ends) in SHIFT_HOURS.items():
        _shift(house, day, shift, (_at(day, begins), _at(day, ends)), world, draw)


def _shift(
    house: Shelter, day: dt.date, shift: str, hours: tuple[dt.datetime, dt.datetime], world: World,
    draw: Draw,
) -> None:  # fmt: skip
    """Write the log of one shift, its roll-call and a word on some of the residents."""
    writer, reader = _staff_of(house, world), _manager_of(house, world)
    log = ShiftLog(
        id=draw.new_id(), shelter=house, day=day, shift=shift, security_checked=True,
        meals=["breakfast", "lunch"] if shift == "day" else ["supper"], handover=HANDOVER,
        handed_over_at=hours[1] - AN_HOUR / 2, handed_over_by=writer,
    )  # fmt: skip
    world.add(log, at=hours[0] + AN_HOUR, by=writer)
    if reader != writer and draw.chance(80):
        world.add(HandoverRead(log=log, user=reader, read_at=hours[1]))
    _roll_call(house, shift, hours[0] + AN_HOUR, world, draw)
    for stay in residents_at(house, hours[0], world):
        if stay.status != StayStatus.ON_LEAVE and draw.chance(35):
            note = DailyNote(
                id=draw.new_id(), admission=stay, day=day, shift=shift, mood=draw.weighted(MOODS),
                activities=draw.some(ACTIVITIES, 2) if shift == "day" else [],
                words="Practice text: ate well, spoke with the others." if draw.chance(50) else "",
            )  # fmt: skip
            world.add(note, at=hours[1] - AN_HOUR, by=writer)


def _roll_call(house: Shelter, shift: str, at: dt.datetime, world: World, draw: Draw) -> None:
    here = residents_at(house, at, world)
    states = {
        stay: RollState.ON_LEAVE if stay.status == StayStatus.ON_LEAVE else RollState.PRESENT
        for stay in here
    }
    count = sum(state is RollState.PRESENT for state in states.values())
    roll = RollCall(
        id=draw.new_id(), shelter=house, called_at=at, shift=shift, expected=count, counted=count
    )
    world.add(roll, at=at, by=_staff_of(house, world))
    for stay, state in states.items():
        world.add(RollCallAnswer(roll_call=roll, admission=stay, state=state))


def _outings(world: World, draw: Draw) -> None:
    """Let residents go out for some hours, one day each; and say since when who is on leave is out."""
    for stay in draw.some(_housed(world), OUTINGS):
        day = _day_in(stay, world, draw)
        if day is not None and stay.status != StayStatus.ON_LEAVE:
            out = draw.moment(day, first_hour=8, last_hour=10)
            _out(stay, draw.weighted(OUT_FOR), out, out + 6 * AN_HOUR, world, draw, back=5)
    yesterday = world.today - dt.timedelta(days=1)
    for stay in _housed(world):
        if stay.status == StayStatus.ON_LEAVE:
            out = max(_at(yesterday, 9), stay.admitted_at + AN_HOUR)
            _out(stay, "family_visit", out, _at(world.today, 42), world, draw, back=None)


def _out(
    stay: Admission, kind: str, out: dt.datetime, due: dt.datetime, world: World, draw: Draw, *,
    back: int | None,
) -> None:  # fmt: skip
    row = Absence(
        id=draw.new_id(), admission=stay, kind=kind, out_at=out, due_back_at=due,
        back_at=None if back is None else out + back * AN_HOUR,
        escort="Practice house mother" if draw.chance(60) else "",
        with_whom="Practice telephone of the clinic" if kind == "hospital" else "",
    )  # fmt: skip
    world.add(row, at=out, by=_staff_of(stay.shelter, world))


def _visits(world: World, draw: Draw) -> None:
    for stay in draw.some(_housed(world), VISITS):
        day = _day_in(stay, world, draw)
        if day is None:
            continue
        purpose = draw.weighted(PURPOSES)
        is_let_in = draw.chance(88)
        came = draw.moment(day, first_hour=9, last_hour=15)
        row = Visit(
            id=draw.new_id(), shelter=stay.shelter, names="Practice visitor", purpose=purpose,
            admission=stay if purpose in OF_RESIDENT else None, came_at=came,
            relation="other_relative" if purpose == "family" else "", id_kind="national_id",
            id_number=f"Practice {draw.number(1000, 9999)}", items_checked=is_let_in,
            resident_agrees=_wish(purpose, is_let_in=is_let_in), outcome="admitted" if is_let_in else "refused",
            refusal_reason="" if is_let_in else draw.weighted(REFUSED),
            left_at=came + AN_HOUR if is_let_in else None,
        )  # fmt: skip
        row.index_identity()
        world.add(row, at=came, by=_staff_of(stay.shelter, world))


def _wish(purpose: str, *, is_let_in: bool) -> str:
    """Return whether the resident wants the visit; nobody is asked about one to the house."""
    if purpose not in OF_RESIDENT:
        return "not_asked"
    return "yes" if is_let_in else "no"


def _searches(world: World, draw: Draw) -> None:
    """Write searches that are over: of a child with the police at once, of an adult without."""
    for stay in draw.some(_housed(world), SEARCHES):
        day = _day_in(stay, world, draw)
        if day is None or stay.status == StayStatus.ON_LEAVE:
            continue
        seen = draw.moment(day, first_hour=15, last_hour=18)
        is_child = stay.case.person.presumed_child_on(day)
        row = MissingReport(
            id=draw.new_id(), admission=stay, last_seen_at=seen, noticed_at=seen + AN_HOUR,
            is_child=is_child, description="Practice text: blue dress, seen at the gate.",
            police_at=seen + 1.2 * AN_HOUR if is_child else None,
            ob_number=f"OB {draw.number(1, 60)}" if is_child else "",
            officer_at=seen + 1.4 * AN_HOUR if is_child else None,
            found_at=seen + 3 * AN_HOUR, outcome=draw.weighted(FOUND),
        )  # fmt: skip
        world.add(row, at=seen + AN_HOUR, by=_staff_of(stay.shelter, world))


def _housed(world: World) -> list[Admission]:
    return [stay for stay in world.rows[Admission] if stay.admitted_at is not None]


def _day_in(stay: Admission, world: World, draw: Draw) -> dt.date | None:
    """Return a whole day of the stay before today, None for a stay without one."""
    first = timezone.localdate(stay.admitted_at) + dt.timedelta(days=1)
    over = timezone.localdate(stay.ended_at) if stay.ended_at else world.today
    last = over - dt.timedelta(days=1)
    return None if last < first else draw.day(first, last)
