"""Cases: how each began, how its status went, who may open it, and what the profile says."""

import datetime as dt
from dataclasses import dataclass, field

from cases.enums import CLOSED_STATUSES, NOT_COUNTED_STATUSES, CaseStatus
from cases.models import Case, CaseGrant, CaseStatusChange, Person, TraffickingStatusChange
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
ENDINGS = {"closed": 84, "closed_referred": 8, "not_accepted": 5, "on_hold": 3}
CLOSURE_REASONS = {
    "goals_met": 44,
    "client_declined": 14,
    "lost_contact": 20,
    "not_victim": 6,
    "other": 16,
}
STATUS_BEFORE_DECISION = ("potential_victim", "presumed_victim")
VICTIM_TYPES = ("trafficking", "online_exploitation", "labour_exploitation")
DECIDING_BODIES = {"police": 40, "ngo": 35, "non_police_government": 15, "court_or_prosecution": 10}


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


def settle_cases(world: World, episodes: list[Episode]) -> None:
    """Give each case its way through the statuses, after stays and returns are known."""
    draw = world.draw("statuses")
    for episode in episodes:
        _walk(episode, draw)
        _close(episode, world, draw)
        _decide_on_victim(episode, world, draw)


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


def _walk(episode: Episode, draw: Draw) -> None:
    """Write the path of statuses, cut off at today."""
    opened = episode.case.opened_on
    steps = [(CaseStatus.INTAKE, opened)]
    steps.append((CaseStatus.ASSESSMENT, draw.day_after(opened, 0, 4)))
    ending = draw.weighted(ENDINGS)
    if ending == "not_accepted" and not episode.was_helped:
        steps[1:] = [(CaseStatus.NOT_ACCEPTED, draw.day_after(opened, 1, 6))]
        episode.path = _until_today(steps, draw)
        return
    steps.append((CaseStatus.ACTIVE, draw.day_after(steps[-1][1], 2, 12)))
    steps += _later_steps(episode, ending, steps[-1][1], draw)
    episode.path = _until_today(steps, draw)


def _later_steps(
    episode: Episode, ending: str, active_on: dt.date, draw: Draw
) -> list[tuple[CaseStatus, dt.date]]:
    if episode.needs_bed_now:
        return []
    if episode.returned_on:
        followed = max(episode.returned_on, active_on)
        steps = [(CaseStatus.FOLLOW_UP, followed)]
        if episode.followed_until:
            closed_on = max(draw.day_after(episode.followed_until, 1, 14), followed)
            steps.append((CaseStatus.CLOSED, closed_on))
        return steps
    done_on = max(episode.works_until, episode.stayed_until or active_on, active_on)
    done_on = draw.day_after(done_on, 1, 40)
    if ending == "on_hold":
        return [(CaseStatus.ON_HOLD, done_on)]
    if ending == "closed_referred":
        return [(CaseStatus.CLOSED_REFERRED, done_on)]
    return [(CaseStatus.CLOSED, done_on)]


def _until_today(
    steps: list[tuple[CaseStatus, dt.date]], draw: Draw
) -> list[tuple[CaseStatus, dt.date]]:
    return [(status, day) for status, day in steps if day <= draw.today]


def _close(episode: Episode, world: World, draw: Draw) -> None:
    """Store the steps and, where the last one closes the case, who closed it and why."""
    case, before = episode.case, ""
    at = case.recorded_at
    for status, day in episode.path:
        at = max(draw.moment(day), at + dt.timedelta(minutes=5))
        by = world.user(Role.CASE_MANAGER) if status in CLOSED_STATUSES else episode.worker
        world.add(
            CaseStatusChange(
                case=case, from_status=before, to_status=status, at=at, by=by.staff_code
            )
        )
        case.status, before = status, status
    if case.status in CLOSED_STATUSES:
        case.closed_at, case.closed_by = at, world.user(Role.CASE_MANAGER)
        case.closure_reason = _closure_reason(episode, draw)
        case.closing_note = "Practice note: why the work came to its end."
        episode.works_until = min(episode.works_until, episode.path[-1][1])
        episode.transferred_on = (
            episode.path[-1][1] if case.status == CaseStatus.CLOSED_REFERRED else None
        )


def _closure_reason(episode: Episode, draw: Draw) -> str:
    if episode.case.status == CaseStatus.CLOSED_REFERRED:
        return "transferred"
    if episode.case.status == CaseStatus.NOT_ACCEPTED:
        return "other"
    return "reintegrated" if episode.returned_on else draw.weighted(CLOSURE_REASONS)


def _decide_on_victim(episode: Episode, world: World, draw: Draw) -> None:
    """Keep the history of the victim status; only a named body identifies a victim."""
    case = episode.case
    if episode.main_type not in VICTIM_TYPES:
        return
    first = draw.one(STATUS_BEFORE_DECISION)
    _status_change(episode, first, case.opened_on, "", world)
    decided_on = draw.day_after(case.opened_on, 10, 90)
    if decided_on > world.today or not episode.is_worked_on:
        return
    verdict = draw.weighted({"identified_victim": 58, first: 36, "not_victim": 6})
    if verdict != first:
        _status_change(episode, verdict, decided_on, draw.weighted(DECIDING_BODIES), world)


def _status_change(episode: Episode, status: str, day: dt.date, body: str, world: World) -> None:
    episode.case.trafficking_status = status
    world.add(
        TraffickingStatusChange(
            case=episode.case,
            status=status,
            decided_on=day,
            decided_by_body=body,
            by=episode.worker.staff_code,
        )
    )
