"""Suspects and court cases: the victims in them and the charges against each accused."""

import datetime as dt

from cases.models import (
    CaseSuspect,
    Charge,
    CourtCase,
    CourtCaseVictim,
    Offence,
    Suspect,
)
from reporting.practice import trials
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
ACCUSED = {1: 68, 2: 24, 3: 8}
CHILD_OFFENCES = ("CTIP-3-5", "CTIP-4", "CTIP-5", "SOA-8", "SOA-11", "CHA-18", "CHA-22")
ADULT_OFFENCES = ("CTIP-3-5", "CTIP-6", "CTIP-8", "LIA-AGENCY")
ROLES = ("recruiter", "transporter", "harboured", "exploiter", "travelling_partner", "received")


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
    trials.overturn_some(world, draw)


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
    plea_on = _plea_on(sheet_on, draw)
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
        trials.hold_trial(row, charges, world, draw)


def _plea_on(sheet_on: dt.date, draw: Draw) -> dt.date | None:
    """Return when the plea was taken; None where it was not, or not yet."""
    day = draw.day_after(sheet_on, 0, 21)
    return day if draw.chance(PLEA_PERCENT) and day <= draw.today else None


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
