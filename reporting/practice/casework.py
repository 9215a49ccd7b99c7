"""The work on each case: profile and route, consents, services, notes, harm that was prevented."""

import datetime as dt

from cases.models import (
    ConsentRecord,
    Note,
    PreventionOutcome,
    RouteLeg,
    ServiceProvision,
    TraffickingProfile,
)
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.people import make_person
from reporting.practice.world import World
from shelter.models import Admission
from tracekenya.roles.roles import Role

PROFILED_TYPES = ("trafficking", "online_exploitation", "labour_exploitation", "smuggling")
CHILD_PURPOSES = {
    "child_labour": 30, "domestic_servitude": 22, "csec": 18, "child_sex_tourism": 8, "forced_begging": 10,
    "child_marriage": 8, "illegal_adoption": 4,
}  # fmt: skip
ADULT_PURPOSES = {
    "forced_labour": 38, "domestic_servitude": 28, "sexual_exploitation": 14, "debt_bondage": 12,
    "forced_criminality": 8,
}  # fmt: skip
SECTORS = ("domestic_work", "agriculture", "herding", "fishing", "hospitality", "construction")
CHANNELS = ("friends", "family", "social_media", "recruitment_agency", "transit_point", "school")
RECRUITERS = {
    "agent_unlicensed": 26, "sibling_relative": 18, "neighbour_community": 18, "friend": 14,
    "employer": 8, "online_contact": 8, "stranger": 6, "unknown": 2,
}  # fmt: skip
WORK_COUNTRIES = {"SA": 34, "AE": 18, "QA": 14, "OM": 12, "KE": 22}
CHILD_SERVICES = {
    "counselling_individual": 24, "counselling_group": 8, "medical": 14, "food_nfi": 12, "family_tracing": 11,
    "family_mediation": 8, "education_support": 10, "transport": 6, "legal_advice": 5, "alternative_care": 2,
}  # fmt: skip
ADULT_SERVICES = {
    "counselling_individual": 22, "counselling_group": 8, "medical": 13, "food_nfi": 10, "legal_advice": 10,
    "vocational_training": 10, "business_startup": 7, "cash_assistance": 6, "documentation": 6,
    "job_placement": 4, "transport": 4,
}  # fmt: skip
SERVICES_A_CASE = (1, 6)
CHILD_GIVERS = {"child_assent": 40, "parent_guardian": 35, "children_officer": 25}
OUTSIDE_CASES = 70  # outcomes for people who are in no case, over the whole plan


def make_casework(world: World, episodes: list[Episode]) -> None:
    draw = world.draw("casework")
    housed = {row.case_id for row in world.rows[Admission] if row.admitted_at}
    for episode in episodes:
        if episode.main_type in PROFILED_TYPES:
            _profile(episode, world, draw)
        _consents(episode, episode.case.pk in housed, world, draw)
        if episode.is_worked_on:
            _services(episode, episode.case.pk in housed, world, draw)
            _notes(episode, world, draw)
            _prevention(episode, world, draw)
    _prevention_outside_cases(world, draw)


def _profile(episode: Episode, world: World, draw: Draw) -> None:
    child, case = episode.is_child, episode.case
    before = episode.meeting is not None and not episode.meeting.row.was_exploited
    purpose = draw.weighted(CHILD_PURPOSES if child else ADULT_PURPOSES)
    country = "KE" if child and draw.chance(93) else draw.weighted(WORK_COUNTRIES)
    row = TraffickingProfile(
        id=draw.new_id(),
        case=case,
        acts=draw.some(("recruitment", "transportation", "harbouring", "receipt"), 2),
        means=["none_child"] if child else draw.some(("deception", "fraud", "threat_or_force"), 1),
        exploitation_types=["none_yet"] if before else [purpose],
        labour_sectors=[draw.one(SECTORS)],
        recruiter_relation=draw.weighted(RECRUITERS),
        recruitment_channels=draw.some(CHANNELS, 1),
        exploitation_country=country,
        is_cross_border=country != "KE",
    )
    world.add(row, at=case.recorded_at, by=episode.worker)
    _route(episode, country, world, draw)


def _route(episode: Episode, country: str, world: World, draw: Draw) -> None:
    """Add one leg inside Kenya and, where a border was or was to be crossed, one beyond it."""
    case = episode.case
    world.add(
        RouteLeg(
            case=case,
            position=1,
            from_county=episode.person.home_county,
            to_county=case.county,
            mode=draw.weighted({"matatu": 45, "bus": 45, "truck": 10}),
        )
    )
    if country != "KE":
        mode = "bus" if country == "TZ" else "aircraft"
        world.add(
            RouteLeg(case=case, position=2, from_county=case.county, to_country=country, mode=mode)
        )


