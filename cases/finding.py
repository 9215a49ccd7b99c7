"""Finding people by sealed identity: ranked, within reach, without opening a single name.

Order: a whole name, phone or document as written; then more words met before fewer, and among
equals more words as written. Rows that were merged lead to the row that stands for the person.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from cases.finding_sql import MOST_WORDS, Part, Tokens, statement
from cases.models import Case, Person
from cases.search import people_in_reach
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope
from tracekenya.vault import blind

MOST_FOUND = 25
PERSON_FIELDS, CASE_FIELDS = ["id", "code", "sex", "home_county_id"], ["id", "code", "status"]
NOBODY: Part = ("SELECT NULL::uuid AS master_id WHERE false", [])


@dataclass(frozen=True)
class Wanted:
    """What is known of somebody who is looked for; never logged, never kept."""

    names: str = ""
    phone: str = ""
    document_number: str = ""

    @property
    def kinds(self) -> list[str]:
        """Return which of the three were given, for the trail."""
        return [
            name for name in ("names", "phone", "document_number") if getattr(self, name).strip()
        ]


@dataclass(frozen=True)
class Found:
    """One person found; `person` has id, code, sex and county, and `cases_in_reach` (id, code, status).

    is_exact: every word as written, or the phone or document. is_part: not every word was met.
    """

    person: Person
    is_exact: bool
    is_part: bool = False

    @property
    def person_id(self) -> str:
        return str(self.person.pk)


def masters_in_reach(user) -> QuerySet[Person]:
    """Return the rows that stand for a person whom `user` may find, be it through a merged row."""
    return Person.objects.filter(merged_into=None, pk__in=people_in_reach(user).values("master_id"))


def find(wanted: Wanted, user) -> list[Found]:
    """Return at most MOST_FOUND people in reach, the nearest first, with the cases `user` may see."""
    tokens = _tokens(wanted)
    if not any(tokens):
        return []
    reach = _part(people_in_reach(user).order_by().values("master_id"))
    cases = _part(Case.objects.visible_to(user).order_by().values("pk"))
    reaches_all = user.scope(Permission.PERSON_SEARCH) is Scope.ORGANISATION
    sql, values = statement(
        tokens, reach=reach, reaches_all=reaches_all, cases=cases, most=MOST_FOUND
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_found(len(tokens.words), *row) for row in cursor.fetchall()]


def _tokens(wanted: Wanted) -> Tokens:
    has_name = bool(blind.plain(wanted.names))
    return Tokens(
        whole=[blind.whole_name_token(wanted.names)] if has_name else [],
        words=blind.wanted_words(wanted.names)[:MOST_WORDS],
        phones=blind.phone_tokens(wanted.phone),
        documents=blind.document_tokens(wanted.document_number),
    )


def _part(rows: QuerySet) -> Part:
    """Return the statement of a queryset with its values, so that one scope serves pages and search."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return NOBODY
    return sql, list(values)


def _found(
    words: int, pk: Any, code: str, sex: str, county_code: str | None, county: str | None,
    cases: list | None, is_whole: bool, met: int, exactly: int,
) -> Found:  # fmt: skip
    person = Person.from_db(DEFAULT_DB_ALIAS, PERSON_FIELDS, [pk, code, sex, county_code])
    if county_code:
        person.home_county = County(code=county_code, name=county)
    person.cases_in_reach = [
        Case.from_db(DEFAULT_DB_ALIAS, CASE_FIELDS, one) for one in cases or []
    ]
    return Found(person, is_whole or 0 < words == exactly, not is_whole and met < words)
