"""The registry of people: entering, correcting and opening an identity."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases import registries
from cases.actions import checks, numbers
from cases.finding import Found, Wanted, find
from cases.models import Case, Person
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.lib.copying import write_together
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, save_edited, sent_before
from tracekenya.lib.rules import refuse_before, refuse_future
from tracekenya.vault.fields import seal_together

IDENTITY = ("names", "aliases", "phone", "document_number", "address")
FACTS = (
    *IDENTITY, "safe_to_call", "document_kind", "sex", "birth_date", "dob_precision", "stated_age",
    "stated_age_on", "age_source", "majority_override", "nationality", "home_county", "disability",
    "language",
)  # fmt: skip


@transaction.atomic
def register(*, by: User | None, submission: uuid.UUID | None = None, **facts: Any) -> Person:
    """Enter one human being and return the row with its new code.

    `facts`: any of FACTS (names="", phone="", sex="unknown", birth_date=None, ...).
    Raises DomainError naming the field for a birth in the future or an age without its day.
    """
    if by is not None and (made := sent_before(Person, submission, by)) is not None:
        return made
    person = unsaved(by=by, submission=submission, **facts)
    person.code = numbers.person_code()
    person.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=person, fields=sorted(facts))
    return person


def unsaved(*, by: User | None, submission: uuid.UUID | None = None, **facts: Any) -> Person:
    """Return a checked row without a code, for `register_together`. Raises DomainError."""
    person = Person(id=new_id(submission), recorded_by=by)
    _take(person, facts)
    return person


def register_together(people: Sequence[Person]) -> None:
    """Enter rows of `unsaved`, whose codes follow their order, with a constant number of statements.

    The caller leaves a row of the trail for each.
    """
    given = numbers.next_numbers(numbers.PEOPLE for _person in people)
    for person in people:
        person.code = numbers.person_code(next(given[numbers.PEOPLE]))
    seal_together(people)
    write_together(people)


@transaction.atomic
def edit(*, person: Person, version: int, by: User, **facts: Any) -> Person:
    """Correct what is known about the person. Raises StaleVersion, and DomainError as `register`."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    changed = sorted(name for name, value in facts.items() if getattr(person, name) != value)
    numbers_before = set(person.phone_tokens)
    _take(person, facts)
    checks.birth(person)
    save_edited(person, version=version)
    record(AuditKind.CHANGED, by=by, target=person, fields=changed)
    if learnt := set(person.phone_tokens) - numbers_before:
        for hear in registries.number_listeners:
            hear(person, learnt)
    return person


@transaction.atomic
def reveal(*, case: Case, by: User) -> dict[str, str]:
    """Return the identity behind `case` (names of IDENTITY -> text) and leave a row about it."""
    record(
        AuditKind.REVEALED, by=by, target=case.person, case_id=case.pk, fields=list(IDENTITY)
    )  # fmt: skip
    return {name: getattr(case.person, name) for name in IDENTITY}


def _take(person: Person, facts: dict[str, Any]) -> None:
    """Set `facts` on the row after checking them, and index the identity for finding."""
    if unknown := set(facts) - set(FACTS):
        raise TypeError(f"A person has no {', '.join(sorted(unknown))}")
    for name, value in facts.items():
        setattr(person, name, value)
    _check_birth(person.birth_date, person.stated_age, person.stated_age_on)
    person.index_identity()


def _check_birth(birth: dt.date | None, age: int | None, age_on: dt.date | None) -> None:
    refuse_future(birth, "birth_date")
    refuse_future(age_on, "stated_age_on")
    if age is not None and age_on is None:
        raise DomainError(_("Enter the day on which the age was stated."), field="stated_age_on")
    if age is None and age_on is not None:
        raise DomainError(_("Enter the age that was stated on that day."), field="stated_age")
    refuse_before(
        age_on,
        birth,
        field="stated_age_on",
        sentence=_("The age was stated on %(day)s, before the date of birth (%(earliest)s)."),
    )


@transaction.atomic
def search(*, wanted: Wanted, by: User) -> list[Found]:
    """Return who may be meant, and leave a row that somebody searched, without the words."""
    found = find(wanted, by)
    facts = {"by": wanted.kinds, "found": len(found)}
    record(AuditKind.SEARCHED, by=by, fields=facts)
    return found
