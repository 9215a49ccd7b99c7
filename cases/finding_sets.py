"""Statements inside statements: what occurs more than once is asked once, under a name.

PostgreSQL plans each occurrence anew, and planning is most of what a search costs. Works on what
Django writes: identifiers in double quotes, tables inside called by a capital and a number, values
as named places; a text in quotes never occurs.
"""

import re
from collections import Counter
from collections.abc import Iterator

_CALLED = re.compile(r'([A-Z]\d+|"\w+")\."')
_TABLE = re.compile(r'(?:FROM|JOIN) ("\w+")(?: ([A-Z]\d+))?')
_CALLED_INSIDE = re.compile(r"\b[A-Z]\d+\b")
_OPENS = "(SELECT "


def taken_out(statements: list[str | None]) -> tuple[dict[str, str], list[str | None]]:
    """Return name -> repeated statement, and the statements with `SELECT * FROM name` in its places."""
    sets: dict[str, str] = {}
    while repeated := _longest_repeated(statements):
        name = f"set{len(sets)}"
        sets[name] = repeated
        statements = [sql and _replaced(sql, repeated, name) for sql in statements]
    return sets, statements


def asked_by_few(sql: str) -> str:
    """Return the same statement, for PostgreSQL to plan for few rows alone.

    It plans every EXISTS a second time for the case that very many rows ask, unless the statement
    inside has an OFFSET, be it none.
    """
    return sql.replace(" LIMIT 1)", " OFFSET 0)") + " OFFSET 0"


def _longest_repeated(statements: list[str | None]) -> str | None:
    inner = Counter(_plainly(one) for sql in statements if sql for one in _inside(sql))
    repeated = (one for one, times in inner.items() if times > 1 and _stands_alone(one))
    return max(repeated, key=len, default=None)


def _replaced(sql: str, repeated: str, name: str) -> str:
    for one in list(_inside(sql)):
        if _plainly(one) == repeated:
            sql = sql.replace(f"({one})", f"(SELECT * FROM {name})")  # noqa: S608  our own name
    return sql


def _inside(sql: str) -> Iterator[str]:
    """Yield every statement in brackets, the outer before its inner ones."""
    at = sql.find(_OPENS)
    while at >= 0:
        depth, end = 1, at + 1
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            end += 1
        yield sql[at + 1 : end - 1]
        at = sql.find(_OPENS, at + 1)


def _plainly(sql: str) -> str:
    """Return the statement with its tables called T0, T1 ... in the order in which they come."""
    calls = {name: f"T{n}" for n, name in enumerate(dict.fromkeys(_CALLED_INSIDE.findall(sql)))}
    return _CALLED_INSIDE.sub(lambda call: calls[call[0]], sql)


def _stands_alone(sql: str) -> bool:
    """Return whether the statement names no table from around it."""
    own = {called or table for table, called in _TABLE.findall(sql)}
    is_of_sets = "FROM set" in sql
    return not is_of_sets and set(_CALLED.findall(sql)) <= own
