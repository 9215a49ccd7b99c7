"""Vetting of practice intercepts: what is agreed, what waits and differs, alerts, and calls to make."""

import datetime as dt

from intercepts.alerts import call_day, cause_of
from intercepts.enums import CallState, ClassWay, FinalClass, Turn
from intercepts.models import CallBack, InterceptAlert, InterceptedPerson, VettingVerdict
from reporting.practice.accounts import add_colleague
from reporting.practice.draw import Draw
from reporting.practice.world import World
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

VETTED_SINCE_DAYS = 60  # before that classes were set without vetting
LATELY_DAYS = 21  # whose alerts and calls are shown
TAKEN_BEFORE_DAYS = 3  # later alerts nobody has taken yet
CALLED_PERCENT = 40
REASON = "Practice reason: the signs, and what the family said."


def make_vetting(world: World) -> None:
    """Add verdicts on the people met lately, alerts and calls; the last days wait for the reader."""
    draw = world.draw("vetting")
    vetters = [
        add_colleague(world, Role.CASE_MANAGER),
        add_colleague(world, Role.PROGRAMME_MANAGER),
    ]
    since = world.today - dt.timedelta(days=VETTED_SINCE_DAYS)
    lately = [row for row in world.rows[InterceptedPerson] if row.intercept.happened_on >= since]
    waiting = [row for row in lately if not row.final_class]
    for row in lately:
        if row.final_class:
            _agree(world, row, vetters, draw)
    for place, row in enumerate(waiting):
        _begin(world, row, vetters, place % 3)
    for row in lately:
        if (world.today - row.intercept.happened_on).days <= LATELY_DAYS:
            _call_out(world, row, draw)


def _agree(world: World, row: InterceptedPerson, vetters: list[User], draw: Draw) -> None:
    row.class_way = ClassWay.AGREED
    verdict = FinalClass.NOT_INTERCEPT if row.final_class == FinalClass.AT_RISK else row.final_class
    for turn, vetter in zip((Turn.FIRST, Turn.SECOND), vetters, strict=True):
        _say(world, row, vetter, turn, verdict, was_called=draw.chance(CALLED_PERCENT))
    row.classified_by = vetters[1]


def _begin(world: World, row: InterceptedPerson, vetters: list[User], how_many: int) -> None:
    """Add none, one, or two verdicts that differ."""
    said = (FinalClass.EVIDENCE, FinalClass.HIGH_RISK)
    for turn, vetter, verdict in list(
        zip((Turn.FIRST, Turn.SECOND), vetters, said, strict=True)
    )[:how_many]:  # fmt: skip
        _say(world, row, vetter, turn, verdict)


def _say(
    world: World,
    row: InterceptedPerson,
    vetter: User,
    turn: Turn,
    verdict: str,
    *,
    was_called: bool = False,
) -> None:
    facts = "Practice facts: the family was reached." if was_called else ""
    verdict_row = VettingVerdict(
        id=world.draw(f"verdict {row.pk} {turn}").new_id(), intercepted_person=row, turn=turn,
        verdict=verdict, lowering=row.class_reason, reason=REASON, was_called=was_called,
        call_facts=facts,
    )  # fmt: skip
    world.add(verdict_row, at=row.recorded_at + dt.timedelta(hours=20), by=vetter)


def _call_out(world: World, row: InterceptedPerson, draw: Draw) -> None:
    day = row.intercept.happened_on
    if (cause := cause_of(row)) is not None:
        alert = InterceptAlert(id=draw.new_id(), intercepted_person=row, cause=cause)
        if (world.today - day).days > TAKEN_BEFORE_DAYS:
            alert.taken_by = world.user(Role.CASE_MANAGER)
            alert.taken_at = row.recorded_at + dt.timedelta(minutes=draw.number(5, 90))
        world.add(alert, at=row.recorded_at, by=row.recorded_by)
    if (due := call_day(row, day)) is None:
        return
    call = CallBack(id=draw.new_id(), intercepted_person=row, due_on=due)
    if draw.chance(60) and due < world.today:
        call.state, call.attempts = CallState.DONE, 1
        call.last_by = world.user(Role.CASE_MANAGER)
        call.last_at = row.recorded_at + dt.timedelta(hours=30)
    world.add(call, at=row.recorded_at, by=row.recorded_by)
