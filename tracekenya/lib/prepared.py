"""Statements that each connection to PostgreSQL plans once: for those whose plan costs more than their rows.

The plan is made without the values (`plan_cache_mode` in `lib/configuration.py`), so only a statement
belongs here whose best plan is the same whatever is asked.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg2.extensions import AsIs


class _Kept(NamedTuple):
    """How a connection knows a statement, and the named places that it fills in."""

    name: str
    places: list[str]


_KEPT: WeakKeyDictionary[Any, dict[str, _Kept]] = WeakKeyDictionary()  # by psycopg2's connection


def rows_of(sql: str, fixed: Mapping[str, Any], values: Mapping[str, Any]) -> list[tuple]:
    """Return the rows of `sql` with its %(named)s places filled in. fixed: values that its text decides.

    Raises what the database raises.
    """
    connection.ensure_connection()
    known = _KEPT.setdefault(connection.connection, {})
    if sql not in known:
        known[sql] = _prepared(f"kept_{len(known)}", sql, fixed, values)
    kept = known[sql]
    given = ", ".join(f"%({each})s" for each in kept.places)
    with connection.cursor() as cursor:
        cursor.execute(f"EXECUTE {kept.name} ({given})", values)
        return cursor.fetchall()


def _prepared(name: str, sql: str, fixed: Mapping[str, Any], values: Mapping[str, Any]) -> _Kept:
    """Have the connection keep `sql` as `name`; beside Django, whose counts of queries would hang on it."""
    places = [each for each in values if f"%({each})s" in sql]
    numbered = {each: AsIs(f"${number}") for number, each in enumerate(places, 1)}
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"PREPARE {name} AS {sql}", {**fixed, **numbered})
    return _Kept(name, places)
