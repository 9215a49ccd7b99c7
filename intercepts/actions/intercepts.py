"""Recording who was met on the road; the same form sent twice makes one record.

One or many at once, the same rules hold and the same rows are written: `prepare` and `unsaved_tally`
check, `record_many` and `count_many` write with a constant number of statements.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.actions import numbers, people
from cases.models import Person
from intercepts.actions import alerts
from intercepts.actions.met import (
    Event,
    Forms,
    Screened,
    check,
    denied_of,
    facts_of,
    refuse_unfit,
    seen_of,
    unanswered_of,
)
from intercepts.actions.repeats import look_for_repeats
from intercepts.models import Intercept, InterceptedPerson, JourneyTally, ObservedSign, Station
from intercepts.scoring import score
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.audit.trail import event_of, record_together
from tracekenya.lib.copying import write_together
from tracekenya.lib.errors import DomainError
from tracekenya.lib.records import new_id, sent_before
from tracekenya.lib.rules import refuse_future
from tracekenya.vault.fields import seal_together

__all__ = ["Event", "Screened", "add_person", "count_journey", "record_intercept", "refuse_unfit"]
OF_PERSON = (
    "intercept_type", "outcome", "certainty", "reported_class", "was_exploited", "age_band",
    "talked_apart", "consent", "consent_language", "consent_wording", "had_interpreter", "guardian_check",
    "child_view", "band_on_phone",
)  # fmt: skip
COUNTS = ("women", "men", "girls", "boys", "not_known")


@dataclass
class Met:
    """One person of an event with the rows that are to be written; `kept`: names of known facts."""

    row: InterceptedPerson
    person: Person
    signs: list[ObservedSign]
    kept: list[str]
    by: User

    def events(self) -> list[AuditEvent]:
        facts = {"band": self.row.proposed_band, "type": self.row.intercept_type}
        return [
            event_of(AuditKind.CREATED, by=self.by, target=self.person, fields=self.kept),
            event_of(AuditKind.CREATED, by=self.by, target=self.row, fields=facts),
        ]


@dataclass
class Prepared:
    """One event that may be written, with its people."""

    intercept: Intercept
    by: User
    people: list[Met] = field(default_factory=list)

    def events(self) -> list[AuditEvent]:
        facts = {"station": self.intercept.station.code}
        first = event_of(AuditKind.CREATED, by=self.by, target=self.intercept, fields=facts)
        return [first, *(event for met in self.people for event in met.events())]


@transaction.atomic
def record_intercept(
    *, event: Event, first: Screened, by: User, submission: uuid.UUID, person_submission: uuid.UUID
) -> Intercept:
    """Write down one event with the first person met in it.

    Raises DomainError naming the field at fault.
    """
    if (made := sent_before(Intercept, submission, by)) is not None:
        return made
    is_known = sent_before(InterceptedPerson, person_submission, by) is not None
    met = {} if is_known else {person_submission: first}
    return record_many([prepare(event=event, people=met, by=by, submission=submission)])[0]


@transaction.atomic
def add_person(
    *, intercept: Intercept, screened: Screened, by: User, submission: uuid.UUID | None = None
) -> InterceptedPerson:
    """Add one person with signs and score; a name is kept only where there is concern.

    Raises DomainError naming the field at fault.
    """
    if (made := sent_before(InterceptedPerson, submission, by)) is not None:
        return made
    met = _met(intercept, screened, by, new_id(submission), Forms())
    _write_people([met])
    record_together(met.events())
    look_for_repeats(intercepts=[intercept])
    return met.row


@transaction.atomic
def count_journey(*, by: User, submission: uuid.UUID, **facts: Any) -> JourneyTally:
    """Count people without signs; `facts` as for `unsaved_tally`, which says what is refused."""
    if (made := sent_before(JourneyTally, submission, by)) is not None:
        return made
    return count_many([unsaved_tally(by=by, submission=submission, **facts)])[0]


def prepare(
    *,
    event: Event,
    people: Mapping[uuid.UUID, Screened],
    by: User,
    submission: uuid.UUID,
    forms: Forms | None = None,
) -> Prepared:
    """Check one event and the people met in it (by the UUID of each) without writing anything.

    `forms`: shared by all events of a batch. Raises DomainError naming the field at fault.
    """
    refuse_future(event.happened_on, "happened_on")
    intercept = Intercept(
        id=submission, client_uuid=submission, monitor=by, recorded_by=by,
        **{each.name: getattr(event, each.name) for each in fields(event)},
    )  # fmt: skip
    shared = forms or Forms()
    met = []
    for place, (key, one) in enumerate(people.items()):
        try:
            met.append(_met(intercept, one, by, key, shared))
        except DomainError as refusal:
            refusal.place = place  # which of the people, for who shows it
            raise
    return Prepared(intercept, by, met)


@transaction.atomic(savepoint=False)
def record_many(prepared: Sequence[Prepared]) -> list[Intercept]:
    """Write events with their people; codes follow their order. As many statements for one as for 500."""
    rows = [each.intercept for each in prepared]
    series = [numbers.intercept_series(row.station.code, row.happened_on.year) for row in rows]
    given = numbers.next_numbers(series)
    for row, name in zip(rows, series, strict=True):
        row.code = numbers.intercept_code(row.station.code, row.happened_on.year, next(given[name]))
    seal_together([*rows, *(met.person for each in prepared for met in each.people)])
    write_together(rows)
    _write_people([met for each in prepared for met in each.people])
    record_together(event for each in prepared for event in each.events())
    look_for_repeats(intercepts=rows)
    return rows


def unsaved_tally(
    *, happened_on: dt.date, station: Station, by: User, submission: uuid.UUID, **facts: Any
) -> JourneyTally:
    """Return a checked count; `facts`: women, men, girls, boys, not_known and what else is known.

    Raises DomainError for a future day, when nobody is counted, or for a child nobody answers for.
    """
    refuse_future(happened_on, "happened_on")
    if sum(facts.get(name, 0) for name in COUNTS) < 1:
        raise DomainError(_("Count at least one person."), field="women")
    if (facts.get("girls") or facts.get("boys")) and not facts.get("guardian_checked"):
        raise DomainError(
            _("A child without a parent or guardian whom you checked is a sign: record an intercept."),
            field="guardian_checked",
        )  # fmt: skip
    return JourneyTally(
        id=submission, client_uuid=submission, happened_on=happened_on, station=station,
        recorded_by=by, **facts,
    )  # fmt: skip


@transaction.atomic(savepoint=False)
def count_many(tallies: Sequence[JourneyTally]) -> list[JourneyTally]:
    """Write checked counts with a constant number of statements."""
    rows = write_together(tallies)
    record_together(
        event_of(
            AuditKind.CREATED, by=row.recorded_by, target=row, fields={"station": row.station.code}
        )
        for row in rows
    )
    return rows


def _met(intercept: Intercept, screened: Screened, by: User, key: uuid.UUID, forms: Forms) -> Met:
    check(screened)
    form, asked = forms.of(screened.form)
    seen = seen_of(asked, screened)
    rules = forms.rules(screened.form)
    points = score(seen, presumed_child=screened.is_child, rules=rules)
    known = facts_of(screened, points.band, intercept.happened_on)
    person = people.unsaved(by=by, **known)
    row = InterceptedPerson(
        id=key, intercept=intercept, person=person, form=form, recorded_by=by,
        score_control=points.control, score_vulnerability=points.vulnerability,
        proposed_band=points.band, unanswered=unanswered_of(asked, screened),
        answered_no=denied_of(asked, screened),
        **{name: getattr(screened, name) for name in OF_PERSON},
    )  # fmt: skip
    signs = [
        ObservedSign(
            intercepted_person=row, code=sign.code, section=sign.section, weight=sign.weight
        )
        for sign in seen
    ]
    return Met(row, person, signs, sorted(known), by)


def _write_people(met: Sequence[Met]) -> None:
    """Write the rows of people whose event is written."""
    people.register_together([each.person for each in met])
    rows = [each.row for each in met]
    seal_together(rows)
    write_together(rows)
    write_together(sign for each in met for sign in each.signs)
    alerts.raise_for(rows)
