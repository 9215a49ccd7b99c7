"""Finding a person among 120,000 by name, as written and by sound, against the same index by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import connection

from bench import gen, world
from bench.harness import Outcome, Pair, run
from cases.finding import Wanted, find
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

BY_HAND = (Path(__file__).parent.parent / "limits" / "search.sql").read_text()
GOAL = 1.5  # missed today for rare names; see docs/performance.md


def outcomes() -> Iterator[Outcome]:
    known = gen.words()  # with an h at their end they are heard alike and written by nobody
    yield run(_pair("search_exact", known[10], known[200]))
    yield run(_pair("search_sound", f"{known[10]}h", f"{known[200]}h"))
    yield run(_pair("search_common", known[0], known[200]))  # one in ten bears the first


def _pair(name: str, one: str, other: str) -> Pair:
    user, names = world.person(Role.CASE_MANAGER), f"{one} {other}"

    def ours() -> list:
        return [
            (found.person_id, found.code, [case.code for case in found.cases])
            for found in find(Wanted(names=names), user)
        ]

    facts = {"q": world.queries(ours), "found": len(ours())}
    return Pair(name, _limit(user.pk, one, other), ours, goal=GOAL, rounds=20, facts=facts)


def _limit(user: object, one: str, other: str) -> Callable[[], list]:
    values = {
        "user": user, "whole": [blind.whole_name_token(f"{one} {other}")],
        "word1": [blind.word_token(one)], "sound1": sorted(blind.heard_tokens(one)),
        "word2": [blind.word_token(other)], "sound2": sorted(blind.heard_tokens(other)),
    }  # fmt: skip

    def limit() -> list:
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, values)
            return [
                (row[0], row[1], [case[1] for case in row[4] or []]) for row in cursor.fetchall()
            ]

    return limit
