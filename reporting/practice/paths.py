"""Referrals in every state, with the consent or legal basis on which they were sent."""

import datetime as dt

from cases.models import ConsentRecord
from referrals.enums import ReferralStatus
from referrals.models import Referral, ReferralStep
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.world import World

REFERRED_PERCENT = 74  # of the cases that are worked on
SECOND_PERCENT = 22
CHILD_RECIPIENTS = {
    "children_services": 52,
    "police": 24,
    "legal_aid": 8,
    "ngo": 10,
    "judiciary": 6,
}
ADULT_RECIPIENTS = {"ngo": 34, "legal_aid": 24, "labour_nea": 18, "police": 14, "un_igo": 10}
BY_LAW = ("children_services", "police")  # a child goes there without anybody's consent
REASONS = {
    "additional_services": 50,
    "legal_mandate": 30,
    "safety": 10,
    "relocation": 6,
    "no_capacity": 4,
}
_S = ReferralStatus
PATHS = {  # states after the draft -> weight
    (_S.SENT, _S.RECEIVED, _S.ACCEPTED, _S.IN_PROGRESS, _S.COMPLETED): 46,
    (_S.SENT, _S.ACCEPTED, _S.COMPLETED): 16,
    (_S.SENT, _S.RECEIVED, _S.ACCEPTED, _S.IN_PROGRESS): 8,
    (_S.SENT, _S.RECEIVED, _S.ACCEPTED): 4,
    (_S.SENT, _S.RECEIVED, _S.DECLINED): 9,
    (_S.SENT, _S.NO_RESPONSE): 8,
    (_S.SENT, _S.WITHDRAWN): 4,
    (_S.SENT, _S.RECEIVED): 2,
    (_S.SENT,): 2,
    (): 1,
}
DAYS_TO = {
    _S.SENT: (0, 2), _S.RECEIVED: (0, 3), _S.ACCEPTED: (1, 6), _S.IN_PROGRESS: (1, 10),
    _S.COMPLETED: (5, 60), _S.DECLINED: (1, 7), _S.NO_RESPONSE: (4, 10), _S.WITHDRAWN: (1, 9),
}  # fmt: skip
ANSWERED = tuple(path for path in PATHS if path and path[-1] in (_S.COMPLETED, _S.DECLINED))
DECLINED_BECAUSE = {"no_capacity": 50, "outside_area": 20, "not_eligible": 20, "already_served": 10}


def make_referrals(world: World, episodes: list[Episode]) -> None:
    draw = world.draw("referrals")
    drafts: list[tuple[dt.date, Episode, str]] = []
    for episode in episodes:
        if not episode.is_worked_on:
            continue
        if episode.transferred_on:
            drafts.append((episode.case.opened_on, episode, "transfer"))
        elif draw.chance(REFERRED_PERCENT):
            for _ in range(2 if draw.chance(SECOND_PERCENT) else 1):
                drafts.append((_drafted_on(episode, draw), episode, "referral"))
    for day, episode, kind in sorted(drafts, key=lambda one: one[0]):
        _refer(day, episode, kind, world, draw)


def _drafted_on(episode: Episode, draw: Draw) -> dt.date:
    opened = episode.case.opened_on
    return draw.day(opened, min(opened + dt.timedelta(days=30), episode.works_until))


def _refer(day: dt.date, episode: Episode, kind: str, world: World, draw: Draw) -> None:
    is_child = episode.person.presumed_child_on(day)
    recipients = CHILD_RECIPIENTS if is_child else ADULT_RECIPIENTS
    organisation = draw.one(world.organisations[draw.weighted(recipients)])
    row = Referral(
        id=draw.new_id(),
        code=f"RF-{day.year}-{world.next_number(f'RF-{day.year}'):05d}",
        case=episode.case,
        kind=kind,
        organisation=organisation,
        reason="relocation" if kind == "transfer" else draw.weighted(REASONS),
        urgency=draw.weighted({"routine": 60, "urgent": 32, "emergency": 8}),
        drafted_on=day,
        message="Practice text: what they need to know.",
    )
    world.add(row, at=draw.moment(day, last_hour=10), by=episode.worker)
    _allow_sharing(row, episode, world, draw, by_law=is_child and organisation.kind in BY_LAW)
    _walk(row, episode, _path(episode, draw), world, draw)


def _path(episode: Episode, draw: Draw) -> tuple[ReferralStatus, ...]:
    if episode.transferred_on:
        return (_S.SENT, _S.ACCEPTED, _S.COMPLETED)
    if not episode.case.is_open:
        return draw.one(ANSWERED)
    return draw.weighted(PATHS)


def _allow_sharing(
    row: Referral, episode: Episode, world: World, draw: Draw, *, by_law: bool
) -> None:
    """Give the referral a legal basis or a consent for exactly this recipient."""
    if by_law:
        row.legal_basis = "child_protection"
        return
    is_child = episode.person.presumed_child_on(row.drafted_on)
    consent = ConsentRecord(
        id=draw.new_id(),
        case=episode.case,
        scope="share_referral",
        status="given",
        giver="parent_guardian" if is_child else "self",
        mode="signature",
        organisation=row.organisation,
        given_on=row.drafted_on,
    )
    row.consent = world.add(consent, at=row.recorded_at, by=episode.worker)


def _walk(row: Referral, episode: Episode, path: tuple, world: World, draw: Draw) -> None:
    """Take the referral through `path`, as far as today and the closing of the case let it go."""
    at = row.recorded_at
    last_day = episode.path[-1][1] if not episode.case.is_open else world.today
    for status in path:
        day = draw.day_after(at.date(), *DAYS_TO[status])
        if day > last_day and episode.case.is_open:
            return
        at = max(draw.moment(min(day, last_day)), at + dt.timedelta(minutes=10))
        _step(row, status, at, episode, world, draw)


def _step(
    row: Referral,
    status: ReferralStatus,
    at: dt.datetime,
    episode: Episode,
    world: World,
    draw: Draw,
) -> None:
    row.status = status
    if status is _S.SENT:
        row.sent_at = at
    elif status is _S.ACCEPTED:
        row.accepted_on = at.date()
    elif status is _S.COMPLETED:
        row.completed_on = at.date()
    elif status is _S.DECLINED:
        row.decline_reason = draw.weighted(DECLINED_BECAUSE)
    world.add(ReferralStep(referral=row, to_status=status, at=at, by=episode.worker.staff_code))
