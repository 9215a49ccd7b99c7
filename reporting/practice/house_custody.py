"""What the practice houses keep for their residents, who signed for it, and what went back at the exit."""

import datetime as dt
import math

from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter import signatures
from shelter.enums import IN_HOUSE, ItemStatus, TaskKind, TaskStatus
from shelter.models import Admission, BelongingItem, Signature, StayTask
from tracekenya.accounts.models import User

SOME_OF_THE_PAST = 20  # of a hundred stays that ended
AN_HOUR = dt.timedelta(hours=1)
KINDS = {
    "phone": 8, "clothes": 7, "identity_paper": 4, "cash": 3, "other_paper": 3, "passport": 2,
    "bank_card": 2, "valuables": 1,
}  # fmt: skip
LOOKS = {
    "phone": "Practice telephone, black", "clothes": "Practice bag of clothes",
    "identity_paper": "Practice card, ends 0000", "cash": "Practice notes and coins",
    "other_paper": "Practice school certificate", "passport": "Practice passport, ends 0000",
    "bank_card": "Practice SIM card", "valuables": "Practice ring",
}  # fmt: skip


def make_custody(world: World) -> None:
    """Keep things of those whose task list says that they were taken in, and of some who have left."""
    draw = world.draw("custody")
    taken_in = {
        task.admission: task.done_at
        for task in world.rows[StayTask]
        if task.kind == TaskKind.BELONGINGS and task.status == TaskStatus.DONE
    }
    for stay in world.rows[Admission]:
        if stay.status in IN_HOUSE and stay in taken_in and draw.chance(85):
            _keep(stay, taken_in[stay], world, draw)
        elif stay.ended_at is not None and draw.chance(SOME_OF_THE_PAST):
            _keep(stay, min(stay.admitted_at + AN_HOUR, stay.ended_at), world, draw)


def _keep(stay: Admission, at: dt.datetime, world: World, draw: Draw) -> None:
    by = stay.recorded_by
    items = [_item(stay, at, world, draw) for _ in range(draw.number(1, 4))]
    held = [item for item in items if item.status != ItemStatus.WITH_RESIDENT]
    if held and draw.chance(90):
        _sign("items_in", held, at, by, world, draw)
    if stay.ended_at is not None and held:
        for item in held:
            item.status, item.out_to = ItemStatus.RETURNED, "resident"
            item.handed_out_at, item.handed_out_by = stay.ended_at, by
        _sign("items_out", held, stay.ended_at, by, world, draw)


def _item(stay: Admission, at: dt.datetime, world: World, draw: Draw) -> BelongingItem:
    kind = draw.weighted(KINDS)
    status = draw.weighted({ItemStatus.HELD: 4, ItemStatus.WITH_RESIDENT: 1})
    row = BelongingItem(
        id=draw.new_id(), admission=stay, kind=kind, description=LOOKS[kind], received_at=at,
        quantity=draw.number(1, 3) if kind == "clothes" else 1, status=status,
        condition=draw.weighted({"used": 8, "new": 1, "damaged": 1}),
        amount=f"KES {draw.number(1, 60) * 50}" if kind == "cash" else "",
        place=f"Safe, envelope {draw.number(1, 60)}" if status == ItemStatus.HELD else "",
    )  # fmt: skip
    return world.add(row, at=at, by=stay.recorded_by)


def _sign(
    purpose: str, items: list[BelongingItem], at: dt.datetime, by: User | None, world: World,
    draw: Draw,
) -> None:  # fmt: skip
    is_touch = draw.chance(60)
    row = Signature(
        id=draw.new_id(), admission=items[0].admission, purpose=purpose, signer="resident",
        mode="touch" if is_touch else "paper", strokes=_scribble(draw) if is_touch else "",
        signed_at=at,
    )  # fmt: skip
    world.add(row, at=at, by=by)
    for item in items:
        world.add(Signature.items.through(signature=row, belongingitem=item))


def _scribble(draw: Draw) -> str:
    """Return a wave of the pen, which is nobody's signature."""
    high, long = draw.number(10, 40), draw.number(3, 8)
    points = (
        f"{x},{signatures.HEIGHT // 2 + round(high * math.sin(x / long))}"
        for x in range(30, signatures.WIDTH - 30, 4)
    )
    return " ".join(points)
