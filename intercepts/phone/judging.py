"""What was opened is judged by the forms of the web; what they take is ready to be written."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseForm

from intercepts.actions import intercepts
from intercepts.enums import RecordKind
from intercepts.forms import EventForm, PersonForm, TallyForm
from intercepts.known import Known
from intercepts.models import InterceptFollowUp, JourneyTally, Tip
from intercepts.phone import short_kinds
from intercepts.phone.payloads import (
    PRESENT_LAYOUT,
    PersonRead,
    Read,
    Unfit,
    data_of_person,
    read,
)
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError

OLDER_FORM = "older_form"
REFUSED = "refused_by_form"
OLDER_SCREENINGS = 4  # versions of the screening form that are taken beside the current one


@dataclass
class Judged:
    """What may be written. `made`: key of the row that comes of it; `ids`: keys that must be free."""

    made: uuid.UUID
    work: intercepts.Prepared | JourneyTally | short_kinds.Single
    ids: list[uuid.UUID]
    reasons: list[str] = field(default_factory=list)


@dataclass
class Forms:
    """The forms of one record, bound to what was typed: of the event or tally, and of each person."""

    main: BaseForm
    people: Sequence[PersonForm] = ()

    def faults(self) -> list[str]:
        """Return the fields at fault, such as `event.station`, `persons.0.sex`; "" is a whole form."""
        named = [("event", self.main)]
        named += [(f"persons.{place}", form) for place, form in enumerate(self.people)]
        return [
            f"{name}.{at if at != '__all__' else 'form'}"
            for name, form in named
            for at in form.errors
        ]


def judge(
    kind: str, layout: int, content: Any, *, key: uuid.UUID, by: User, known: Known
) -> Judged:
    """Return what may be written of the content of one record. Raises Unfit."""
    said = read(kind, layout, content)
    forms = bound(kind, said, key=key, by=by, known=known)
    judged = judge_forms(kind, forms, key=key, by=by, known=known)
    if layout < PRESENT_LAYOUT or is_older(said, known):
        judged.reasons.append(OLDER_FORM)
    return judged


def bound(kind: str, said: Read, *, key: uuid.UUID, by: User, known: Known) -> Forms:
    """Return the forms with what was typed on the phone. Raises Unfit for a form that is not taken."""
    data = {**said.data, "submission": str(key)}
    if kind in short_kinds.KINDS:
        return Forms(short_kinds.KINDS[kind].form(data))
    if kind == RecordKind.TALLY:
        counted = known.patterns.bound(kind, lambda: TallyForm({}, user=by, known=known), data)
        return Forms(counted)
    if said.form is not None and said.form not in accepted_screenings(known):
        raise Unfit("unknown_version", ["form"])
    event = known.patterns.bound(kind, lambda: EventForm({}, user=by, known=known), data)
    return Forms(event, [_person_form(one, said, known) for one in said.people])


def judge_forms(
    kind: str, forms: Forms, *, key: uuid.UUID, by: User, known: Known, office: User | None = None
) -> Judged:
    """Return what may be written of bound forms. Raises Unfit, with the errors on the forms.

    `office`: who of the office takes it; without one, what the office has to place waits for it.
    """
    if not all([form.is_valid() for form in (forms.main, *forms.people)]):  # noqa: C419  all are judged
        raise Unfit(REFUSED, forms.faults())
    if kind in short_kinds.KINDS:
        return _single(short_kinds.KINDS[kind], forms, key, by, office)
    try:
        return _work(kind, forms, key, by, known)
    except DomainError as refusal:
        _lay(refusal, forms)
        raise Unfit(REFUSED, forms.faults()) from None


def write(judged: Sequence[Judged]) -> dict[uuid.UUID, str]:
    """Write all that was judged with a constant number of statements; return the reference of each."""
    events = [one for one in judged if isinstance(one.work, intercepts.Prepared)]
    tallies = [one for one in judged if isinstance(one.work, JourneyTally)]
    refs = {}
    singles = [one for one in judged if isinstance(one.work, short_kinds.Single)]
    if events:
        rows = intercepts.record_many([one.work for one in events])
        refs |= {row.pk: row.code for row in rows}
    if tallies:
        refs |= {row.pk: "" for row in intercepts.count_many([one.work for one in tallies])}
    for one in singles:  # last: a follow-up may follow an intercept of the same batch
        row = one.work.write()
        one.made = row.pk
        refs[row.pk] = row.code if isinstance(row, Tip | InterceptFollowUp) else ""
    return refs


def try_out(judged: Judged, forms: Forms) -> None:
    """Lay on the forms what the rules of its room would refuse. Writes nothing."""
    if isinstance(judged.work, short_kinds.Single):
        try:
            judged.work.try_out()
        except DomainError as refusal:
            _lay(refusal, forms)


def accepted_screenings(known: Known) -> list[int]:
    """Return the numbers of the screening forms that are taken, the current one first."""
    return known.forms.numbers()[: OLDER_SCREENINGS + 1]


def is_older(said: Read, known: Known) -> bool:
    """Return whether the monitor saw another screening form than the current one."""
    numbers = known.forms.numbers()
    return said.form is not None and bool(numbers) and said.form != numbers[0]


def _person_form(one: PersonRead, said: Read, known: Known) -> PersonForm:
    _form, asked = known.forms.of(said.form)
    data = data_of_person(one, said, asked, known.forms.sections(said.form))
    return known.patterns.bound(
        ("person", said.form),
        lambda: PersonForm({}, prefix="", forms_shared=known.forms, number=said.form),
        data,
    )


def _work(kind: str, forms: Forms, key: uuid.UUID, by: User, known: Known) -> Judged:
    if kind == RecordKind.TALLY:
        facts = dict(forms.main.cleaned_data)
        facts["submission"] = key
        return Judged(key, intercepts.unsaved_tally(by=by, **facts), [key])
    people = {}
    for form in forms.people:
        people[form.cleaned_data["submission"]] = form.screened()
    work = intercepts.prepare(
        event=forms.main.event(), people=people, by=by, submission=key, forms=known.forms
    )
    return Judged(key, work, [key, *people])


def _single(
    kind: short_kinds.Kind, forms: Forms, key: uuid.UUID, by: User, office: User | None
) -> Judged:
    """Raises Unfit for what the office has to place and nobody of it does."""
    cleaned = {**forms.main.cleaned_data, "submission": key}
    if kind.waits is not None:
        if office is None and kind.waits(by, cleaned):
            raise Unfit(short_kinds.FOR_OFFICE)
        by = office or by
    return Judged(key, short_kinds.Single(kind, cleaned, by), [key])


def _lay(refusal: DomainError, forms: Forms) -> None:
    """Put the refusal of an action on the form whose field it names."""
    order = [*forms.people, forms.main]
    owner = next((form for form in order if refusal.field in form.fields), forms.main)
    if len(forms.people) > 1 and owner in forms.people:
        owner = forms.people[refusal.place]
    owner.add_error(refusal.field if refusal.field in owner.fields else None, refusal.message)
