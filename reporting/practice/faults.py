"""Faults put into the practice data on purpose, so that checks of data quality find something."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from cases.enums import NOT_COUNTED_STATUSES
from cases.models import Case, Hearing, Person, Reintegration, ServiceProvision, TraffickingProfile
from intercepts.models import InterceptedPerson
from programmes.models import Channel
from reporting.health import conditions
from reporting.health.conditions import AUTHORITY_DAYS, NEVER_CLASSED_DAYS
from reporting.practice.draw import Draw
from reporting.practice.world import World
from shelter.models import Admission


@dataclass(frozen=True)
class Fault:
    """One kind of fault: how many there are, how one is made, and which rows show it on a day.

    `make` takes the world, a draw and a number; `rows` takes today.
    """

    name: str
    how_many: int
    make: Callable[[World, Draw, int], None]
    rows: Callable[[dt.date], QuerySet]


def make_faults(world: World) -> None:
    """Spoil the rows that wait for storing, each fault as often as FAULTS says."""
    for fault in FAULTS:
        fault.make(world, world.draw(f"fault {fault.name}"), fault.how_many)


def count_faults(today: dt.date) -> dict[str, int]:
    """Return how many rows of the database show each fault."""
    return {fault.name: fault.rows(today).count() for fault in FAULTS}


def _lose_county(world: World, draw: Draw, how_many: int) -> None:
    for case in draw.some(world.rows[Case], how_many):
        case.county = None


def _serve_too_early(world: World, draw: Draw, how_many: int) -> None:
    delivered = [row for row in world.rows[ServiceProvision] if row.delivered_on]
    for row in draw.some(delivered, how_many):
        row.delivered_on = row.case.opened_on - dt.timedelta(days=draw.number(3, 40))


def _lose_authority(world: World, draw: Draw, how_many: int) -> None:
    last = world.today - dt.timedelta(days=AUTHORITY_DAYS + 1)
    children = [
        row
        for row in world.rows[Admission]
        if row.admitted_at
        and row.admitted_at.date() <= last
        and row.legal_authority != "self"
        and row.case.person.birth_date
        and row.case.person.is_child_on(row.admitted_at.date())
    ]
    for row in draw.some(children, how_many):
        row.legal_authority = "pending"


def _forget_class(world: World, draw: Draw, how_many: int) -> None:
    last = world.today - dt.timedelta(days=NEVER_CLASSED_DAYS + 1)
    old = [
        row
        for row in world.rows[InterceptedPerson]
        if row.intercept.happened_on <= last and row.case is None
    ]
    for row in draw.some(old, how_many):
        row.final_class = row.class_reason = ""
        row.classified_on = row.classified_by = None


def _forget_profile(world: World, draw: Draw, how_many: int) -> None:
    profiles = world.rows[TraffickingProfile]
    of_trafficking = [
        row
        for row in profiles
        if row.case.case_types[0] == "trafficking" and row.case.status not in NOT_COUNTED_STATUSES
    ]
    for row in draw.some(of_trafficking, how_many):
        profiles.remove(row)


def _forget_hearing(world: World, draw: Draw, how_many: int) -> None:
    held = [row for row in world.rows[Hearing] if row.held_on < world.today]
    for row in draw.some(held, how_many):
        row.outcome, row.attended = "", None


def _forget_return(world: World, draw: Draw, how_many: int) -> None:
    at_home = [row for row in world.rows[Reintegration] if row.country == "KE"]
    for row in draw.some(at_home, how_many):
        row.county = None


def _double_person(world: World, draw: Draw, how_many: int) -> None:
    """Give the name and birth date of one child to another row that nobody merged."""
    dated = [row for row in world.rows[Person] if row.birth_date and row.merged_into is None]
    twins = draw.some(dated, how_many)
    for row in twins:
        row_like = Person(
            id=draw.new_id(),
            code=f"P-{world.next_number('P'):06d}",
            names=row.names,
            sex=row.sex,
            birth_date=row.birth_date,
            dob_precision=row.dob_precision,
            home_county=row.home_county,
        )
        row_like.index_identity()
        world.add(row_like, at=row.recorded_at)


def _let_channel_rest(world: World, draw: Draw, how_many: int) -> None:
    for row in draw.some(world.rows[Channel], how_many):
        row.last_activity_on = world.today - dt.timedelta(days=draw.number(120, 300))


def _shown(model: type[Model], condition: Callable[[dt.date], Q]) -> Callable[[dt.date], QuerySet]:
    """Return a function of today: the rows that the health of the data would show."""
    return lambda today: model._default_manager.filter(condition(today))


FAULTS = (
    Fault("case without county", 4, _lose_county, _shown(Case, conditions.no_county)),
    Fault(
        "service delivered before the case was opened", 3, _serve_too_early,
        _shown(ServiceProvision, conditions.served_before_opening),
    ),
    Fault(
        "child in a shelter without authority", 2, _lose_authority,
        _shown(Admission, conditions.no_authority),
    ),
    Fault(
        "intercepted person never classed", 6, _forget_class,
        _shown(InterceptedPerson, conditions.never_classed),
    ),
    Fault(
        "trafficking case without profile", 3, _forget_profile,
        _shown(Case, conditions.no_profile),
    ),
    Fault(
        "hearing without outcome", 2, _forget_hearing,
        _shown(Hearing, conditions.hearing_unanswered),
    ),
    Fault(
        "return inside Kenya without county", 3, _forget_return,
        _shown(Reintegration, conditions.returned_nowhere),
    ),
    Fault(
        "person recorded twice, not merged", 2, _double_person,
        _shown(Person, conditions.recorded_twice),
    ),
    Fault(
        "channel silent for 90 days", 1, _let_channel_rest, _shown(Channel, conditions.silent)
    ),
)  # fmt: skip
