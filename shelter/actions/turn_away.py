"""The log of those for whom there was no place: no name, no person; why, and where they went."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import Majority
from cases.models import Person
from shelter.models import Admission, Shelter, TurnAway
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.directory.models import Organisation
from tracekenya.lib.errors import DomainError
from tracekenya.pages.actions import rows
from tracekenya.places.models import County
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope

# "unknown" too: a person whose age nobody knows is treated as a child
CHILD_BANDS = frozenset({"0_4", "5_9", "10_14", "15_17", "unknown_child", "unknown"})

# Upper ends of the age bands, exclusive, years; the vocabulary `age_band` names the codes.
BANDS = (
    (5, "0_4"), (10, "5_9"), (15, "10_14"), (18, "15_17"), (20, "18_19"), (25, "20_24"),
    (35, "25_34"), (60, "35_59"),
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Why there was no place, and where the person was sent instead."""

    reason: str
    sent_to_kind: str
    organisation: Organisation | None = None
    county: County | None = None


@transaction.atomic
def add(
    *, by: User, submission: uuid.UUID | None = None, is_sure: bool = False, **facts: Any
) -> TurnAway:
    """Keep that somebody was turned away; the same form sent twice keeps one.

    Staff of a house write for that house, others for none. A place of safety that turns a child away
    says that it is sure. Raises DomainError naming the field.
    """
    house = house_of(by)
    _refuse_unsure(house, facts["age_band"], is_sure)
    return rows.add(TurnAway, by=by, submission=submission, check=check, shelter=house, **facts)


def edit(*, row: TurnAway, version: int, by: User, is_sure: bool = False, **facts: Any) -> TurnAway:
    """Correct what was written. Raises StaleVersion, DomainError naming the field."""
    _refuse_unsure(row.shelter, facts["age_band"], is_sure)
    return rows.edit(row, version=version, by=by, check=check, **facts)


@transaction.atomic
def record_for(*, admission: Admission, facts: Facts, is_sure: bool, by: User) -> TurnAway:
    """Keep the answer no to a request, with the age band and the sex of the person on that day."""
    person, today = admission.case.person, timezone.localdate()
    if person.presumed_child_on(today):
        _refuse_child_unsure(admission.shelter, is_sure)
    row = TurnAway(
        shelter=admission.shelter, admission=admission, age_band=band_of(person, today),
        sex=person.sex, reason=facts.reason, sent_to_kind=facts.sent_to_kind,
        organisation=facts.organisation, county=facts.county, recorded_by=by,
    )  # fmt: skip
    check(row)
    rows.judge(row)
    row.save(force_insert=True)
    record(AuditKind.CREATED, by=by, target=row, fields={"reason": facts.reason})
    return row


def band_of(person: Person, day: dt.date) -> str:
    """Return the code of the age band of `person` on `day`."""
    age = person.age_on(day)
    if age is not None:
        return next((code for end, code in BANDS if age < end), "60_plus")
    said = {Majority.CHILD: "unknown_child", Majority.ADULT: "unknown_adult"}
    return (
        said.get(Majority(person.majority_override), "unknown")
        if person.majority_override
        else "unknown"
    )


def check(row: TurnAway) -> None:
    """Refuse what happened in the future. Raises DomainError at the field."""
    if row.happened_at > timezone.now():
        raise DomainError(_("This time is in the future."), field="happened_at")


def house_of(user: User) -> Shelter | None:
    """Return the house whose door `user` keeps; None for those who work for no single house."""
    if user.scope(Permission.TURN_AWAY_RECORD) is not Scope.SHELTER:
        return None
    return Shelter.objects.visible_to(user, Permission.TURN_AWAY_RECORD).first()


def _refuse_unsure(house: Shelter | None, age_band: str, is_sure: bool) -> None:
    if house is not None and age_band in CHILD_BANDS:
        _refuse_child_unsure(house, is_sure)


def _refuse_child_unsure(house: Shelter, is_sure: bool) -> None:
    """Source: Children Act 2022, s.145(4): a place of safety takes in a child who is brought there."""
    if house.is_place_of_safety and not is_sure:
        raise DomainError(
            _(
                "This house is a place of safety: it takes in a child who needs one. If it cannot, call"
                " the children officer, then tick that it could not be avoided."
            ),
            field="is_sure",
        )
