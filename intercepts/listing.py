"""Rows of the list of intercepts and of the page of one, as far as a reader may see them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intercepts.enums import Destination
from intercepts.explanation import because, duties
from intercepts.models import Intercept, InterceptedPerson, JourneyTally


@dataclass(frozen=True)
class Person:
    """One person on the page of an intercept: what to do, and why the band is what it is."""

    row: InterceptedPerson
    because: str
    duties: list[str]


def visible_intercepts(user) -> QuerySet:
    """Return the intercepts that `user` may see, newest first, with station and people."""
    rows = Intercept.objects.visible_to(user).select_related("station")
    return rows.prefetch_related("people")


def tallies_of(user) -> list[JourneyTally]:
    """Return the last ten tallies that the person made."""
    rows = JourneyTally.objects.filter(recorded_by=user).select_related("station")
    return list(rows.order_by("-recorded_at")[:10])


def status_of(people: Collection[InterceptedPerson]) -> str:
    """Return how far the office is with the people of one intercept, in words."""
    classed = sum(1 for person in people if person.final_class)
    if not classed:
        return _("Received, not classed yet")
    if classed == len(people):
        return _("Classed")
    return ngettext("%(number)d of them classed", "%(number)d of them classed", classed) % {
        "number": classed
    }


def main_type(intercept: Intercept) -> str:
    """Return the type that most of its people have, in words; the first one of equals."""
    types = Counter(person.get_intercept_type_display() for person in intercept.people.all())
    return types.most_common(1)[0][0] if types else ""


def destination_of(intercept: Intercept) -> str:
    """Return county and country, as far as known."""
    country = intercept.destination_country
    names = [
        str(intercept.destination_county or ""),
        str(Destination(country).label) if country in Destination.values else country,
    ]
    return ", ".join(name for name in names if name)


def people_of(intercept: Intercept) -> list[Person]:
    rows = intercept.people.select_related("person", "case", "form", "classified_by")
    people = []
    for row in rows.prefetch_related("signs", "form__questions"):
        row.intercept = intercept
        people.append(Person(row, because(row), duties(row)))
    return people
