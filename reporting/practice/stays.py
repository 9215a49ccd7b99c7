"""Stays in the shelters: a bed for each, no two guests in one bed, and how each stay ended."""

import datetime as dt
from collections import defaultdict

from django.conf import settings

from cases.models import CaseGrant
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.world import World
from shelter.enums import BedUse, StayStatus
from shelter.models import Admission, Bed, BedAssignment, Shelter, ShelterExit
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

WANTS_BED = {  # percent of cases by type
    "trafficking": 62, "child_violence": 40, "gbv": 48, "online_exploitation": 30,
    "labour_exploitation": 30, "unsafe_migration": 18, "smuggling": 10,
}  # fmt: skip
STAY_DAYS = (12, 150)
FIRST_STEPS_DAYS = 2  # from the opening of the case to the arrival, at most
CHILD_AUTHORITY = {"children_officer": 62, "court_order": 28, "police": 10}
CHILD_EXITS = {
    "reunified_family": 60, "kinship_foster": 20, "returned_school": 8, "transferred_shelter": 8,
    "absconded": 4,
}  # fmt: skip
ADULT_EXITS = {
    "reunified_family": 38, "independent_living": 28, "voluntary_exit": 18, "repatriated": 8,
    "transferred_shelter": 5, "absconded": 3,
}  # fmt: skip
RETURNS = (
    "reunified_family", "kinship_foster", "independent_living", "repatriated", "returned_school",
)  # fmt: skip
REASONS = {"trafficking": "trafficking", "gbv": "gbv"}
HELD_BEDS = 2  # requests of today that wait for arrival


class BedBook:
    """Which bed is free when; the beds of a kind in the order of the houses."""

    def __init__(self, world: World) -> None:
        self._beds: dict[str, list[Bed]] = defaultdict(list)
        self._taken: dict[Bed, list[tuple[dt.datetime, dt.datetime | None]]] = defaultdict(list)
        for bed in world.rows[Bed]:
            if bed.status == "usable":
                self._beds[bed.room.kind].append(bed)

    def take(self, kind: str, start: dt.datetime, end: dt.datetime | None) -> Bed | None:
        """Return a bed that is free from `start` to `end` and mark it taken; None if all are full."""
        for bed in self._beds[kind]:
            if start.date() >= bed.room.shelter.opened_on and self._is_free(bed, start, end):
                self._taken[bed].append((start, end))
                return bed
        return None

    def _is_free(self, bed: Bed, start: dt.datetime, end: dt.datetime | None) -> bool:
        return all(
            (end is not None and end <= other_start)
            or (other_end is not None and other_end <= start)
            for other_start, other_end in self._taken[bed]
        )


def make_stays(world: World, episodes: list[Episode]) -> None:
    """Add stays for the cases that need one; when no bed is free the request is declined."""
    draw = world.draw("stays")
    book = BedBook(world)
    for episode in episodes:
        if _wants_bed(episode, draw):
            _stay(episode, book, world, draw)
    _requests_of_today(episodes, book, world, draw)


def _wants_bed(episode: Episode, draw: Draw) -> bool:
    if episode.meeting and episode.meeting.row.outcome == "admitted_shelter":
        return True
    return draw.chance(WANTS_BED.get(episode.main_type, 0))


def _stay(episode: Episode, book: BedBook, world: World, draw: Draw) -> None:
    arrived_on = draw.day_after(episode.case.opened_on, 0, FIRST_STEPS_DAYS)
    if arrived_on >= world.today:
        return
    start = draw.moment(arrived_on, first_hour=18, last_hour=22)
    left_on = draw.day_after(arrived_on, *STAY_DAYS)
    end = draw.moment(left_on, first_hour=9, last_hour=16) if left_on <= world.today else None
    bed = book.take(_room_kind(episode, arrived_on), start, end)
    manager = world.user(Role.SHELTER_MANAGER)
    if bed is None:
        _add_admission(episode, world.rows[Shelter][0], StayStatus.DECLINED, world, draw, manager)
        return
    stay = _add_admission(episode, bed.room.shelter, StayStatus.ADMITTED, world, draw, manager)
    stay.admitted_at, stay.recorded_at = start, start
    _occupy(stay, bed, end, world, draw)
    _grant_to_shelter(stay, end, world)
    if end is None:
        episode.needs_bed_now = True
        stay.status = StayStatus.ON_LEAVE if draw.chance(6) else StayStatus.ADMITTED
    else:
        _leave(episode, stay, end, world, draw)


