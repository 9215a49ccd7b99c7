"""Finding a person among 120,000 by name, as written and by sound, against the same index by hand."""

from collections.abc import Iterator

from django.db import connection

from bench import gen, world
from bench.harness import Outcome, Pair, run
from cases.search import Wanted, find
from tracekenya.roles.roles import Role
from tracekenya.vault import blind

BY_HAND = """
SELECT id FROM cases_person
WHERE (name_tokens @> %(words)s::varchar[] OR sound_tokens @> %(sounds)s::varchar[]) AND merged_into_id IS NULL
ORDER BY name_tokens @> %(words)s::varchar[] DESC, code LIMIT 25"""


def outcomes() -> Iterator[Outcome]:
    known = gen.words()  # with an h at their end they are heard alike and written by nobody
    yield run(_pair("search_exact", f"{known[10]} {known[200]}"))
    yield run(_pair("search_sound", f"{known[10]}h {known[200]}h"))


def _pair(name: str, names: str) -> Pair:
    user = world.person(Role.CASE_MANAGER)

    def ours() -> list:
        return [found.person.pk for found in find(Wanted(names=names), user)]

    def limit() -> list:
        words = [gen.word_token(word) for word in names.split()]
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, {"words": words, "sounds": blind.sound_tokens(names)})
            return [row[0] for row in cursor.fetchall()]

    facts = {"q": world.queries(ours), "found": len(ours())}
    return Pair(name, limit, ours, rounds=20, facts=facts)
