"""Cases: how each began, with whom, and who may open it."""

import datetime as dt
from dataclasses import dataclass, field

from cases.enums import NOT_COUNTED_STATUSES, CaseStatus
from cases.models import Case, CaseGrant, Person
from intercepts.enums import COUNTED_CLASSES
from reporting.practice.draw import Draw
from reporting.practice.people import make_person
from reporting.practice.roads import Meeting
from reporting.practice.world import World
from tracekenya.accounts.models import User
from tracekenya.places.models import County
from tracekenya.roles.roles import Role

FROM_INTERCEPTS_PERCENT = 42  # of all cases
SECOND_EPISODE_PERCENT = 3  # of the other cases: a person who was here before
TYPES_OF_INTERCEPT = {
    "child_trafficking": "trafficking", "adult_trafficking": "trafficking",
    "unsafe_labour_migration": "unsafe_migration", "smuggling": "smuggling",
    "runaway_child": "child_violence", "child_marriage": "trafficking",
    "gbv_in_transit": "gbv", "other": "other",
}  # fmt: skip
CHILD_CASE_TYPES = {
    "trafficking": 58, "child_violence": 26, "gbv": 7, "online_exploitation": 5, "labour_exploitation": 4,
}  # fmt: skip
ADULT_CASE_TYPES = {
    "labour_exploitation": 46, "trafficking": 24, "gbv": 20, "unsafe_migration": 6, "other": 4,
}  # fmt: skip
CHILD_PERCENT = 58
CHILD_SOURCES = {
    "children_officer": 26, "police": 18, "helpline_116": 16, "community_committee": 14, "school": 10,
    "ngo_partner": 10, "self": 6,
}  # fmt: skip
ADULT_SOURCES = {
    "self": 24, "ngo_partner": 20, "police": 14, "survivor_network": 12, "embassy": 10,
    "labour_office": 8, "helpline_1195": 8, "iom_un": 4,
}  # fmt: skip
RISKS = {"low": 14, "medium": 38, "high": 38, "critical": 10}


@dataclass
class Episode:
    """One case with what the later parts need: who, when it may end, and the days that they add."""

    case: Case
    person: Person
    is_child: bool
    worker: User
    works_until: dt.date  # services and visits stay before this day
    meeting: Meeting | None = None
    stayed_until: dt.date | None = None
    needs_bed_now: bool = False
    returned_on: dt.date | None = None
    followed_until: dt.date | None = None
    transferred_on: dt.date | None = None
    path: list[tuple[CaseStatus, dt.date]] = field(default_factory=list)

    @property
    def main_type(self) -> str:
        return self.case.case_types[0]

    @property
    def was_helped(self) -> bool:
        """Whether the person came to a shelter, waits for a bed or returned home."""
        return bool(self.stayed_until or self.returned_on or self.needs_bed_now)

    @property
    def is_worked_on(self) -> bool:
        return self.case.status not in NOT_COUNTED_STATUSES


@dataclass
class Beginning:
    """How a case starts: on which day, with whom, and from which intercept, if any."""

    opened_on: dt.date
    person: Person
    is_child: bool
    case_type: str
    source: str
    county: County
    meeting: Meeting | None = None


def open_cases(world: World, how_many: int, meetings: list[Meeting]) -> list[Episode]:
    """Add `how_many` cases in the order of their days; their status is set when all is known."""
    draw = world.draw("cases")
    eligible = [one for one in meetings if one.row.final_class in COUNTED_CLASSES]
    chosen = draw.some(eligible, round(how_many * FROM_INTERCEPTS_PERCENT / 100))
    beginnings = [_from_intercept(one, draw) for one in chosen]
    beginnings += _other_beginnings(world, draw, how_many - len(beginnings))
    beginnings.sort(key=lambda one: one.opened_on)
    return [_open(one, world, draw) for one in beginnings]


def _from_intercept(meeting: Meeting, draw: Draw) -> Beginning:
    return Beginning(
        opened_on=draw.day(meeting.happened_on, meeting.happened_on + dt.timedelta(days=2)),
        person=meeting.person,
        is_child=meeting.is_child,
        case_type=TYPES_OF_INTERCEPT[meeting.row.intercept_type],
        source="intercept",
        county=meeting.station.county,
        meeting=meeting,
    )


def _other_beginnings(world: World, draw: Draw, how_many: int) -> list[Beginning]:
    earlier: list[Beginning] = []
    for day in draw.growing_days(how_many):
        if len(earlier) > 20 and draw.chance(SECOND_EPISODE_PERCENT):
            before = draw.one([one for one in earlier if not one.is_child] or earlier)
            if (day - before.opened_on).days > 200 and not before.is_child:
                earlier.append(_beginning(day, before.person, False, world, draw))
                continue
        is_child = draw.chance(CHILD_PERCENT)
        person = make_person(world, draw, met_on=day, child=is_child)
        earlier.append(_beginning(day, person, is_child, world, draw))
    return earlier


def _beginning(day: dt.date, person: Person, is_child: bool, world: World, draw: Draw) -> Beginning:
    return Beginning(
        opened_on=day,
        person=person,
        is_child=is_child,
        case_type=draw.weighted(CHILD_CASE_TYPES if is_child else ADULT_CASE_TYPES),
        source=draw.weighted(CHILD_SOURCES if is_child else ADULT_SOURCES),
        county=world.county_on(day, draw),
    )


def _open(start: Beginning, world: World, draw: Draw) -> Episode:
    worker = draw.one(world.users[Role.CASE_WORKER])
    types = [start.case_type]
    if start.case_type == "trafficking" and draw.chance(10):
        types.append("gbv")
    case = Case(
        id=draw.new_id(),
        code=f"TK-{start.opened_on.year}-{_number(start.opened_on, world):05d}",
        person=start.person,
        opened_on=start.opened_on,
        source=start.source,
        case_types=types,
        trafficking_status="at_risk",
        trafficking_stage=_stage(start, draw),
        risk_level=draw.weighted(RISKS),
        migration_status=_migration_status(start, draw),
        legal_basis="child_protection" if start.is_child else "consent",
        county=start.county,
        office=world.offices["mtwapa-office"],
        summary="Practice summary: what happened, in short.",
    )
    at = draw.moment(start.opened_on)
    world.add(case, at=at, by=worker)
    world.add(CaseGrant(case=case, user=worker, reason="assigned", from_at=at, granted_by=worker))
    if start.meeting:
        start.meeting.row.case = case
    works_until = min(world.today, draw.day_after(start.opened_on, 40, 260))
    return Episode(case, start.person, start.is_child, worker, works_until, start.meeting)


def _number(opened_on: dt.date, world: World) -> int:
    return world.next_number(f"TK-{opened_on.year}")


def _stage(start: Beginning, draw: Draw) -> str:
    if start.meeting:
        return "exploitation" if start.meeting.row.was_exploited else "transit"
    return draw.weighted({"post_exploitation": 55, "exploitation": 30, "recruitment": 15})


def _migration_status(start: Beginning, draw: Draw) -> str:
    if start.person.nationality not in ("KE", ""):
        return draw.weighted({"irregular": 60, "stranded": 25, "refugee": 15})
    if start.case_type == "labour_exploitation" and not start.is_child:
        return draw.weighted({"returnee": 55, "citizen": 25, "deportee": 10, "stranded": 10})
    return "citizen"
