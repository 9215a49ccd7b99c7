"""Suspects and court cases: charges, hearings, and an outcome for each accused, some overturned."""

import datetime as dt

from cases.models import (
    CaseSuspect,
    Charge,
    ChargeOutcome,
    CourtCase,
    CourtCaseVictim,
    Hearing,
    Offence,
    Suspect,
)
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.names import invented_name, unassigned_phone
from reporting.practice.world import World
from tracekenya.roles.roles import Role

COURT_TYPES = ("trafficking", "child_violence", "online_exploitation", "labour_exploitation")
COURT_PERCENT = {True: 27, False: 9}  # of the cases of these types: child victims, others
SUSPECT_PERCENT = 22  # of the others: a suspect without a court case
KNOWN_SUSPECT_PERCENT = 12  # of suspects without a court case
SECOND_VICTIM_PERCENT = 15
PLEA_PERCENT = 90
TRIAL_DAYS = (150, 560)
HEARING_GAP_DAYS = (28, 75)
ACCUSED = {1: 68, 2: 24, 3: 8}
OUTCOMES = {
    "convicted": 46, "plea_agreement": 9, "convicted_lesser": 7, "acquitted": 18, "withdrawn": 13,
    "dismissed": 7,
}  # fmt: skip
STATUS_AFTER = {
    "acquitted": "acquitted", "withdrawn": "released_no_charge", "dismissed": "released_no_charge",
}  # fmt: skip
CONVICTIONS = ("convicted", "plea_agreement", "convicted_lesser")
OVERTURNED = 2  # convictions, the oldest that an appeal can have reached
APPEAL_DAYS = 200
SENTENCES = {"imprisonment": 60, "fine": 20, "imprisonment_or_fine": 20}
CHILD_OFFENCES = ("CTIP-3-5", "CTIP-4", "CTIP-5", "SOA-8", "SOA-11", "CHA-18", "CHA-22")
ADULT_OFFENCES = ("CTIP-3-5", "CTIP-6", "CTIP-8", "LIA-AGENCY")
ROLES = ("recruiter", "transporter", "harboured", "exploiter", "travelling_partner", "received")
HEARING_OUTCOMES = {
    "proceeded": 52,
    "part_heard": 14,
    "adj_witness": 14,
    "adj_court": 14,
    "adj_accused": 6,
}


def make_courts(world: World, episodes: list[Episode]) -> None:
    draw = world.draw("courts")
    offences = {row.code: row for row in Offence.objects.all()}
    harmed = [one for one in episodes if one.is_worked_on and one.main_type in COURT_TYPES]
    before = None
    for episode in harmed:
        if draw.chance(COURT_PERCENT[episode.is_child]):
            together = before is not None and before.is_child == episode.is_child
            others = [before] if together and draw.chance(SECOND_VICTIM_PERCENT) else []
            _court_case([episode, *others], offences, world, draw)
        elif draw.chance(SUSPECT_PERCENT):
            _reported_suspect(episode, world, draw)
        before = episode
    _overturn_some(world, draw)


def _suspect(episode: Episode, status: str, world: World, draw: Draw) -> Suspect:
    row = Suspect(
        id=draw.new_id(),
        code=f"S-{world.next_number('S'):05d}",
        names=invented_name(draw),
        phone=unassigned_phone(draw) if draw.chance(50) else "",
        sex=draw.weighted({"male": 62, "female": 36, "unknown": 2}),
        birth_year=draw.number(1962, 2001) if draw.chance(70) else None,
        nationality=draw.weighted({"KE": 80, "TZ": 8, "UG": 6, "": 6}),
        status=status,
    )
    row.index_identity()
    world.add(row, at=episode.case.recorded_at, by=world.user(Role.LEGAL_OFFICER))
    world.add(CaseSuspect(case=episode.case, suspect=row, roles=draw.some(ROLES, 1)))
    return row


def _reported_suspect(episode: Episode, world: World, draw: Draw) -> None:
    """Add a suspect, or name one who is known from an earlier case."""
    known = world.rows[Suspect]
    if known and draw.chance(KNOWN_SUSPECT_PERCENT):
        world.add(
            CaseSuspect(case=episode.case, suspect=draw.one(known), roles=draw.some(ROLES, 1))
        )
        return
    _suspect(episode, draw.weighted({"reported": 70, "identified": 30}), world, draw)


def _court_case(
    victims: list[Episode], offences: dict[str, Offence], world: World, draw: Draw
) -> None:
    """Add a court case; the first of `victims` is the one whose case began it."""
    episode = victims[0]
    sheet_on = draw.day_after(episode.case.opened_on, 5, 60)
    if sheet_on >= world.today:
        return
    plea_on = draw.day_after(sheet_on, 0, 21) if draw.chance(PLEA_PERCENT) else None
    if plea_on and plea_on > world.today:
        plea_on = None
    row = CourtCase(
        id=draw.new_id(),
        code=f"CC-{sheet_on.year}-{world.next_number(f'CC-{sheet_on.year}'):04d}",
        court="Practice Law Courts",
        court_level="childrens_court" if draw.chance(10) else "magistrate",
        court_number=f"PRACTICE/{draw.number(1, 999)}/{sheet_on.year}",
        ob_number=f"PRACTICE/{draw.number(1, 99)}",
        county=episode.case.county,
        stage="plea" if plea_on else "charge_approved",
        charge_sheet_on=sheet_on,
        plea_on=plea_on,
        in_camera=episode.is_child,
        watching_brief=draw.chance(45),
    )
    world.add(row, at=draw.moment(sheet_on), by=world.user(Role.LEGAL_OFFICER))
    for victim in victims:
        _victim(row, victim, world, draw)
    charges = _charges(row, episode, offences, world, draw)
    if plea_on:
        _trial(row, charges, world, draw)


def _victim(row: CourtCase, episode: Episode, world: World, draw: Draw) -> None:
    offence_on = episode.case.opened_on - dt.timedelta(days=draw.number(0, 20))
    world.add(
        CourtCaseVictim(
            id=draw.new_id(),
            court_case=row,
            case=episode.case,
            role=draw.weighted({"complainant": 70, "witness": 20, "victim_not_witness": 10}),
            offence_on=offence_on if draw.chance(80) else None,
        )
    )


def _charges(
    row: CourtCase, episode: Episode, offences: dict[str, Offence], world: World, draw: Draw
) -> list[Charge]:
    codes = CHILD_OFFENCES if episode.is_child else ADULT_OFFENCES
    charges = []
    for _ in range(draw.weighted(ACCUSED)):
        accused = _suspect(episode, "charged", world, draw)
        for count, code in enumerate(draw.some(codes, 2 if draw.chance(25) else 1), start=1):
            charge = Charge(
                id=draw.new_id(),
                court_case=row,
                suspect=accused,
                offence=offences[code],
                count_number=count,
            )
            charges.append(world.add(charge, at=row.recorded_at, by=row.recorded_by))
    return charges


def _trial(row: CourtCase, charges: list[Charge], world: World, draw: Draw) -> None:
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


def _overturn_some(world: World, draw: Draw) -> None:
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
