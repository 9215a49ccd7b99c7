"""People and cases that were recorded twice and then merged."""

import datetime as dt

from cases.enums import CaseStatus
from cases.models import Case, CaseGrant, CaseStatusChange, Person
from programmes.models import ActivityAttendance
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.world import World
from tracekenya.roles.roles import Role

MERGED_PEOPLE = 5  # who came to a later session under a second code
MERGED_CASES_PERCENT = 1  # of all cases


def merged_cases(how_many: int) -> int:
    """Return how many of `how_many` cases are duplicates."""
    return round(how_many * MERGED_CASES_PERCENT / 100)


def merge_cases(world: World, episodes: list[Episode], how_many: int) -> None:
    """Add a second case for `how_many` people, opened the day after and merged within the week."""
    draw = world.draw("merged cases")
    old_enough = [one for one in episodes if (world.today - one.case.opened_on).days > 10]
    for episode in draw.some(old_enough, how_many):
        _merged_case(episode, world, draw)


def merge_people(world: World) -> None:
    """Give a second, merged row to some people for one of their sessions."""
    draw = world.draw("merged people")
    seen: dict[Person, list[ActivityAttendance]] = {}
    for row in world.rows[ActivityAttendance]:
        seen.setdefault(row.person, []).append(row)
    regulars = [rows for rows in seen.values() if len(rows) > 1]
    for rows in draw.some(regulars, MERGED_PEOPLE):
        last = rows[-1]
        last.person = _second_row(last.person, last.recorded_at, world, draw)


def _second_row(person: Person, at: dt.datetime, world: World, draw: Draw) -> Person:
    row = Person(
        id=draw.new_id(),
        code=f"P-{world.next_number('P'):06d}",
        names=person.names,
        sex=person.sex,
        birth_date=person.birth_date,
        dob_precision=person.dob_precision,
        stated_age=person.stated_age,
        stated_age_on=person.stated_age_on,
        majority_override=person.majority_override,
        nationality=person.nationality,
        home_county=person.home_county,
        disability=person.disability,
        merged_into=person,
    )
    row.index_identity()
    return world.add(row, at=at)


def _merged_case(episode: Episode, world: World, draw: Draw) -> None:
    first = episode.case
    opened_on = first.opened_on + dt.timedelta(days=1)
    at, by = draw.moment(opened_on), world.user(Role.CASE_MANAGER)
    merged_at = at + dt.timedelta(days=draw.number(1, 7))
    case = Case(
        id=draw.new_id(),
        code=f"TK-{opened_on.year}-{world.next_number(f'TK-{opened_on.year}'):05d}",
        person=_second_row(episode.person, at, world, draw),
        status=CaseStatus.MERGED,
        opened_on=opened_on,
        source="police",
        case_types=list(first.case_types),
        county=first.county,
        office=first.office,
        closed_at=merged_at,
        closed_by=by,
        closure_reason="duplicate",
    )
    world.add(case, at=at, by=episode.worker)
    world.add(
        CaseGrant(case=case, user=episode.worker, reason="assigned", from_at=at, granted_by=by)
    )
    _step(case, "", CaseStatus.INTAKE, at, world)
    _step(case, CaseStatus.INTAKE, CaseStatus.MERGED, merged_at, world)


def _step(case: Case, before: str, status: CaseStatus, at: dt.datetime, world: World) -> None:
    by = world.user(Role.CASE_MANAGER).staff_code
    world.add(CaseStatusChange(case=case, from_status=before, to_status=status, at=at, by=by))
