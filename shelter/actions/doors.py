"""Letting somebody in at the door: person, case and stay in one step, or none of them."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions import cases
from cases.models import Case, Person
from shelter.actions import arrivals
from shelter.models import Admission, Bed, Shelter
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import sent_before

# What the reason at the door says of the case; the rest is asked when there is time.
CASE_TYPES = {"trafficking": ["trafficking"], "gbv": ["gbv"], "court_witness": ["trafficking"]}
CAME_ALONE = "self"


@transaction.atomic
def let_in(
    *,
    shelter: Shelter,
    person: dict[str, Any],
    bed: Bed,
    arrival: arrivals.Arrival,
    by: User,
    submission: uuid.UUID,
    known: Person | None = None,
    source: str = "",
) -> Admission:
    """Enter the person, open the case and begin the stay; `known`: a person of the register instead.

    source: how we heard of the person; "" for whoever came by themselves.
    A known person keeps the open case that `by` works on. The same form sent twice leads to the stay
    already begun. Raises DomainError naming the field, and as `arrivals.admit`.
    """
    made = sent_before(Case, submission, by)
    if made is not None:
        return made.admissions.latest("recorded_at")
    if bed.room.shelter_id != shelter.pk:
        raise DomainError(_("Choose a bed."), field="bed")
    case = _open_case_of(known, by) if known is not None else None
    if case is None:
        case = _opened(shelter, person, known, arrival, by, submission, source or CAME_ALONE)
    return arrivals.admit(case=case, bed=bed, arrival=arrival, by=by)


def _open_case_of(person: Person, by: User) -> Case | None:
    seen = Case.objects.visible_to(by).filter(person__master_id=person.master_id)
    return seen.filter(closed_at=None).order_by("-opened_on").first()


def _opened(
    shelter: Shelter, person: dict[str, Any], known: Person | None, arrival: arrivals.Arrival,
    by: User, submission: uuid.UUID, source: str,
) -> Case:  # fmt: skip
    day = timezone.localdate(arrival.admitted_at)
    basics: dict[str, Any] = {
        "source": source, "case_types": CASE_TYPES.get(arrival.reason, ["other"]),
        "opened_on": day, "county": None, "office": shelter.office, "submission": submission,
    }  # fmt: skip
    try:
        if known is not None:
            return cases.open_case(person=known, by=by, **basics)
        return cases.open_for_new_person(facts=person, by=by, **basics)
    except DomainError as refusal:
        at = {"opened_on": "admitted_at", "stated_age": "age"}
        refusal.field = at.get(refusal.field or "", refusal.field)
        raise
