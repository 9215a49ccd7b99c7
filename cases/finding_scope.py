"""The scopes of the search, taken from the querysets of the policy once and then asked for each reader.

Django composes them for somebody who is nobody (`Reader`); the statement that comes out is kept with
a name in each place where the reader, the office or the hour stood. So the rules stand once, in
`visible_to` and `people_in_reach`, and a search does not pay for composing them again.
What is kept hangs on nothing but its `Kind`: a rule that reads something else of a reader, or puts
another date into its statement, raises NotAsked instead of being kept.
"""

import datetime as dt
import re
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet, UUIDField, Value
from django.db.models.expressions import RawSQL

from cases.finding_sets import taken_out
from cases.models import Case
from cases.search import people_in_reach
from tracekenya.lib.moments import Moment
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

READER, OFFICE = uuid.uuid4(), uuid.uuid4()  # stand in statements for whoever will ask
CASE_COLUMNS = ["id", "code", "status"]
_PLACE = re.compile("%[s%]")


class NotAsked(Exception):
    """A rule asks for what does not tell kinds of readers apart; add it to Kind."""


class Kind(NamedTuple):
    """All that tells the statements of two readers apart, apart from who they are and what hour it is."""

    search: Scope
    view: Scope
    has_office: bool
    closed_days: int

    @classmethod
    def of(cls, user: Any) -> "Kind":
        search, view = user.scope(Permission.PERSON_SEARCH), user.scope(Permission.CASE_VIEW)
        return cls(search, view, user.office_id is not None, settings.CASE_CLOSED_DAYS)

    @property
    def reaches_all(self) -> bool:
        """Whether all but a few people are in reach."""
        return self.search is Scope.ORGANISATION


class Reader(Value):
    """Stands in a queryset where a user stands: with scopes and perhaps an office, and nothing else."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(READER, output_field=UUIDField())
        self.pk = READER
        self.office_id = OFFICE if kind.has_office else None
        self._scopes = {Permission.PERSON_SEARCH: kind.search, Permission.CASE_VIEW: kind.view}

    def scope(self, permission: Permission) -> Scope:
        if permission not in self._scopes:
            raise NotAsked(permission)
        return self._scopes[permission]


class Scopes(NamedTuple):
    """Statements with named places.

    people: master_id of whom the reader may find; where all but a few are reached, of the row "near"
    alone. cases: id, code and status of the cases of the row "best" that the reader may see. None:
    nobody, no case. sets: name -> statement of what both ask for. fixed: values that are the same
    for every reader; shifts: how far from now each hour lies.
    """

    people: str | None
    cases: str | None
    sets: Mapping[str, str]
    fixed: Mapping[str, Any]
    shifts: Mapping[str, dt.timedelta]

    def values(self, user: Any, now: dt.datetime) -> dict[str, Any]:
        """Return what stands in the named places for `user` at `now`, but for what is fixed."""
        hours = {name: now + shift for name, shift in self.shifts.items()}
        return {**hours, "reader": user.pk, "office": user.office_id}


@lru_cache(maxsize=64)
def scopes_of(kind: Kind) -> Scopes:
    """Return the scopes of everybody of that kind. Raises NotAsked."""
    reader, places = Reader(kind), _Places()
    people = people_in_reach(reader)
    if kind.reaches_all:
        people = people.filter(master_id=RawSQL('"near"."master_id"', ()))
    cases = Case.objects.visible_to(reader).filter(
        person__master_id=RawSQL('"best"."master_id"', ())
    )
    whole = [
        places.name(people.order_by().values("master_id")),
        places.name(cases.order_by().values(*CASE_COLUMNS)),
    ]
    sets, (of_people, of_cases) = taken_out(whole)
    return Scopes(of_people, of_cases, sets, places.fixed, places.shifts)


class _Places:
    """Gives each value of a statement a name, and equal ones the same."""

    def __init__(self) -> None:
        self.fixed: dict[str, Any] = {}
        self.shifts: dict[str, dt.timedelta] = {}

    def name(self, rows: QuerySet) -> str | None:
        """Return the statement of `rows` with named places; None if no row can ever match."""
        try:
            sql, values = rows.query.sql_with_params()
        except EmptyResultSet:
            return None
        names = iter([self._name(value) for value in values])
        return _PLACE.sub(lambda place: place[0] if place[0] == "%%" else next(names), sql)

    def _name(self, value: Any) -> str:
        if value in (READER, OFFICE):
            return "%(reader)s" if value == READER else "%(office)s"
        if isinstance(value, Moment):
            return _named("hour", value.shift, self.shifts)
        if isinstance(value, bool | int | str):
            return _named("fixed", value, self.fixed)
        raise NotAsked(f"a {type(value).__name__} is not kept for other readers and hours")


def _named(kind: str, value: Any, known: dict[str, Any]) -> str:
    """Return the place of `value`; one that is known already has its place."""
    alike = (name for name, one in known.items() if (type(one), one) == (type(value), value))
    name = next(alike, f"{kind}{len(known)}")
    known[name] = value
    return f"%({name})s"
