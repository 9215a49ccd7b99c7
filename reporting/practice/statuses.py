"""How the status of each case went, and what was decided on the victim of trafficking."""

import datetime as dt

from cases.enums import CLOSED_STATUSES, CaseStatus
from cases.models import CaseStatusChange, TraffickingStatusChange
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.world import World
from tracekenya.roles.roles import Role

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


def settle_cases(world: World, episodes: list[Episode]) -> None:
    """Give each case its way through the statuses, after stays and returns are known."""
    draw = world.draw("statuses")
    for episode in episodes:
        _walk(episode, draw)
        _close(episode, world, draw)
        _decide_on_victim(episode, world, draw)


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
