"""Trials: hearings until judgment or today, a verdict for each accused, some overturned."""

import datetime as dt

from cases.models import Charge, ChargeOutcome, CourtCase, Hearing
from reporting.practice.draw import Draw
from reporting.practice.world import World
from tracekenya.roles.roles import Role

TRIAL_DAYS = (150, 560)
HEARING_GAP_DAYS = (28, 75)
OUTCOMES = {
    "convicted": 46, "plea_agreement": 9, "convicted_lesser": 7, "acquitted": 18, "withdrawn": 13,
    "dismissed": 7,
}  # fmt: skip
STATUS_AFTER = {
    "acquitted": "acquitted", "withdrawn": "released_no_charge", "dismissed": "released_no_charge",
}  # fmt: skip
CONVICTIONS = ("convicted", "plea_agreement", "convicted_lesser")
SENTENCES = {"imprisonment": 60, "fine": 20, "imprisonment_or_fine": 20}
HEARING_OUTCOMES = {
    "proceeded": 52,
    "part_heard": 14,
    "adj_witness": 14,
    "adj_court": 14,
    "adj_accused": 6,
}
OVERTURNED = 2  # convictions, the oldest that an appeal can have reached
APPEAL_DAYS = 200


def hold_trial(row: CourtCase, charges: list[Charge], world: World, draw: Draw) -> None:
    """Add the hearings until judgment or today; a judged case gets an outcome for each charge."""
    judged_on = draw.day_after(row.plea_on, *TRIAL_DAYS)
    is_judged = judged_on <= world.today
    days = [row.plea_on]
    while (following := draw.day_after(days[-1], *HEARING_GAP_DAYS)) < min(judged_on, world.today):
        days.append(following)
    days.append(judged_on if is_judged else draw.day_after(world.today, 1, 40))
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        _hearing(row, day, following, judged_on, world, draw)
    row.stage = "concluded" if is_judged else _stage(len(days))
    if is_judged:
        row.concluded_on = judged_on
        _judge(row, charges, world, draw)


def _stage(hearings: int) -> str:
    if hearings < 4:
        return "pre_trial"
    return "prosecution_hearing" if hearings < 8 else "defence_hearing"


def _hearing(
    row: CourtCase,
    day: dt.date,
    following: dt.date | None,
    judged_on: dt.date,
    world: World,
    draw: Draw,
) -> None:
    is_held = day <= world.today
    row_kind = _hearing_kind(row, day, judged_on)
    hearing = Hearing(
        id=draw.new_id(),
        court_case=row,
        held_on=day,
        kind=row_kind,
        outcome="concluded" if day == judged_on else draw.weighted(HEARING_OUTCOMES),
        attended=draw.chance(85),
        next_on=following,
        next_kind=_hearing_kind(row, following, judged_on) if following else "",
    )
    if not is_held:
        hearing.outcome, hearing.attended = "", None
    world.add(hearing, at=draw.moment(min(day, world.today)), by=world.user(Role.LEGAL_OFFICER))


def _hearing_kind(row: CourtCase, day: dt.date, judged_on: dt.date) -> str:
    if day == row.plea_on:
        return "plea"
    if day == judged_on:
        return "judgment"
    return "mention" if day.toordinal() % 3 == 0 else "hearing"


def _judge(row: CourtCase, charges: list[Charge], world: World, draw: Draw) -> None:
    """Give each accused one verdict; it holds for all charges against them."""
    verdicts = {}
    for charge in charges:
        verdict = verdicts.setdefault(charge.suspect.pk, draw.weighted(OUTCOMES))
        is_guilty = verdict in CONVICTIONS
        outcome = ChargeOutcome(
            id=draw.new_id(),
            charge=charge,
            outcome=verdict,
            decided_on=row.concluded_on,
            sentence_types=[draw.weighted(SENTENCES)] if is_guilty else [],
        )
        _sentence(outcome, draw)
        charge.suspect.status = STATUS_AFTER.get(verdict, "convicted")
        world.add(outcome, at=draw.moment(row.concluded_on), by=world.user(Role.LEGAL_OFFICER))


def _sentence(outcome: ChargeOutcome, draw: Draw) -> None:
    kinds = outcome.sentence_types
    if kinds and kinds[0] != "fine":
        outcome.years, outcome.months = draw.number(5, 30), 0
    if kinds and kinds[0] != "imprisonment":
        outcome.fine_kes = draw.number(5, 300) * 100_000


def overturn_some(world: World, draw: Draw) -> None:
    """Add an appeal's outcome after the oldest convictions; the earlier rows stay."""
    reached = [
        row
        for row in world.rows[ChargeOutcome]
        if row.outcome == "convicted" and (world.today - row.decided_on).days > APPEAL_DAYS
    ]
    for row in sorted(reached, key=lambda one: one.decided_on)[:OVERTURNED]:
        day = draw.day_after(row.decided_on, 90, APPEAL_DAYS)
        outcome = ChargeOutcome(
            id=draw.new_id(), charge=row.charge, outcome="overturned", decided_on=day
        )
        row.charge.suspect.status = "acquitted"
        world.add(outcome, at=draw.moment(day), by=world.user(Role.LEGAL_OFFICER))