def _consents(episode: Episode, was_housed: bool, world: World, draw: Draw) -> None:
    scopes = ["case_management", "data_processing"]
    scopes += ["shelter_rules"] if was_housed else []
    scopes += ["follow_up_contact"] if episode.returned_on else []
    for scope in scopes:
        status = draw.weighted({"given": 95, "refused": 5}) if scope != scopes[0] else "given"
        _consent(episode, scope, status, world, draw)


def _consent(episode: Episode, scope: str, status: str, world: World, draw: Draw) -> None:
    given_on = episode.case.opened_on
    is_child = episode.person.presumed_child_on(given_on)
    row = ConsentRecord(
        id=draw.new_id(),
        case=episode.case,
        scope=scope,
        status=status,
        giver=draw.weighted(CHILD_GIVERS) if is_child else "self",
        mode=draw.weighted({"signature": 70, "thumbprint": 15, "verbal_witnessed": 15}),
        given_on=given_on,
    )
    world.add(row, at=episode.case.recorded_at, by=episode.worker)


def _services(episode: Episode, was_housed: bool, world: World, draw: Draw) -> None:
    """Add what was provided, between the opening and the end of the work, and what is planned."""
    kinds = ["shelter"] if was_housed else []
    weights = CHILD_SERVICES if episode.is_child else ADULT_SERVICES
    kinds += [draw.weighted(weights) for _ in range(draw.number(*SERVICES_A_CASE))]
    if episode.main_type in ("gbv", "child_violence") and draw.chance(20):
        kinds.append("post_rape_care")
    for kind in kinds:
        day = draw.day(episode.case.opened_on, episode.works_until)
        _service(episode, kind, day, "delivered", world, draw)
    if episode.case.is_open and draw.chance(60):
        day = draw.day_after(world.today, 1, 45)
        _service(episode, draw.weighted(weights), day, "planned", world, draw)


def _service(
    episode: Episode, kind: str, day: dt.date, status: str, world: World, draw: Draw
) -> None:
    is_delivered = status == "delivered"
    row = ServiceProvision(
        id=draw.new_id(),
        case=episode.case,
        kind=kind,
        status=status,
        planned_on=None if is_delivered else day,
        delivered_on=day if is_delivered else None,
        county=episode.case.county,
        minutes=draw.number(2, 18) * 10 if is_delivered else None,
    )
    world.add(row, at=draw.moment(min(day, world.today)), by=episode.worker)


def _notes(episode: Episode, world: World, draw: Draw) -> None:
    for kind, most in (("case_note", 3), ("counselling", 2)):
        for _ in range(draw.number(0, most)):
            day = draw.day(episode.case.opened_on, episode.works_until)
            row = Note(
                id=draw.new_id(),
                case=episode.case,
                kind=kind,
                written_on=day,
                text="Practice note: what was said and agreed.",
            )
            world.add(row, at=draw.moment(day), by=episode.worker)


def _prevention(episode: Episode, world: World, draw: Draw) -> None:
    """Add what the work prevented: violence to a child, trafficking, or unsafe migration."""
    kinds = {"child_violence": ("violence", 55), "unsafe_migration": ("migration", 50)}
    kind, percent = kinds.get(episode.main_type, ("trafficking", 4))
    if kind == "migration" and episode.is_child:
        kind = "trafficking"
    if not draw.chance(percent):
        return
    basis = draw.weighted({"case_resolved_risk": 70, "kept_in_school": 30})
    row = PreventionOutcome(
        id=draw.new_id(),
        person=episode.person,
        case=episode.case,
        kind=kind,
        basis=basis if episode.is_child else "case_resolved_risk",
        happened_on=episode.works_until,
        county=episode.case.county,
        evidence="Practice text: what shows it.",
    )
    world.add(row, at=draw.moment(episode.works_until), by=episode.worker)


def _prevention_outside_cases(world: World, draw: Draw) -> None:
    """Add children kept in school and adults who dropped a dangerous offer, in no case of ours."""
    by = world.user(Role.CASE_MANAGER)
    for day in draw.growing_days(OUTSIDE_CASES):
        is_child = draw.chance(70)
        row = PreventionOutcome(
            id=draw.new_id(),
            person=make_person(world, draw, met_on=day, child=is_child, by=by),
            kind="violence" if is_child else "migration",
            basis="kept_in_school" if is_child else "case_resolved_risk",
            happened_on=day,
            county=world.county_on(day, draw),
            evidence="Practice text: what shows it.",
        )
        world.add(row, at=draw.moment(day), by=by)
