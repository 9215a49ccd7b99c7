"""What follows an arrival in the practice houses: task lists, officers told, and who was turned away."""

import datetime as dt

from django.utils import timezone

from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter import task_clock
from shelter.enums import IN_HOUSE, ResidentRole, TaskKind, TaskStatus
from shelter.models import Admission, OfficerNotice, Shelter, StayTask, TurnAway
from tracekenya.roles.roles import Role

TURNED_AWAY = 48
STATES = {
    TaskStatus.NOT_STARTED: 3, TaskStatus.IN_PROGRESS: 3, TaskStatus.MISSING_INFO: 1,
    TaskStatus.CANNOT: 1,
}  # fmt: skip
REASONS = {"waits_for_others": 4, "person_not_ready": 3, "no_service": 2, "no_interpreter": 1}
BANDS = {"18_19": 5, "20_24": 6, "25_34": 6, "35_59": 3, "15_17": 3, "10_14": 2}
WHY = {
    "no_bed": 6,
    "no_suitable_room": 4,
    "needs_medical_care": 2,
    "not_our_mandate": 2,
    "person_declined": 1,
}
SENT = {
    "other_shelter": 5,
    "police": 2,
    "children_services": 2,
    "hospital": 2,
    "family_friend": 2,
    "unknown": 1,
}
CHILDREN = ("15_17", "10_14")
AN_HOUR = dt.timedelta(hours=1)


def make_arrivals(world: World) -> None:
    """Give whoever lives in a house a task list, and the children officer the word of each child."""
    draw = world.draw("arrivals")
    for stay in world.rows[Admission]:
        if stay.status in IN_HOUSE and stay.admitted_at is not None:
            _follow(stay, world, draw)


def make_turned_away(world: World) -> None:
    """Keep some for whom there was no place, most of them lately."""
    draw = world.draw("turned away")
    by, houses = world.user(Role.SHELTER_MANAGER), world.rows[Shelter]
    for day in draw.growing_days(TURNED_AWAY):
        band, at = draw.weighted(BANDS), draw.moment(day)
        open_ = [house for house in houses if house.opened_on is None or house.opened_on <= day]
        if not open_ or day >= world.today:
            continue
        sent = "children_services" if band in CHILDREN else draw.weighted(SENT)
        row = TurnAway(
            id=draw.new_id(), shelter=draw.one(open_), happened_at=at, age_band=band,
            sex=draw.weighted({"female": 4, "male": 2}), reason=draw.weighted(WHY), sent_to_kind=sent,
        )  # fmt: skip
        world.add(row, at=at, by=by)


def _follow(stay: Admission, world: World, draw: Draw) -> None:
    """Settle what was due long ago, mostly; what is due lately stands in any state."""
    came = stay.admitted_at
    child = stay.case.person.presumed_child_on(timezone.localdate(came))
    kinds = task_clock.kinds_for(is_child=child, authority=stay.legal_authority)
    for kind in kinds:
        if kind is TaskKind.TRACING and stay.role == ResidentRole.DEPENDANT:
            continue
        due = task_clock.due_at(kind, came)
        row = StayTask(id=draw.new_id(), admission=stay, kind=kind, due_at=due)
        if due < dt.datetime.combine(world.today, dt.time(), tzinfo=came.tzinfo):
            _settle(row, due - AN_HOUR, stay, draw)
        else:
            row.status = TaskStatus.NOT_STARTED
        if kind is TaskKind.OFFICER and row.status == TaskStatus.DONE:
            _tell_officer(stay, row.done_at, world, draw)
        world.add(row, at=came, by=stay.recorded_by)


def _settle(row: StayTask, at: dt.datetime, stay: Admission, draw: Draw) -> None:
    if draw.chance(85):
        row.status, row.done_at, row.done_by = TaskStatus.DONE, at, stay.recorded_by
        return
    row.status = draw.weighted(STATES)
    if row.status == TaskStatus.CANNOT:
        row.cannot_reason = draw.weighted(REASONS)


def _tell_officer(stay: Admission, at: dt.datetime, world: World, draw: Draw) -> None:
    notice = OfficerNotice(
        id=draw.new_id(), admission=stay, kind="children_officer", told_at=at,
        officer="Practice officer", by_how=draw.weighted({"call": 3, "letter": 1}),
        reference=f"Practice letter {draw.number(1, 999)}",
    )  # fmt: skip
    world.add(notice, at=at, by=stay.recorded_by)
