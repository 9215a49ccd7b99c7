"""How practice residents left: who took a child over, the home, the return that the exit made, and decisions."""

import datetime as dt
from itertools import islice

from django.utils import timezone

from cases.models import Reintegration
from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.enums import EXITS_NOBODY_DECIDED, ExitKind, HomeAlarm, StayStatus, Verdict
from shelter.models import (
    CHECKS,
    Admission,
    ExitDecision,
    HomeAssessment,
    Receiver,
    ShelterExit,
)
from tracekenya.accounts.models import User
from tracekenya.roles.roles import Role

RELATIONS = {
    "reunified_family": {"parent": 6, "grandparent": 2, "other_relative": 2},
    "kinship_foster": {"other_relative": 3, "foster_carer": 2},
    "returned_school": {"school_staff": 1},
    "transferred_shelter": {"other_shelter": 1},
}
PACKAGE = ("food", "clothes", "dignity_kit", "fare", "school_items")
GRADES = {5: 5, 4: 4, 3: 2, 2: 1}  # what people say of the house, 5 is good
QUIET = {
    "pressure": "no", "would_send_again": "no", "feels_safe": "yes", "wants_to_go": "yes",
    "sexual_abuse": "never", "physical_abuse": "not_mentioned", "emotional_abuse": "not_mentioned",
    "guardian_substance": "no", "economy": "just_enough", "suicidal_thoughts": "no",
    "guardians_sold": "no", "suspect_at_home": "no",
}  # fmt: skip
A_DAY = dt.timedelta(days=1)


def make_ways_out(world: World) -> None:
    """Complete each exit, and ask the director about two children who still live in a house."""
    draw = world.draw("ways out")
    returns = {(row.case_id, row.happened_on): row for row in world.rows[Reintegration]}
    for exit_ in world.rows[ShelterExit]:
        _complete(exit_, returns, world, draw)
    _questions(world, draw)


def _complete(
    exit_: ShelterExit, returns: dict[tuple, Reintegration], world: World, draw: Draw
) -> None:
    stay = exit_.admission
    left_on = timezone.localdate(stay.ended_at)
    home = returns.get((stay.case_id, left_on))
    if home is not None:
        exit_.reintegration, exit_.reintegration_kind = home, home.kind
        exit_.package_kes = home.package_kes
    if exit_.kind in EXITS_NOBODY_DECIDED:
        return
    exit_.package_items = draw.some(PACKAGE, draw.number(1, 3))
    exit_.contact_agreed, exit_.medicine_given = draw.chance(80), draw.chance(30)
    for name in ("politeness", "lodging", "understood_risk"):
        setattr(exit_, name, draw.weighted(GRADES))
    if stay.case.person.presumed_child_on(left_on) and exit_.kind != ExitKind.VOLUNTARY:
        exit_.receiver = _receiver(exit_, world, draw)
        exit_.second_by = exit_.receiver.second_by


def _receiver(exit_: ShelterExit, world: World, draw: Draw) -> Receiver:
    """Return who took the child over: checked by the house, looked at by the case manager."""
    stay, second = exit_.admission, world.user(Role.CASE_MANAGER)
    by, left_at = exit_.recorded_by, stay.ended_at
    checked_at = max(stay.admitted_at, left_at - A_DAY)
    _assess(stay, checked_at, by, {}, world, draw)
    row = Receiver(
        id=draw.new_id(), admission=stay, names="Practice relative", phone="",
        relation=draw.weighted(RELATIONS.get(exit_.kind, {"other_relative": 1})),
        id_kind="national_id", id_number=f"Practice {draw.number(1000, 9999)}",
        authority_kind=draw.weighted({"children_officer_letter": 3, "court_order": 2}),
        authority_reference=f"Practice letter {draw.number(1, 999)}", handed_at=left_at,
    )  # fmt: skip
    for check in CHECKS:
        setattr(row, f"{check}_by", by)
        setattr(row, f"{check}_at", checked_at)
    if second != by:
        row.second_by, row.second_at = second, checked_at
    return world.add(row, at=checked_at, by=by)


def _assess(
    stay: Admission, at: dt.datetime, by: User | None, alarms: dict[str, str], world: World, draw: Draw
) -> None:  # fmt: skip
    """Add an assessment; `alarms`: code of the alarm -> the answer's field that raised it."""
    answers = QUIET | {
        field: "no" if field == "wants_to_go" else "yes" for field in alarms.values()
    }
    row = HomeAssessment(
        id=draw.new_id(), admission=stay, assessed_on=timezone.localdate(at), stops=list(alarms),
        words="Practice text: what the child said about home.", **answers,
    )  # fmt: skip
    world.add(row, at=at, by=by)


def _questions(world: World, draw: Draw) -> None:
    """Ask about two children at whose home something is wrong: one waits, one was refused."""
    children = (
        stay for stay in world.rows[Admission]
        if stay.status == StayStatus.ADMITTED and stay.case.person.presumed_child_on(world.today)
    )  # fmt: skip
    for number, stay in enumerate(islice(children, 2)):
        at = max(stay.admitted_at, draw.moment(world.today - A_DAY, last_hour=12))
        by = stay.recorded_by
        _assess(stay, at, by, {str(HomeAlarm.UNWILLING): "wants_to_go"}, world, draw)
        row = ExitDecision(id=draw.new_id(), admission=stay, stops=[str(HomeAlarm.UNWILLING)])
        if number:
            row.director_verdict, row.director_by = (
                Verdict.REFUSED,
                world.user(Role.EXECUTIVE_DIRECTOR),
            )
            row.director_at, row.director_words = at, "Practice text: not before the next visit."
        world.add(row, at=at, by=by)
