"""Projects and activities, attended by name or by head count, and grants of the trust fund."""

import datetime as dt

from cases.models import Person
from programmes.models import (
    Activity,
    ActivityAttendance,
    ActivityHeadcount,
    BusinessVisit,
    Project,
    TrustFundGrant,
)
from reporting.practice.draw import Draw
from reporting.practice.episodes import Episode
from reporting.practice.people import make_person
from reporting.practice.world import World
from tracekenya.directory.models import CrewMember
from tracekenya.roles.roles import Role

PROJECTS = (  # code, name, first year, last year
    ("safe-roads", "Safe roads on the coast", 2022, 2024),
    ("girls-lead", "Girls and women lead", 2023, 2026),
    ("fair-work", "Fair work, safe migration", 2024, 2026),
    ("child-shield", "Shield for children", 2022, 2025),
)
SERIES = (  # title, kind, theme, project, how many, named, people by (sex, age band)
    ("School club on safety", "school_club", "child_safeguarding", "child-shield", 96, False,
     {("female", "10_14"): (8, 20), ("male", "10_14"): (6, 16), ("female", "15_17"): (0, 8)}),
    ("Village talk on child safety", "community_dialogue", "child_safeguarding", "child-shield", 36,
     False, {("female", "35_59"): (4, 16), ("male", "35_59"): (2, 12), ("male", "10_14"): (0, 6)}),
    ("Safe online", "awareness", "online_safety", "child-shield", 14, False,
     {("female", "15_17"): (5, 15), ("male", "15_17"): (5, 15)}),
    ("Women's forum on gender justice", "training", "gender_justice", "girls-lead", 26, False,
     {("female", "25_34"): (2, 9), ("female", "35_59"): (4, 14)}),
    ("Men for gender justice", "training", "gender_justice", "girls-lead", 22, False,
     {("male", "25_34"): (2, 6), ("male", "35_59"): (3, 9)}),
    ("Radio week", "media_campaign", "counter_trafficking", "safe-roads", 8, False, {}),
    ("Network meeting", "advocacy_meeting", "legal_rights", "safe-roads", 18, False, {}),
    ("Before you travel", "awareness", "safe_migration", "fair-work", 24, False,
     {("female", "20_24"): (3, 12), ("male", "20_24"): (3, 12)}),
)  # fmt: skip
MENTORSHIPS = 44
MENTORED = 300  # people known by code
MENTORED_SHARE = {"girl": 21, "boy": 12, "woman": 48, "man": 19}
SEX_OF = {"girl": "female", "boy": "male", "woman": "female", "man": "male"}
CREW_TRAININGS = 28  # two for each trained operator
ABROAD = ("Cross-border meeting", "TZ", dt.date(2026, 5, 14))
GRANTS_PAID_YEAR = 2023  # the year of the plan's first group
GRANTS = 34
BUSINESSES = ("Poultry", "Tailoring", "Vegetable stall", "Hair salon", "Fish stall", "Cereal shop")


def make_activities(world: World) -> None:
    draw = world.draw("activities")
    projects = {row[0]: _project(row, world, draw) for row in PROJECTS}
    plans = [plan for row in SERIES for plan in _plans(row, draw)]
    plans += [(day, None) for day in draw.growing_days(MENTORSHIPS)]
    mentored: dict[str, list[Person]] = {kind: [] for kind in MENTORED_SHARE}
    newcomers = round(MENTORED / MENTORSHIPS)
    for day, row in sorted(plans, key=lambda plan: plan[0]):
        if row is None:
            _mentorship(day, mentored, newcomers, projects["girls-lead"], world, draw)
        else:
            _counted(day, row, projects[row[3]], world, draw)
    _crew_trainings(projects["safe-roads"], world, draw)
    _abroad(world, draw)
    _give_codes(world)


def make_grants(world: World, episodes: list[Episode]) -> None:
    """Take adult survivors of exploited labour through the trust fund, and visit their business."""
    draw = world.draw("grants")
    survivors = [
        one
        for one in episodes
        if one.main_type == "labour_exploitation" and not one.is_child and one.is_worked_on
    ]
    for episode in survivors[:GRANTS]:
        _grant(episode, world, draw)


def _plans(row: tuple, draw: Draw) -> list[tuple[dt.date, tuple]]:
    return [(day, row) for day in draw.growing_days(row[4])]


def _project(row: tuple, world: World, draw: Draw) -> Project:
    code, name, first, last = row
    ends_on = dt.date(last, 12, 31)
    project = Project(
        id=draw.new_id(),
        code=code,
        name=name,
        donor=draw.one(world.organisations["donor"]),
        status="running" if ends_on >= world.today else "ended",
        starts_on=dt.date(first, 1, 1),
        ends_on=ends_on,
    )
    return world.add(project, at=draw.moment(project.starts_on))


