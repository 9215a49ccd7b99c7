"""Houses in which somebody lives whom a person may not meet: a suspect, or who was said to be kept apart.

The answer names nobody, and whoever asks learns only that a house is not suitable: why, and because of
whom, would reveal another resident.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Person, Suspect
from shelter.enums import IN_HOUSE
from shelter.models import Admission, BedAssignment, KeepApart, Shelter
from tracekenya.vault import blind
from tracekenya.vault.fields import known

WORDS_THAT_TELL = 2  # a single name is too common to keep two people apart


@dataclass(frozen=True)
class _Resident:
    """Somebody who lives in a house or is expected there."""

    shelter: uuid.UUID
    case: uuid.UUID
    person: uuid.UUID
    names: frozenset[str]
    phones: frozenset[str]


def closed_to(
    case: Case, shelters: Iterable[Shelter], *, is_arriving: bool = False
) -> set[uuid.UUID]:
    """Return the keys of `shelters` where `case` would meet somebody; at most five queries.

    The house in which the person lives already is not closed to them, they may change beds there;
    but for an arrival that is just being written (`is_arriving`) each house is judged.
    """
    residents = _residents(shelters)
    own = set() if is_arriving else {row.shelter for row in residents if row.case == case.pk}
    me = _key(case.person)
    others = [row for row in residents if row.person != me]
    if not others:
        return set()
    apart = _people_apart(me)
    names, phones = _tokens_of_suspects(case)
    suspected = _cases_that_suspect(case.person, [row.case for row in others])
    return {
        row.shelter
        for row in others
        if row.person in apart
        or row.case in suspected
        or not names.isdisjoint(row.names)
        or not phones.isdisjoint(row.phones)
    } - own


def _residents(shelters: Iterable[Shelter]) -> list[_Resident]:
    held = BedAssignment.objects.at().values("admission")
    rows = Admission.objects.filter(
        Q(status__in=IN_HOUSE) | Q(pk__in=held), shelter__in=[shelter.pk for shelter in shelters]
    ).order_by()
    found = rows.values_list(
        "shelter", "case", "case__person__master_id", "case__person__name_tokens",
        "case__person__phone_tokens",
    )  # fmt: skip
    return [
        _Resident(shelter, stay, person, frozenset(names), frozenset(phones))
        for shelter, stay, person, names, phones in found
    ]


def _still(today: dt.date) -> Q:
    return Q(until_on=None) | Q(until_on__gte=today)


def _key(person: Person) -> uuid.UUID | None:
    """Return the key under which all rows of one person stand, None for somebody not yet written."""
    return None if person._state.adding else person.master_id


def _people_apart(me: uuid.UUID | None) -> set[uuid.UUID]:
    """Return the people from whom the person `me` is kept apart, said from either side."""
    if me is None:
        return set()
    rows = KeepApart.objects.filter(
        _still(timezone.localdate()),
        Q(case__person__master_id=me) | Q(other__person__master_id=me),
        other__isnull=False,
    ).order_by()
    found = rows.values_list("case__person__master_id", "other__person__master_id")
    return {person for pair in found for person in pair} - {me}


def _tokens_of_suspects(case: Case) -> tuple[set[str], set[str]]:
    """Return blind names and telephones of those suspected in `case` or to be kept away from it."""
    apart = KeepApart.objects.filter(_still(timezone.localdate()), case=case, suspect__isnull=False)
    rows = Suspect.objects.filter(
        Q(case_suspects__case=case) | Q(pk__in=apart.values("suspect"))
    ).distinct()
    found = list(rows.only("names", "phone_tokens").order_by())
    names = {_whole(known(row.names)) for row in found} - {""}
    return names, {token for row in found for token in row.phone_tokens}


def _cases_that_suspect(person: Person, cases: list[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of `cases` in which somebody like `person` is suspected, or kept away."""
    whole = _whole(known(person.names))
    phones = list(person.phone_tokens)
    if not whole and not phones:
        return set()
    alike = Q(phone_tokens__overlap=phones)
    if whole:
        alike |= Q(name_tokens__contains=[whole])
    rows = Suspect.objects.filter(alike).order_by()
    found = rows.filter(case_suspects__case__in=cases).values_list("case_suspects__case", flat=True)
    apart = KeepApart.objects.filter(
        _still(timezone.localdate()), case__in=cases, suspect__in=rows.values("pk")
    )
    return {*found, *apart.order_by().values_list("case", flat=True)}


def _whole(names: str) -> str:
    """Return the blind token of a whole name, "" where too little of it is known."""
    return blind.whole_name_token(names) if len(names.split()) >= WORDS_THAT_TELL else ""
