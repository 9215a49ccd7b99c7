"""Changing the code lists: labels, order, retiring, new terms; each old and new label in the trail."""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.errors import DomainError, StaleVersion
from tracekenya.lib.records import save_edited
from tracekenya.lib.vocabularies import Term
from tracekenya.lists import freshness, rule_codes
from tracekenya.lists.models import LONGEST_CODE, ChangedTerm, ListOrder
from tracekenya.pages.actions import rows

LABELS = ("english", "swahili")


@transaction.atomic
def add(
    *, vocabulary: str, english: str, swahili: str, by: User, submission: uuid.UUID
) -> ChangedTerm:
    """Add a term at the end of a list; the same form sent twice adds one.

    Its code is made from the English label and never changes. Raises DomainError at the field for
    a label that the list has, or a list that rules close.
    """
    terms = _locked(vocabulary)
    if (made := ChangedTerm.objects.filter(pk=submission).first()) is not None:
        return made
    if rule_codes.is_closed(vocabulary):
        raise DomainError(_("Rules of the work name every term of this list: none can be added."))
    code = code_from(english)
    if not code or any(term.code == code for term in terms):
        raise DomainError(_label_taken(terms, code), field="english")
    row = ChangedTerm(
        id=submission, vocabulary=vocabulary, code=code, english=english, swahili=swahili,
        recorded_by=by,
    )  # fmt: skip
    _refuse_twins(terms, row)
    rows.judge(row)
    row.save(force_insert=True)
    record(
        AuditKind.CREATED, by=by, target=row, fields={n: [None, getattr(row, n)] for n in LABELS}
    )
    _tell()
    return row


@transaction.atomic
def edit(
    *, vocabulary: str, code: str, english: str, swahili: str, version: int, by: User
) -> ChangedTerm:
    """Call a term otherwise, in both languages.

    `version`: of the row, 0 for a term as the file has it. Raises StaleVersion, DomainError at the
    field for a label that another term of the list has.
    """
    terms = _locked(vocabulary)
    row = row_of(vocabulary, code)
    before = {name: getattr(row, name) for name in LABELS}
    row.english, row.swahili = english, swahili
    _refuse_twins(terms, row)
    _save(row, version, by)
    after = {name: [old, getattr(row, name)] for name, old in before.items()}
    changed = {name: pair for name, pair in after.items() if pair[0] != pair[1]}
    record(AuditKind.CHANGED, by=by, target=row, fields=changed)
    return row


@transaction.atomic
def retire(*, vocabulary: str, code: str, by: User) -> ChangedTerm:
    """Offer a term no more; rows that hold it keep it.

    Raises DomainError for a term that rules name and for the last one that is offered.
    """
    terms = _locked(vocabulary)
    if rule_codes.is_named(vocabulary, code):
        raise DomainError(_("Rules of the work name this term: it can be renamed, not retired."))
    if not any(term.is_offered and term.code != code for term in terms):
        raise DomainError(_("A list needs at least one term that is offered."))
    return _offered(vocabulary, code, by, is_offered=False)


@transaction.atomic
def bring_back(*, vocabulary: str, code: str, by: User) -> ChangedTerm:
    """Offer a retired term again."""
    _locked(vocabulary)
    return _offered(vocabulary, code, by, is_offered=True)


@transaction.atomic
def reorder(*, vocabulary: str, places: Mapping[str, int], version: int, by: User) -> ListOrder:
    """Show the list in the order of `places` (code -> number); equal numbers keep their order.

    `version`: of the order, 0 for the order of the file. Raises StaleVersion.
    """
    terms = _locked(vocabulary)
    order = order_of(vocabulary)
    ordered = sorted(terms, key=lambda term: places.get(term.code, len(terms)))
    order.codes = [term.code for term in ordered]
    _save(order, version, by)
    record(AuditKind.CHANGED, by=by, target=order, fields=["codes"])
    return order


def row_of(vocabulary: str, code: str) -> ChangedTerm:
    """Return the row over a term, or an unsaved one (version 0) that says what the file says.

    Raises KeyError for a term that neither knows.
    """
    row = ChangedTerm.objects.filter(vocabulary=vocabulary, code=code).first()
    if row is not None:
        return row
    term = {each.code: each for each in freshness.merged(vocabulary)}[code]
    return ChangedTerm(
        vocabulary=vocabulary, code=code, english=term.english, swahili=term.swahili,
        htcds=term.htcds or "", version=0,
    )  # fmt: skip


def order_of(vocabulary: str) -> ListOrder:
    """Return the order of a list, or an unsaved one (version 0)."""
    found = ListOrder.objects.filter(vocabulary=vocabulary).first()
    return found or ListOrder(vocabulary=vocabulary, codes=[], version=0)


def code_from(english: str) -> str:
    """Return the code for a label: small letters, numbers and underscores; "" when none is left."""
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_CODE].strip("_")


def _offered(vocabulary: str, code: str, by: User, *, is_offered: bool) -> ChangedTerm:
    row = row_of(vocabulary, code)
    if row.is_offered == is_offered:
        return row
    row.is_offered = is_offered
    _save(row, row.version, by)
    fields = {"is_offered": [not is_offered, is_offered]}
    record(AuditKind.CHANGED, by=by, target=row, fields=fields)
    return row


def _save(row: Any, version: int, by: User) -> None:
    """Save a row of this room, its first version when the file's word stood until now."""
    if row._state.adding:
        if version:
            raise StaleVersion(_("The list has changed meanwhile. Look again."))
        row.version, row.recorded_by = 1, by
        rows.judge(row)
        row.save(force_insert=True)
    else:
        rows.judge(row)
        save_edited(row, version=version)
    _tell()


def _locked(vocabulary: str) -> list[Term]:
    """Return the list's terms; until the transaction ends nobody else changes this list."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"list {vocabulary}"])
    return freshness.merged(vocabulary)


def _tell() -> None:
    transaction.on_commit(freshness.freshen_now)


def _refuse_twins(terms: list[Term], row: ChangedTerm) -> None:
    """Raise DomainError at the label that another term in use has already."""
    for name in LABELS:
        wanted = getattr(row, name).casefold()
        for term in terms:
            if (
                term.code != row.code
                and term.is_offered
                and getattr(term, name).casefold() == wanted
            ):
                raise DomainError(_("Another term of this list is called so already."), field=name)


def _label_taken(terms: list[Term], code: str) -> str:
    if not code:
        return _("Use letters or numbers: the code is made from this label.")
    if any(term.code == code and not term.is_offered for term in terms):
        return _("This term was retired. Bring it back instead of adding it again.")
    return _("Another term of this list is called so already.")
