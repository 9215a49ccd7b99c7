"""Finding people by sealed identity: ranked, within reach, without opening a single name.

Order: a whole name, phone or document as written; then more words met before fewer, and among
equals more words as written. Rows that were merged lead to the row that stands for the person.
"""

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet
from django.utils import timezone

from cases.finding_scope import Kind, Scopes, scopes_of
from cases.finding_sql import MET, MOST_OF_A_BRANCH, MOST_WORDS, Tokens, statement
from cases.models import Person
from cases.search import people_in_reach
from tracekenya.lib import prepared, vocabularies
from tracekenya.lib.addresses import address
from tracekenya.vault import blind


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


class FoundCase(NamedTuple):
    """One case of somebody found that the reader may see."""

    pk: str
    code: str
    status: str

    def get_absolute_url(self) -> str:
        return address("cases:case_detail", self.pk)

    def get_status_display(self) -> str:
        return vocabularies.label("case_status", self.status)


class Found(NamedTuple):
    """One person found. county: its name or None; cases: those that the reader may see.

    is_exact: every word as written, or the phone or document. is_part: not every word was met.
    """

    person_id: uuid.UUID
    code: str
    sex: str
    county: str | None
    cases: list[FoundCase]
    is_exact: bool
    is_part: bool = False

    def get_sex_display(self) -> str:
        return vocabularies.label("sex", self.sex)

    @property
    def person(self) -> Person:
        """Return the row that stands for the person; everything but its key is read when asked for."""
        return Person.from_db(DEFAULT_DB_ALIAS, ["id"], [self.person_id])


def masters_in_reach(user) -> QuerySet[Person]:
    """Return the rows that stand for a person whom `user` may find, be it through a merged row."""
    return Person.objects.filter(merged_into=None, pk__in=people_in_reach(user).values("master_id"))


def find(wanted: Wanted, user) -> list[Found]:
    """Return at most MOST_FOUND people in reach, the nearest first, with the cases `user` may see.

    One statement; a second one where more rows are alike than one walk looks at.
    """
    tokens, kind = _tokens(wanted), Kind.of(user)
    if not any(tokens):
        return []
    scopes = scopes_of(kind)
    values = tokens.values() | scopes.values(user, timezone.now())
    is_apart = len(tokens.words) < 2  # noqa: PLR2004  then apart costs no more
    rows, looked_at = _asked(statement(tokens.shape, kind, apart=is_apart), scopes, values)
    if looked_at >= MOST_OF_A_BRANCH and not is_apart:
        rows, _ = _asked(statement(tokens.shape, kind, apart=True), scopes, values)
    return [_found(len(tokens.words), *row) for row in rows]


def _asked(sql: str | None, scopes: Scopes, values: dict[str, Any]) -> tuple[list[tuple], int]:
    """Return the rows, and how many were looked at for them."""
    if sql is None:
        return [], 0
    rows = prepared.rows_of(sql, scopes.fixed, values)
    return [row[1:] for row in rows if row[1] is not None], rows[0][0]


def _tokens(wanted: Wanted) -> Tokens:
    has_name = bool(blind.plain(wanted.names))
    return Tokens(
        whole=[blind.whole_name_token(wanted.names)] if has_name else [],
        words=blind.wanted_words(wanted.names)[:MOST_WORDS],
        phones=blind.phone_tokens(wanted.phone),
        documents=blind.document_tokens(wanted.document_number),
    )


def _found(
    words: int, pk: uuid.UUID, code: str, sex: str, county: str | None, cases: list | None,
    is_whole: bool, likeness: int,
) -> Found:  # fmt: skip
    met, exactly = divmod(likeness, MET)
    return Found(
        pk, code, sex, county, [FoundCase(*one) for one in cases or []],
        is_exact=is_whole or 0 < words == exactly, is_part=not is_whole and met < words,
    )  # fmt: skip
