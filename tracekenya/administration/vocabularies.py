"""Code lists in words: the index, one list with all its terms, one term."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracekenya.accounts.models import User
from tracekenya.administration.actions.terms import row_of
from tracekenya.lib import vocabularies
from tracekenya.lib.vocabularies import Term
from tracekenya.lists import freshness, rule_codes
from tracekenya.lists.models import ChangedTerm
from tracekenya.lists.titles import title_of
from tracekenya.lists.usage import columns_of, records_with
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact
from tracekenya.roles.access import OutOfScope
from tracekenya.roles.permissions import Permission

FEW = 5  # whoever does not see true numbers reads "fewer than" this many


@dataclass(frozen=True)
class Row:
    """One term as the list's page shows it. used: in how many records, in words."""

    place: int
    term: Term
    state: Tag
    used: str
    is_named: bool


def lists_in_words() -> list[dict[str, Any]]:
    """Return name, title and numbers of every list, sorted by title in the reader's language."""
    changed = Counter(ChangedTerm.objects.values_list("vocabulary", flat=True))
    found = [
        {
            "name": name,
            "title": title_of(name),
            "terms": len(terms),
            "retired": sum(not term.is_offered for term in terms),
            "changed": changed[name],
        }
        for name in vocabularies.names()
        for terms in [vocabularies.terms(name)]
    ]
    return sorted(found, key=lambda each: each["title"].casefold())


def terms_for(name: str) -> list[Term]:
    """Return the list's terms from the database. Raises OutOfScope (a 404) for an unknown list."""
    if name not in vocabularies.names():
        raise OutOfScope(name)
    return freshness.merged(name)


def rows_of(name: str, user: User) -> list[Row]:
    """Return the terms of a list in its order."""
    terms, held = terms_for(name), records_with(name)
    return [
        Row(place, term, state_of(term), how_many(held[term.code], user), rule_codes.is_named(name, term.code))
        for place, term in enumerate(terms, 1)
    ]  # fmt: skip


def row_for(name: str, code: str) -> ChangedTerm:
    """Return the row over a term, unsaved for the file's own. Raises OutOfScope (a 404)."""
    terms_for(name)
    try:
        return row_of(name, code)
    except KeyError:
        raise OutOfScope(code) from None


def facts_of_term(row: ChangedTerm, user: User) -> list[Fact]:
    return [
        fact(_("Code"), row.code),
        fact(_("English"), row.english),
        fact(_("Swahili"), row.swahili),
        fact(_("Target in the HTCDS"), row.htcds),
        fact(_("Records that hold it"), how_many(records_with(row.vocabulary)[row.code], user)),
    ]


def places_of(name: str) -> str:
    """Return where forms ask for the list: the labels of its fields, those that have a Swahili one."""
    labels = [field._verbose_name for field in columns_of(name)]
    return ", ".join(sorted({str(label) for label in labels if isinstance(label, Promise)}))


def state_of(term: Term | ChangedTerm) -> Tag:
    return Tag(_("Offered"), "success") if term.is_offered else Tag(_("Retired"))


def how_many(number: int, user: User) -> str:
    """Return the number; a small one only in words for whoever has no right to true numbers."""
    if 0 < number < FEW and not user.can(Permission.INDICATOR_TRUE_NUMBERS):
        return _("Fewer than %(number)s") % {"number": FEW}
    return str(number)
