"""Moves between the practice houses that were asked for, who is kept apart, and beds out of use."""

import datetime as dt

from cases.models import Case
from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.enums import IN_HOUSE, BedStatus, Verdict
from shelter.models import (
    Admission,
    Bed,
    BedAssignment,
    BedOutage,
    KeepApart,
    Shelter,
    ShelterTransfer,
)
from tracekenya.roles.roles import Role

WHY_MOVED = {"safety": 3, "space": 3, "nearer_court": 2, "own_wish": 1}
WHY_APART = {"violence": 3, "recruiter_family": 2, "witness": 2}
WHY_OUT = {"broken": 4, "cleaning": 3, "works": 2}
MOVES, APART, OUTAGES = 5, 6, 14
A_DAY = dt.timedelta(days=1)
MOST_DAYS_AGO = 200


def make_moves(world: World) -> None:
    """Let some residents wait for another house, and one house have said no."""
    draw = world.draw("moves")
    houses = [house for house in world.rows[Shelter] if house.closed_on is None]
    stays = [stay for stay in world.rows[Admission] if stay.status in IN_HOUSE]
    for number, stay in enumerate(draw.some(stays, min(MOVES, len(stays)))):
        others = [house for house in houses if house.pk != stay.shelter_id]
        at = max(draw.moment(world.today - draw.number(1, 6) * A_DAY), stay.admitted_at)
        if not others:
            continue
        row = ShelterTransfer(
            id=draw.new_id(), admission=stay, from_shelter=stay.shelter,
            to_shelter=draw.one(others), reason=draw.weighted(WHY_MOVED),
        )  # fmt: skip
        if number % 2:
            row.verdict, row.answered_at = Verdict.REFUSED, at + dt.timedelta(hours=2)
            row.answered_by = world.user(Role.CASE_MANAGER)
        world.add(row, at=at, by=world.user(Role.SHELTER_MANAGER))


def make_apart(world: World) -> None:
    """Keep some residents apart from people who live in no house."""
    draw = world.draw("apart")
    homes = {stay.case_id for stay in world.rows[Admission] if stay.status in IN_HOUSE}
    cases = world.rows[Case]
    residents = [case for case in cases if case.pk in homes]
    others = [case for case in cases if case.pk not in homes]
    for case in draw.some(residents, min(APART, len(residents), len(others))):
        row = KeepApart(
            id=draw.new_id(), case=case, other=draw.one(others), reason=draw.weighted(WHY_APART)
        )
        at = draw.moment(world.today - draw.number(2, 20) * A_DAY)
        world.add(row, at=at, by=world.user(Role.CASE_MANAGER))


def make_outages(world: World) -> None:
    """Say since when and why beds cannot be used; some could not for a day or two."""
    draw, by = world.draw("outages"), world.user(Role.SHELTER_MANAGER)
    broken = [bed for bed in world.rows[Bed] if bed.status == BedStatus.OUT_OF_USE]
    for bed in broken:
        since = _since(bed, 12, world, draw)
        row = BedOutage(id=draw.new_id(), bed=bed, reason="broken", period=(since, None))
        world.add(row, at=since, by=by)
    usable = [bed for bed in world.rows[Bed] if bed.status == BedStatus.USABLE]
    for bed in draw.some(usable, min(OUTAGES, len(usable))):
        since = _since(bed, MOST_DAYS_AGO, world, draw)
        until = since + draw.number(4, 40) * dt.timedelta(hours=1)
        if _is_slept_in(bed, since, until, world):
            continue
        period = (since, until)
        row = BedOutage(id=draw.new_id(), bed=bed, reason=draw.weighted(WHY_OUT), period=period)
        row.ended_by = by
        world.add(row, at=since, by=by)


def _since(bed: Bed, most_days: int, world: World, draw: Draw) -> dt.datetime:
    """Return a moment of the last `most_days`, three days ago at the latest, in which the bed was there."""
    day = world.today - draw.number(3, most_days) * A_DAY
    return draw.moment(max(day, bed.in_use_from))


def _is_slept_in(bed: Bed, since: dt.datetime, until: dt.datetime, world: World) -> bool:
    return any(
        begins < until and (ends is None or ends > since)
        for use in world.rows[BedAssignment]
        if use.bed_id == bed.pk
        for begins, ends in [use.period]
    )
