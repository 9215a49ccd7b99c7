"""Health in the practice houses: checks after an arrival, medicines with their log, incidents and who was told."""

import datetime as dt

from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.enums import IN_HOUSE, DoseOutcome, TaskKind
from shelter.models import (
    Admission,
    Dose,
    HealthCheck,
    Incident,
    IncidentNotice,
    IncidentPerson,
    Medicine,
    StayTask,
)
from shelter.models.medical import DIFFICULTIES
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

MEDICINES, INCIDENTS = 14, 40
LOG_DAYS, COURSE_DAYS = 5, 2  # back from yesterday; ahead of today
AN_HOUR, A_DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LEVELS = {"none": 12, "some": 3, "a_lot": 1}
HOURS = ([dt.time(8), dt.time(20)], [dt.time(8)], [dt.time(7), dt.time(14), dt.time(21)])
OUTCOMES = {
    DoseOutcome.GIVEN: 14, DoseOutcome.DECLINED: 1, DoseOutcome.NOT_THERE: 1,
}  # fmt: skip
MISSED = 6  # of a hundred doses nobody wrote anything
KINDS = {
    "illness_injury": 8, "property": 5, "violence_residents": 4, "security_breach": 2,
    "confidentiality": 1, "self_harm": 1,
}  # fmt: skip
SEVERITIES = {"minor": 8, "serious": 3, "critical": 1}
TOLD = {"minor": (), "serious": ("manager",), "critical": ("manager", "director", "police")}


def make_health(world: World) -> None:
    """Give those who live in a house the check that their task list says is done, and some a medicine."""
    draw = world.draw("health")
    living = [stay for stay in world.rows[Admission] if stay.status in IN_HOUSE]
    for stay in living:
        _check(stay, world, draw)
    for stay in draw.some(living, min(MEDICINES, len(living))):
        _medicine(stay, world, draw)


def make_incidents(world: World) -> None:
    """Keep some incidents, most of them lately; the latest are open."""
    draw = world.draw("incidents")
    stays = [stay for stay in world.rows[Admission] if stay.admitted_at is not None]
    for day in draw.growing_days(INCIDENTS):
        lived = [stay for stay in stays if _lives_on(stay, day)]
        if lived and day < world.today:
            _incident(draw.one(lived), day, world, draw)


def _check(stay: Admission, world: World, draw: Draw) -> None:
    tasks = (task for task in world.rows[StayTask] if task.admission is stay)
    task = next((task for task in tasks if task.kind == TaskKind.HEALTH), None)
    if task is None or task.done_at is None:
        return
    row = HealthCheck(
        id=draw.new_id(), admission=stay, checked_at=task.done_at, consent="person",
        facility="Practice clinic", clinician="Practice clinician",
        complaints="Practice text: tired, sleeps badly.", pregnancy_test="not_needed",
        suicide_risk="no", follow_up_on=task.done_at.date() + 14 * A_DAY,
        **{name: draw.weighted(LEVELS) for name in DIFFICULTIES},
    )  # fmt: skip
    world.add(row, at=task.done_at, by=world.user(Role.CASE_WORKER))


def _medicine(stay: Admission, world: World, draw: Draw) -> None:
    by, begun = _manager_of(stay, world), world.today - LOG_DAYS * A_DAY
    first = max(begun, stay.admitted_at.date() + A_DAY)
    if first > world.today:
        return
    is_needed = draw.chance(25)
    row = Medicine(
        id=draw.new_id(), admission=stay, medicine="Practice medicine", dose="1 tablet, after food",
        times=[] if is_needed else draw.one(HOURS), as_needed=is_needed, from_on=first,
        until_on=None if is_needed else world.today + COURSE_DAYS * A_DAY,
        prescriber="Practice clinic",
    )  # fmt: skip
    at = dt.datetime.combine(first, dt.time(0, 30), tzinfo=stay.admitted_at.tzinfo)
    world.add(row, at=at, by=by)
    for number in range((world.today - first).days):
        for time in row.times:
            _dose(row, dt.datetime.combine(first + number * A_DAY, time), by, world, draw)


def _dose(medicine: Medicine, due: dt.datetime, by: User, world: World, draw: Draw) -> None:
    if draw.chance(MISSED):
        return
    due_at = due.replace(tzinfo=draw.moment(due.date()).tzinfo)
    given = due_at + dt.timedelta(minutes=draw.number(0, 40))
    row = Dose(
        id=draw.new_id(), medicine=medicine, due_at=due_at, given_at=given,
        outcome=draw.weighted(OUTCOMES),
    )  # fmt: skip
    world.add(row, at=given, by=by)


def _incident(stay: Admission, day: dt.date, world: World, draw: Draw) -> None:
    at, severity = draw.moment(day), draw.weighted(SEVERITIES)
    is_open = day >= world.today - 3 * A_DAY
    by, told_at = _manager_of(stay, world), at + AN_HOUR
    row = Incident(
        id=draw.new_id(), shelter=stay.shelter, happened_at=at, kind=draw.weighted(KINDS),
        severity=severity, what="Practice text: what happened, in order.",
        first_action="Practice text: first help.", medical_needed=draw.chance(20),
        closed_at=None if is_open else at + 2 * A_DAY, closed_by=None if is_open else by,
    )  # fmt: skip
    world.add(row, at=told_at, by=by)
    world.add(IncidentPerson(incident=row, admission=stay))
    for party in TOLD[severity][: 1 if is_open else None]:
        world.add(IncidentNotice(incident=row, party=party, told_at=told_at, by=by))


def _lives_on(stay: Admission, day: dt.date) -> bool:
    return stay.admitted_at.date() < day and (stay.ended_at is None or day < stay.ended_at.date())


def _manager_of(stay: Admission, world: World) -> User:
    """Return who manages the house of `stay`, whoever does where it has nobody."""
    managers = world.users[Role.SHELTER_MANAGER]
    return next((u for u in managers if u.office_id == stay.shelter.office_id), managers[0])
