"""Reintegrations and the visits that follow them one, three, six and twelve months later."""

import datetime as dt

from cases.models import FollowUpVisit, Reintegration
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.world import World
from shelter.models import ShelterExit
from tracekenya.lib.dates import months_later

WITHOUT_STAY_PERCENT = 22  # of the cases that never had a bed
MILESTONES = {"m1": 1, "m3": 3, "m6": 6, "m12": 12}  # months
SHORT_FOLLOW_UP_PERCENT = 40  # ends after six months
KINDS_OF_EXIT = {
    "reunified_family": {"birth_family": 80, "extended_family": 20},
    "kinship_foster": {"extended_family": 75, "foster_family": 25},
    "independent_living": {"independent": 70, "spouse_own_household": 30},
    "repatriated": {"abroad_return": 1},
    "returned_school": {"school_based": 1},
}
CHILD_RETURNS = {"birth_family": 70, "extended_family": 26, "school_based": 4}
ADULT_RETURNS = {"birth_family": 45, "independent": 30, "spouse_own_household": 25}
OUTCOMES = {
    "stable": 68, "needs_support": 18, "at_risk": 5, "relocated": 4, "not_found": 4, "re_trafficked": 1,
}  # fmt: skip
MISSED_PERCENT = 9
TOLERANCE_DAYS = (-6, 12)


def make_returns(world: World, episodes: list[Episode]) -> None:
    """Add the returns, most of them from a shelter, each with its visits."""
    draw = world.draw("returns")
    exits = {row.admission.case_id: row.kind for row in world.rows[ShelterExit]}
    for episode in episodes:
        if episode.returned_on is None and not _returns_from_home(episode, draw):
            continue
        _return(episode, exits.get(episode.case.pk), world, draw)


def _returns_from_home(episode: Episode, draw: Draw) -> bool:
    """Decide on a return without a stay, and set its day."""
    if episode.stayed_until or episode.needs_bed_now or not draw.chance(WITHOUT_STAY_PERCENT):
        return False
    day = draw.day_after(episode.case.opened_on, 20, 60)
    if day > min(episode.works_until, draw.today):
        return False
    episode.returned_on = day
    return True


def _return(episode: Episode, exit_kind: str | None, world: World, draw: Draw) -> None:
    kind = draw.weighted(_kinds(episode, exit_kind))
    abroad = kind == "abroad_return"
    row = Reintegration(
        id=draw.new_id(),
        case=episode.case,
        happened_on=episode.returned_on,
        kind=kind,
        county=None if abroad else episode.person.home_county,
        country=episode.person.nationality if abroad else "KE",
        package_kes=draw.number(20, 150) * 100 if draw.chance(70) else None,
        family_contact="Practice relative",
    )
    world.add(row, at=draw.moment(episode.returned_on), by=episode.worker)
    _visits(episode, row, world, draw)


def _kinds(episode: Episode, exit_kind: str | None) -> dict[str, int]:
    if exit_kind:
        return KINDS_OF_EXIT[exit_kind]
    if episode.person.presumed_child_on(episode.returned_on):
        return CHILD_RETURNS
    return ADULT_RETURNS


def _visits(episode: Episode, row: Reintegration, world: World, draw: Draw) -> None:
    """Add all visits; those to come are due. The follow-up ends when the last one is done."""
    months = dict(MILESTONES)
    if draw.chance(SHORT_FOLLOW_UP_PERCENT):
        del months["m12"]
    last_done = None
    for milestone, after in months.items():
        due_on = months_later(row.happened_on, after)
        done_on = due_on + dt.timedelta(days=draw.number(*TOLERANCE_DAYS))
        is_done = done_on <= world.today and not draw.chance(MISSED_PERCENT)
        visit = FollowUpVisit(
            id=draw.new_id(),
            reintegration=row,
            milestone=milestone,
            due_on=due_on,
            done_on=done_on if is_done else None,
            outcome=draw.weighted(OUTCOMES) if is_done else "",
            note="Practice note: how the person lives now." if is_done else "",
        )
        world.add(visit, at=row.recorded_at, by=episode.worker)
        last_done = done_on if is_done else None
    episode.followed_until = last_done
