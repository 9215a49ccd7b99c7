"""How long people stay in the practice houses: planned exits, wishes to stay longer, clients of the day."""

import datetime as dt
from collections import defaultdict

from django.utils import timezone

from cases.enums import ServiceStatus
from cases.models import ServiceProvision
from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.enums import IN_HOUSE
from shelter.forms.clock import DAY_SERVICES
from shelter.models import Admission, DayVisit, Shelter, StayExtension
from tracekenya.roles.roles import Role

DAY_CLIENTS = 90
LONGER_DAYS = (14, 60)
REASONS = {"court": 5, "no_safe_home": 4, "papers": 2, "school_term": 2, "treatment": 1}
ASKED_BEFORE = (3, 9)  # days before the planned exit
A_DAY = dt.timedelta(days=1)


def make_clock(world: World) -> None:
    """Plan the exit of everybody who came, and ask for more days where a stay lasted longer."""
    draw = world.draw("clock")
    for stay in world.rows[Admission]:
        if stay.admitted_at is None or stay.expected_days is None:
            continue
        arrived = timezone.localdate(stay.admitted_at)
        stay.planned_exit_on = arrived + dt.timedelta(days=stay.expected_days)
        ended = timezone.localdate(stay.ended_at) if stay.ended_at else world.today
        if ended > stay.planned_exit_on and draw.chance(40):
            _ask(stay, ended, world, draw)


def make_day_clients(world: World) -> None:
    """Let some who got a service on a day without a stay have come to a house for it."""
    draw, stays = world.draw("day clients"), defaultdict(list)
    for stay in world.rows[Admission]:
        if stay.admitted_at is not None:
            stays[stay.case.person_id].append(_days_of(stay, world.today))
    seen: set[tuple] = set()
    services = [row for row in world.rows[ServiceProvision] if _is_for_the_day(row)]
    for service in draw.some(services, min(DAY_CLIENTS, len(services))):
        day = service.delivered_on
        open_ = [house for house in world.rows[Shelter] if house.opened_on <= day]
        spans = stays[service.case.person_id]
        key = (service.case_id, day, service.kind)
        if not open_ or key in seen or any(first <= day <= last for first, last in spans):
            continue
        seen.add(key)
        visit = DayVisit(
            id=draw.new_id(), shelter=draw.one(open_), case=service.case, came_on=day,
            kind=service.kind, minutes=draw.one([30, 45, 60, 90]), service=service,
        )  # fmt: skip
        world.add(visit, at=draw.moment(day), by=world.user(Role.SHELTER_MANAGER))


def _is_for_the_day(row: ServiceProvision) -> bool:
    is_done = row.status == ServiceStatus.DELIVERED and row.delivered_on is not None
    return is_done and row.kind in DAY_SERVICES


def _days_of(stay: Admission, today: dt.date) -> tuple[dt.date, dt.date]:
    ended = timezone.localdate(stay.ended_at) if stay.ended_at else today
    return timezone.localdate(stay.admitted_at), ended


def _ask(stay: Admission, ended: dt.date, world: World, draw: Draw) -> None:
    """Ask before the planned exit; who still lives here waits for the answer or was told no."""
    planned = stay.planned_exit_on
    asked_on = max(
        planned - draw.number(*ASKED_BEFORE) * A_DAY, timezone.localdate(stay.admitted_at)
    )
    is_here = stay.status in IN_HOUSE
    until = max(ended, world.today if is_here else ended) + draw.number(*LONGER_DAYS) * A_DAY
    row = StayExtension(
        id=draw.new_id(), admission=stay, until_on=until, reason=draw.weighted(REASONS),
        words="Practice text: what the stay still waits for.",
    )  # fmt: skip
    at = max(draw.moment(min(asked_on, world.today - 2 * A_DAY)), stay.admitted_at)
    if not is_here or draw.chance(25):
        row.verdict = "refused" if is_here else "granted"
        row.decided_by, row.decided_at = world.user(Role.CASE_MANAGER), at + A_DAY
    world.add(row, at=at, by=world.user(Role.SHELTER_MANAGER))
