"""Work on the road beside intercepts: routes, vehicles, tips, shifts, check-ins, what was met again."""

import datetime as dt

from intercepts.enums import MetAgain
from intercepts.models import (
    CheckIn,
    Intercept,
    MonitorShift,
    RepeatAlert,
    Route,
    RouteStop,
    Station,
    Tip,
    TransportOperator,
    Vehicle,
)
from reporting.practice.draw import Draw
from reporting.practice.world import World
from tracekenya.directory.models import CrewMember
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

ROUTES = (  # name, mode, codes of the stops
    ("Mombasa to Malindi by the coast", "matatu", ("tayari", "mtwapa", "malindi")),
    ("Mombasa to Lunga Lunga", "matatu", ("likoni", "ukunda", "lunga")),
    ("Mombasa to Taveta", "bus", ("tayari", "mariakani", "voi", "taveta")),
    ("Mombasa to Nairobi", "bus", ("tayari", "mariakani", "voi", "nairobi")),
    ("Nairobi to Garissa", "bus", ("nairobi", "garissa")),
    ("Malindi to Lamu", "bus", ("malindi", "minjila", "mokowe")),
)
ROUTES_SINCE = dt.date(2022, 1, 10)
FLEETS = ("", "", "Blue", "Coast", "Express")
TOLD_PERCENT = 22  # of intercepts at whose start a tip stands
IDLE_TIPS = 0.4  # of those: tips from which nothing followed
OF_CREWS = ("driver", "conductor", "booking_clerk", "stage_manager", "loader_porter")
OTHERS = {"community": 50, "helpline": 25, "passenger": 25}
SHIFT_DAYS = 35
STANDS_PERCENT = 60
REPEAT_PERCENT = 1.5  # of intercepts


def make_fieldwork(world: World) -> None:
    """Add all of it; stations, operators, crews and intercepts are there."""
    _make_routes(world, world.draw("routes"))
    _make_vehicles(world, world.draw("vehicles"))
    _make_tips(world, world.draw("tips"))
    _make_shifts(world, world.draw("shifts"))
    _make_repeats(world, world.draw("repeats"))


def _make_routes(world: World, draw: Draw) -> None:
    stations = {station.code: station for station in world.rows[Station]}
    for name, mode, stops in ROUTES:
        route = Route(id=draw.new_id(), name=name, mode=mode)
        world.add(route, at=draw.moment(ROUTES_SINCE), by=world.user(Role.PROGRAMME_OFFICER))
        for place, code in enumerate(stops):
            world.add(RouteStop(route=route, station=stations[code], position=place))


def _make_vehicles(world: World, draw: Draw) -> None:
    for operator in world.rows[TransportOperator]:
        for _ in range(3 if operator.is_trained else 0):
            number = world.next_number("V")
            plate = f"KZZ{number:03d}P"  # no plate of Kenya ends so high
            vehicle = Vehicle(
                id=draw.new_id(), code=f"V-{number:05d}", operator=operator, plate=plate,
                plate_token=blind.plate_token(plate), mode=operator.mode, fleet=draw.one(FLEETS),
                is_active=draw.chance(92),
            )  # fmt: skip
            world.add(vehicle, at=operator.recorded_at, by=world.user(Role.PROGRAMME_OFFICER))


def _make_tips(world: World, draw: Draw) -> None:
    crews = {}
    for member in world.rows[CrewMember]:
        crews.setdefault(member.organisation_id, []).append(member)
    trained = [op for op in world.rows[TransportOperator] if op.organisation_id in crews]
    for event in world.rows[Intercept]:
        is_of_crew = event.notified_by in OF_CREWS and trained
        if is_of_crew and draw.chance(TOLD_PERCENT):
            operator = event.operator if event.operator in trained else draw.one(trained)
            _tip(event, draw.one(crews[operator.organisation_id]), operator, world, draw)
            if draw.chance(IDLE_TIPS * 100):
                _tip(None, None, None, world, draw)


def _tip(
    event: Intercept | None,
    member: CrewMember | None,
    operator: TransportOperator | None,
    world: World,
    draw: Draw,
) -> None:
    day = event.happened_on if event else draw.growing_days(1)[0]
    number = world.next_number(f"TIP-{day.year}")
    tip = Tip(
        id=draw.new_id(), code=f"TIP-{day.year}-{number:04d}", happened_on=day,
        source=member.job if member else draw.weighted(OTHERS), crew_member=member,
        operator=operator, kind=draw.one(("child_trafficking", "unsafe_labour_migration", "other")),
        station=event.station if event else draw.one(world.rows[Station]),
        words="Practice words: what we were told.", intercept=event,
        is_closed=event is None and draw.chance(80),
    )  # fmt: skip
    by = event.monitor if event else world.user(Role.CASE_MANAGER)
    world.add(tip, at=draw.moment(day), by=by)


def _make_shifts(world: World, draw: Draw) -> None:
    """Plan the last weeks and the next one; the last days have check-ins, one of them still open."""
    stations = [station for station in world.rows[Station] if station.is_active]
    by = world.user(Role.PROGRAMME_MANAGER)
    for place, monitor in enumerate(world.users[Role.FIELD_MONITOR]):
        for back in range(-7, SHIFT_DAYS):
            day = world.today - dt.timedelta(days=back)
            if not draw.chance(STANDS_PERCENT):
                continue
            station = stations[(place + back) % len(stations)]
            shift = MonitorShift(
                id=draw.new_id(), monitor=monitor, station=station, day=day,
                starts_at=dt.time(6), ends_at=dt.time(14),
            )  # fmt: skip
            planned = draw.moment(min(day - dt.timedelta(days=7), world.today))
            world.add(shift, at=planned, by=by)
            if 0 < back <= SHIFT_DAYS // 2:
                _check_in(shift, world, draw)


def _check_in(shift: MonitorShift, world: World, draw: Draw) -> None:
    start = draw.moment(shift.day, first_hour=6, last_hour=7)
    safe, end = start + dt.timedelta(hours=2), start + dt.timedelta(hours=7)
    row = CheckIn(
        id=draw.new_id(), monitor=shift.monitor, station=shift.station, started_at=start,
        safe_at=safe, due_at=safe + dt.timedelta(hours=2), ended_at=end,
    )  # fmt: skip
    world.add(row, at=start, by=shift.monitor)


def _make_repeats(world: World, draw: Draw) -> None:
    manager = world.user(Role.CASE_MANAGER)
    for event in world.rows[Intercept]:
        if not draw.chance(REPEAT_PERCENT):
            continue
        kind = draw.one((MetAgain.VEHICLE, MetAgain.VEHICLE, MetAgain.PHONE))
        is_taken = draw.chance(85)
        alert = RepeatAlert(
            id=draw.new_id(), kind=kind, intercept=event, matches=draw.number(1, 3),
            raised_at=event.recorded_at, taken_by=manager if is_taken else None,
            taken_at=event.recorded_at + dt.timedelta(hours=2) if is_taken else None,
        )  # fmt: skip
        world.add(alert, at=event.recorded_at)
