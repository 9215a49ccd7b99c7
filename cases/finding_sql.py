"""The one statement of the search, put together from fixed pieces; what was typed is only ever a value.

Each branch looks in the blind indexes for one degree of likeness and stops at MOST_OF_A_BRANCH rows
in reach, so that a name that thousands bear costs no more than one that hundreds bear, and rows that
match exactly are found however many sound alike.
"""

from collections.abc import Callable
from itertools import combinations
from typing import Any, NamedTuple

Part = tuple[str, list[Any]]  # a piece of SQL, and the values of its placeholders in order

MOST_WORDS = 6  # of a name that are looked for
MOST_OF_A_BRANCH = 500  # rows
FEWEST_MET = 2  # words, where a name of three or more is met in part
MAY_MISS = 2  # words of a long name

_STATEMENT = """
WITH {few} hit AS MATERIALIZED ({branches}), near AS MATERIALIZED (
  SELECT DISTINCT ON (master_id) master_id, is_whole, met, exactly FROM hit
  ORDER BY master_id, is_whole DESC, met DESC, exactly DESC
), best AS MATERIALIZED (
  SELECT person.id, person.code, person.sex, person.home_county_id, is_whole, met, exactly
  FROM near JOIN cases_person person ON person.id = near.master_id WHERE {among}
  ORDER BY is_whole DESC, met DESC, exactly DESC, person.code LIMIT %s
)
SELECT best.id, best.code, best.sex, county.code, county.name,
  (SELECT json_agg(json_build_array(one.id, one.code, one.status) ORDER BY one.code)
   FROM cases_person line JOIN cases_case one ON one.person_id = line.id
   WHERE line.master_id = best.id AND one.id IN ({cases})),
  is_whole, met, exactly
FROM best LEFT JOIN places_county county ON county.code = best.home_county_id
ORDER BY is_whole DESC, met DESC, exactly DESC, best.code"""
_FEW = "few AS MATERIALIZED ({reach}),"
_BRANCH = """(SELECT h.master_id, {is_whole} AS is_whole, {met} AS met, {exactly} AS exactly
  FROM cases_person h WHERE ({condition}){within} LIMIT %s)"""
_WITHIN = " AND h.master_id IN (SELECT master_id FROM few)"
_NEVER: Part = ("false", [])


class Tokens(NamedTuple):
    """Blind tokens of what is wanted. words: for each word its exact token and its sounds."""

    whole: list[str]
    words: list[tuple[str, set[str]]]
    phones: list[str]
    documents: list[str]


def statement(tokens: Tokens, *, reach: Part, reaches_all: bool, cases: Part, most: int) -> Part:
    """Return the search.

    reach: master_id of people, cases: ids of cases that the reader may see. reaches_all: the reader
    sees all but a few people, so that a branch need not ask about each; the best are asked about.
    Rows: person's id, code, sex, county's code and name, [[case's id, code, status], ...] or None,
    whether a whole name, phone or document is met, words met, and how many of them as written.
    """
    within, few, among = ("", "", f"near.master_id IN ({reach[0]})") if reaches_all else (
        _WITHIN, _FEW.format(reach=reach[0]), "true"
    )  # fmt: skip
    branches = [_branch(condition, tokens, within) for condition in _conditions(tokens)]
    sql = _STATEMENT.format(
        few=few,
        branches=" UNION ALL ".join(sql for sql, _ in branches),
        among=among,
        cases=cases[0],
    )
    values = [value for _, values in branches for value in values]
    if reaches_all:
        return sql, [*values, *reach[1], most, *cases[1]]
    return sql, [*reach[1], *values, most, *cases[1]]


def _branch(condition: Part, tokens: Tokens, within: str) -> Part:
    is_whole, met, exactly = _whole(tokens), _count(tokens, _met), _count(tokens, _exactly)
    sql = _BRANCH.format(
        is_whole=is_whole[0], met=met[0], exactly=exactly[0], condition=condition[0], within=within
    )
    parts = (is_whole, met, exactly, condition)
    return sql, [*(value for part in parts for value in part[1]), MOST_OF_A_BRANCH]


def _conditions(tokens: Tokens) -> list[Part]:
    """Return the degrees of likeness, the nearest first."""
    words, written = tokens.words, [word for word, _sounds in tokens.words]
    if not words:
        return [_whole(tokens)]
    heard = [("h.sound_tokens && %s::varchar[]", [sorted(sounds)]) for _word, sounds in words]
    degrees = [_join(" OR ", [_whole(tokens), ("h.name_tokens @> %s::varchar[]", [written])])]
    if len(words) > 1:
        any_written: Part = ("h.name_tokens && %s::varchar[]", [written])
        degrees.append(_join(" AND ", [*heard, any_written]))
    degrees.append(_join(" AND ", heard))
    fewest = max(FEWEST_MET, len(words) - MAY_MISS)
    for few in range(len(words) - 1, fewest - 1, -1):
        degrees.append(
            _join(" OR ", [_join(" AND ", list(some)) for some in combinations(heard, few)])
        )
    return degrees


def _whole(tokens: Tokens) -> Part:
    columns = (
        ("name_tokens", tokens.whole), ("phone_tokens", tokens.phones),
        ("document_tokens", tokens.documents),
    )  # fmt: skip
    met: list[Part] = [
        (f"h.{column} && %s::varchar[]", [wanted]) for column, wanted in columns if wanted
    ]
    return _join(" OR ", met) if met else _NEVER


def _count(tokens: Tokens, of_word: Callable[[tuple[str, set[str]]], Part]) -> Part:
    if not tokens.words:
        return "0", []
    return _join(" + ", [(f"({sql})::int", values) for sql, values in map(of_word, tokens.words)])


def _met(word: tuple[str, set[str]]) -> Part:
    written, sounds = word
    return (
        "h.sound_tokens && %s::varchar[] OR h.name_tokens && %s::varchar[]",
        [sorted(sounds), [written]],
    )


def _exactly(word: tuple[str, set[str]]) -> Part:
    return "h.name_tokens && %s::varchar[]", [[word[0]]]


def _join(between: str, parts: list[Part]) -> Part:
    return (
        "(" + between.join(sql for sql, _ in parts) + ")",
        [value for _, values in parts for value in values],
    )