def _activity(
    day: dt.date,
    title: str,
    kind: str,
    theme: str,
    project: Project | None,
    world: World,
    draw: Draw,
) -> Activity:
    """Add an activity; it belongs to its project only while that runs."""
    is_inside = project is not None and project.starts_on <= day <= project.ends_on
    row = Activity(
        id=draw.new_id(),
        title=title,
        kind=kind,
        themes=[theme],
        held_on=day,
        county=world.county_on(day, draw),
        project=project if is_inside else None,
    )
    by = draw.one(world.users[Role.PROGRAMME_OFFICER])
    return world.add(row, at=draw.moment(day), by=by)


def _counted(day: dt.date, row: tuple, project: Project, world: World, draw: Draw) -> None:
    title, kind, theme, _project_code, _how_many, _named, people = row
    activity = _activity(day, title, kind, theme, project, world, draw)
    for (sex, band), (least, most) in people.items():
        number = draw.number(least, most)
        if number:
            world.add(ActivityHeadcount(activity=activity, sex=sex, age_band=band, people=number))


def _mentorship(
    day: dt.date,
    mentored: dict[str, list[Person]],
    newcomers: int,
    project: Project,
    world: World,
    draw: Draw,
) -> None:
    """Add a session with newcomers and some who came before; grown girls and boys stay away."""
    activity = _activity(day, "Mentorship", "mentorship", "gender_justice", project, world, draw)
    present = []
    for _ in range(newcomers):
        kind = draw.weighted(MENTORED_SHARE)
        is_child = kind in ("girl", "boy")
        person = make_person(world, draw, met_on=day, child=is_child, sex=SEX_OF[kind])
        mentored[kind].append(person)
        present.append(person)
    before = [one for people in mentored.values() for one in people if one not in present]
    for person in present + draw.some(before, draw.number(2, 7)):
        world.add(
            ActivityAttendance(id=draw.new_id(), activity=activity, person=person),
            at=activity.recorded_at,
            by=activity.recorded_by,
        )


def _crew_trainings(project: Project, world: World, draw: Draw) -> None:
    trained = list(dict.fromkeys(row.organisation for row in world.rows[CrewMember]))
    for place, day in enumerate(draw.growing_days(CREW_TRAININGS)):
        activity = _activity(
            day, "Crew training", "transport_training", "counter_trafficking", project, world, draw
        )
        activity.operator = trained[place % len(trained)]
        world.add(
            ActivityHeadcount(
                activity=activity, sex="male", age_band="25_34", people=draw.number(6, 24)
            )
        )


def _abroad(world: World, draw: Draw) -> None:
    title, country, day = ABROAD
    if day <= world.today:
        row = _activity(day, title, "advocacy_meeting", "counter_trafficking", None, world, draw)
        row.county, row.country = None, country


def _give_codes(world: World) -> None:
    for row in sorted(world.rows[Activity], key=lambda one: one.held_on):
        year = row.held_on.year
        row.code = f"ACT-{year}-{world.next_number(f'ACT-{year}'):04d}"


def _grant(episode: Episode, world: World, draw: Draw) -> None:
    start = max(episode.case.opened_on, dt.date(GRANTS_PAID_YEAR, 1, 15))
    trained_on, paid_on = draw.day_after(start, 20, 90), draw.day_after(start, 100, 200)
    row = TrustFundGrant(id=draw.new_id(), case=episode.case, business=draw.one(BUSINESSES))
    row.status = "application_prepared"
    if trained_on <= world.today:
        row.status, row.trained_on = "trained", trained_on
    if paid_on <= world.today:
        row.status, row.disbursed_on = "disbursed", paid_on
        row.amount_kes = draw.number(20, 60) * 1000
    world.add(row, at=draw.moment(min(start, world.today)), by=world.user(Role.CASE_MANAGER))
    for months in range(2, 12, 4):
        visited_on = paid_on + dt.timedelta(days=months * 30)
        if visited_on <= world.today:
            _visit(row, visited_on, world, draw)


def _visit(row: TrustFundGrant, day: dt.date, world: World, draw: Draw) -> None:
    row.status = "monitored"
    is_alive = draw.chance(86)
    visit = BusinessVisit(
        id=draw.new_id(),
        grant=row,
        visited_on=day,
        is_alive=is_alive,
        monthly_income_kes=draw.number(30, 220) * 100 if is_alive else None,
    )
    world.add(visit, at=draw.moment(day), by=world.user(Role.CASE_MANAGER))