def _room_kind(episode: Episode, day: dt.date) -> str:
    """Return the room for sex and age; somebody of unknown age sleeps with the children."""
    is_male = episode.person.sex == "male"
    if episode.person.presumed_child_on(day):
        return "boys" if is_male else "girls"
    return "male" if is_male else "female"


def _add_admission(
    episode: Episode, shelter: Shelter, status: str, world: World, draw: Draw, by: User
) -> Admission:
    opened = episode.case.opened_on
    is_child = episode.person.presumed_child_on(opened)
    row = Admission(
        id=draw.new_id(),
        case=episode.case,
        shelter=shelter,
        status=status,
        requested_on=opened,
        reason=REASONS.get(episode.main_type, "other"),
        legal_authority=draw.weighted(CHILD_AUTHORITY) if is_child else "self",
        risk_level=episode.case.risk_level,
        expected_days=draw.number(14, 90),
        urgent_needs="Practice text: first needs on arrival.",
    )
    return world.add(row, at=draw.moment(opened), by=by)


def _occupy(stay: Admission, bed: Bed, end: dt.datetime | None, world: World, draw: Draw) -> None:
    world.add(
        BedAssignment(
            id=draw.new_id(),
            bed=bed,
            case=stay.case,
            admission=stay,
            use=BedUse.STAY,
            period=(stay.admitted_at, end),
        ),
        at=stay.admitted_at,
        by=stay.recorded_by,
    )


def _grant_to_shelter(stay: Admission, end: dt.datetime | None, world: World) -> None:
    world.add(
        CaseGrant(
            case=stay.case,
            office=stay.shelter.office,
            reason="admitted",
            from_at=stay.admitted_at,
            until_at=end,
            granted_by=stay.recorded_by,
        )
    )


def _leave(episode: Episode, stay: Admission, end: dt.datetime, world: World, draw: Draw) -> None:
    left_on = end.date()
    is_child = episode.person.presumed_child_on(left_on) or episode.is_child
    kind = draw.weighted(CHILD_EXITS if is_child else ADULT_EXITS)
    if kind == "repatriated" and episode.person.nationality in ("KE", ""):
        kind = "reunified_family"
    stay.status = StayStatus.ABSCONDED if kind == "absconded" else StayStatus.EXITED
    stay.ended_at = end
    episode.stayed_until = left_on
    episode.works_until = max(episode.works_until, left_on)
    world.add(
        ShelterExit(
            id=draw.new_id(),
            admission=stay,
            kind=kind,
            county=None if kind in ("absconded", "repatriated") else episode.person.home_county,
            released_to="" if kind == "absconded" else "Practice relative",
            authority_document=f"Practice letter {draw.number(1, 999)}" if is_child else "",
            safety_plan="Practice text: who to call, where to go.",
            first_follow_up_on=left_on + dt.timedelta(days=30) if kind in RETURNS else None,
        ),
        at=end,
        by=stay.recorded_by,
    )
    if kind in RETURNS:
        episode.returned_on = left_on


def _requests_of_today(episodes: list[Episode], book: BedBook, world: World, draw: Draw) -> None:
    """Hold a bed from this morning on for the newest cases without a stay."""
    housed = {row.case_id for row in world.rows[Admission]}
    waiting = [one for one in reversed(episodes) if one.case.pk not in housed][:HELD_BEDS]
    by = world.user(Role.CASE_MANAGER)
    for episode in waiting:
        start = draw.moment(world.today, first_hour=6, last_hour=7)
        end = start + dt.timedelta(hours=settings.BED_HOLD_HOURS)
        bed = book.take(_room_kind(episode, world.today), start, end)
        if bed is None:
            continue
        episode.needs_bed_now = True
        asked = _add_admission(episode, bed.room.shelter, StayStatus.REQUESTED, world, draw, by)
        asked.requested_on, asked.recorded_at = world.today, start
        world.add(
            BedAssignment(
                id=draw.new_id(), bed=bed, case=episode.case, admission=asked,
                use=BedUse.HOLD, period=(start, end),
            ),
            at=start,
            by=by,
        )  # fmt: skip
