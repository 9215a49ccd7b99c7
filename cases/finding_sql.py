"""The one statement of the search, put together from fixed pieces; what was typed is only ever a value.

Each branch looks in the blind indexes for one degree of likeness and stops at MOST_OF_A_BRANCH rows
in reach, so that a name that thousands bear costs no more than one that hundreds bear, and rows that
match exactly are found however many sound alike. Texts are kept: they hang on the kind of the reader
and the shape of what is asked, never on who asks or what was typed.
"""

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from cases.finding_scope import Kind, scopes_of
from cases.finding_sets import asked_by_few

MOST_FOUND = 25
MOST_WORDS = 6  # of a name that are looked for
MOST_OF_A_BRANCH = 500  # rows
FEWEST_MET = 2  # words, where a name of three or more is met in part
MAY_MISS = 2  # words of a long name
MET = 10  # likeness: so much for each word met, and one for each that is met as written

_STATEMENT = f"""WITH {{sets}} hit AS MATERIALIZED ({{branches}}), alike AS MATERIALIZED (
  SELECT master_id, bool_or(is_whole) AS is_whole, max(likeness) AS likeness
  FROM hit GROUP BY master_id
), best AS MATERIALIZED (
  SELECT near.* FROM (
    SELECT alike.*, person.code, person.sex, person.home_county_id
    FROM alike JOIN cases_person person ON person.id = alike.master_id
    ORDER BY is_whole DESC, likeness DESC, person.code OFFSET 0
  ) near WHERE {{among}} ORDER BY is_whole DESC, likeness DESC, code LIMIT {MOST_FOUND}
)
SELECT looked.at, best.master_id, best.code, best.sex, county.name, {{cases}}, is_whole, likeness
FROM (SELECT count(*) AS at FROM hit) looked LEFT JOIN best ON true
LEFT JOIN places_county county ON county.code = best.home_county_id
ORDER BY is_whole DESC, likeness DESC, best.code"""  # noqa: S608  every piece is ours
_CASES = """(SELECT json_agg(json_build_array(one.id, one.code, one.status) ORDER BY one.code)
  FROM ({cases}) one)"""
_SET = "{name} AS MATERIALIZED ({sql}),"
_BRANCH = f"""SELECT h.master_id, {{is_whole}} AS is_whole, {{likeness}} AS likeness
  FROM cases_person h WHERE {{condition}} LIMIT {MOST_OF_A_BRANCH}"""  # noqa: S608  as above
_IN_REACH = "h.master_id IN (SELECT master_id FROM few)"


class Tokens(NamedTuple):
    """Blind tokens of what is wanted. words: for each word its exact token and its sounds."""

    whole: list[str]
    words: list[tuple[str, set[str]]]
    phones: list[str]
    documents: list[str]

    @property
    def shape(self) -> "Shape":
        return Shape(len(self.words), *(bool(t) for t in (self.whole, self.phones, self.documents)))

    def values(self) -> dict[str, list[str]]:
        """Return what stands in the named places of the statement."""
        values = {"whole": self.whole, "phones": self.phones, "documents": self.documents}
        values["written"] = [written for written, _sounds in self.words]
        for number, (written, sounds) in enumerate(self.words):
            values |= {f"word{number}": [written], f"sound{number}": sorted(sounds)}
        return values


class Shape(NamedTuple):
    """What the text of the statement hangs on: how many words, and what else is asked for."""

    words: int
    whole: bool
    phones: bool
    documents: bool


@lru_cache(maxsize=512)
def statement(shape: Shape, kind: Kind, *, apart: bool) -> str | None:
    """Return the search with named places, for tokens and for the scopes; None if nobody is in reach.

    apart: look for each degree of likeness in a branch of its own; else in one walk for all.
    Rows, at least one: how many rows were looked at; the person's id (None: nobody), code, sex,
    name of the county, [[case's id, code, status], ...] or None, whether a whole name, phone or
    document is met, and the likeness.
    """
    scopes = scopes_of(kind)
    if scopes.people is None:
        return None
    degrees = _degrees(shape)
    if not apart:
        degrees = [_any([degrees[0], degrees[-1]])]
    sets = dict(scopes.sets) if kind.reaches_all else {**scopes.sets, "few": scopes.people}
    branches = [_branch(one, shape, kind) for one in degrees]
    return _STATEMENT.format(
        sets=" ".join(_SET.format(name=name, sql=sql) for name, sql in sets.items()),
        branches=" UNION ALL ".join(f"({branch})" for branch in branches),
        among=f"EXISTS ({asked_by_few(scopes.people)})" if kind.reaches_all else "true",
        cases=_CASES.format(cases=scopes.cases) if scopes.cases else "NULL::json",
    )


def _branch(condition: str, shape: Shape, kind: Kind) -> str:
    condition = condition if kind.reaches_all else f"({condition}) AND {_IN_REACH}"
    return _BRANCH.format(
        is_whole=_whole(shape), likeness=_likeness(shape.words), condition=condition
    )


def _degrees(shape: Shape) -> list[str]:
    """Return the degrees of likeness, the nearest first; the first and the last hold all between."""
    if not shape.words:
        return [_whole(shape)]
    heard = [f"h.sound_tokens && {_tokens(f'sound{n}')}" for n in range(shape.words)]
    every = " AND ".join(heard)
    degrees = [_as_written(shape)]
    if shape.words > 1:
        degrees.append(f"{every} AND h.name_tokens && {_tokens('written')}")
    degrees.append(every)
    fewest = max(FEWEST_MET, shape.words - MAY_MISS)
    for few in range(shape.words - 1, fewest - 1, -1):
        degrees.append(_any([" AND ".join(chosen) for chosen in combinations(heard, few)]))
    return degrees


def _as_written(shape: Shape) -> str:
    """Return the condition of what matches exactly; a whole name holds all the words as written."""
    return _any([f"h.name_tokens @> {_tokens('written')}", *_numbers(shape)])


def _whole(shape: Shape) -> str:
    names = [f"h.name_tokens && {_tokens('whole')}"] if shape.whole else []
    return _any([*names, *_numbers(shape)])


def _numbers(shape: Shape) -> list[str]:
    asked = {"phone": shape.phones, "document": shape.documents}
    return [
        f"h.{one}_tokens && {_tokens(f'{one}s')}" for one, is_asked in asked.items() if is_asked
    ]


def _likeness(words: int) -> str:
    """Return MET for each word that is heard or written alike, and one for each as written."""
    met = (
        f"(h.sound_tokens && {_tokens(f'sound{n}')} OR h.name_tokens && {_tokens(f'word{n}')})::int * {MET}"
        f" + (h.name_tokens && {_tokens(f'word{n}')})::int"
        for n in range(words)
    )
    return " + ".join(met) or "0"


def _any(conditions: list[str]) -> str:
    return f"({' OR '.join(conditions)})" if conditions else "false"


def _tokens(name: str) -> str:
    return f"%({name})s::varchar[]"
