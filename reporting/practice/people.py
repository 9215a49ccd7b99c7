"""Fictional people: sex, what is known of the age, home, and a sealed invented identity."""

import datetime as dt

from cases.models import Person
from reporting.practice.draw import Draw
from reporting.practice.names import LANGUAGES, invented_document, invented_name, unassigned_phone
from reporting.practice.world import World
from tracekenya.accounts.models import User

CHILD_AGES, ADULT_AGES = (4, 17), (18, 46)
AGE_KNOWN_BY = {"day": 60, "month": 6, "year": 10, "stated": 15, "majority": 6, "nothing": 3}
SEXES = {"female": 64, "male": 35, "intersex": 0.4, "unknown": 0.6}
NATIONALITIES = {"KE": 82, "TZ": 6, "UG": 4, "ET": 3, "SO": 3, "BI": 1, "": 1}
DISABILITIES = {"no": 70, "yes": 7, "not_asked": 23}
DOCUMENTS = {"national identity card": 70, "passport": 30}


def make_person(
    world: World,
    draw: Draw,
    *,
    met_on: dt.date,
    child: bool,
    sex: str = "",
    by: User | None = None,
) -> Person:
    """Add a person who was a child, or not, on the day of the first meeting."""
    person = Person(
        id=draw.new_id(),
        code=f"P-{world.next_number('P'):06d}",
        sex=sex or draw.weighted(SEXES),
        nationality=draw.weighted(NATIONALITIES),
        home_county=draw.one(list(world.counties.values())),
        disability=draw.weighted(DISABILITIES),
        language=draw.weighted(LANGUAGES),
        names=invented_name(draw),
    )
    _set_contact(person, draw, child=child)
    _set_age(person, draw, met_on=met_on, child=child)
    person.index_identity()
    return world.add(person, at=draw.moment(met_on), by=by)


def _set_contact(person: Person, draw: Draw, *, child: bool) -> None:
    if draw.chance(20 if child else 65):
        person.phone, person.safe_to_call = unassigned_phone(draw), draw.chance(70)
    if not child and draw.chance(50):
        person.document_kind = draw.weighted(DOCUMENTS)
        person.document_number = invented_document(draw)
    if draw.chance(40):
        person.address = f"Practice village {draw.number(1, 99)}"


def _set_age(person: Person, draw: Draw, *, met_on: dt.date, child: bool) -> None:
    """Children are children on `met_on` by whatever is known of the age; a few ages are unknown."""
    known_by = draw.weighted(AGE_KNOWN_BY)
    if known_by == "majority":
        person.majority_override = "child" if child else "adult"
    elif known_by == "stated":
        age = draw.number(*(CHILD_AGES if child else ADULT_AGES))
        person.stated_age, person.stated_age_on = age, met_on
        person.age_source, person.dob_precision = "staff_estimate", "estimated"
    elif known_by != "nothing":
        person.birth_date = _birth_date(known_by, draw, met_on=met_on, child=child)
        person.dob_precision = known_by
        person.age_source = "document" if person.document_number else "self_reported"


def _birth_date(precision: str, draw: Draw, *, met_on: dt.date, child: bool) -> dt.date:
    """Return a birth date; by convention the 15th or 1 July where day or month are not known."""
    youngest, oldest = CHILD_AGES if child else ADULT_AGES
    age = draw.number(youngest, oldest - 1)
    born = met_on - dt.timedelta(days=round((age + 0.25) * 365.25) + draw.number(0, 240))
    if precision == "month":
        born = born.replace(day=15)
    elif precision == "year":
        born = born.replace(month=7, day=1)
    return _kept_on_side(born, met_on, child=child)


def _kept_on_side(born: dt.date, met_on: dt.date, *, child: bool) -> dt.date:
    """Return `born`, a year later or earlier where rounding made a child an adult or the reverse."""
    is_child = Person(birth_date=born).is_child_on(met_on)
    if is_child == child:
        return born
    return born.replace(year=born.year + (1 if child else -1), day=min(born.day, 28))
