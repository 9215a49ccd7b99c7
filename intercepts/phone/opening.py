"""What waits in quarantine, opened for the office: the same readers and forms as when it came."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from intercepts.actions.field_keys import openers
from intercepts.enums import RecordKind
from intercepts.forms import EventForm, PersonForm, TallyForm
from intercepts.known import Known
from intercepts.models import FieldSubmission
from intercepts.phone.items import UnreadableItem, json_of
from intercepts.phone.judging import Forms
from intercepts.phone.payloads import Read, Unfit, data_of_person, read
from intercepts.phone.sealing import CannotUnseal, Envelope, unseal
from intercepts.phone.short_kinds import KINDS
from tracekenya.accounts.models import User

MAIN = "event"


@dataclass
class Opened:
    """What was typed: `said` where our forms can show it, else the text as it came, "" for nothing."""

    said: Read | None = None
    text: str = ""
    known: Known = field(default_factory=Known)


def opened(row: FieldSubmission) -> Opened:
    """Return what the phone sealed, as far as it opens."""
    key = openers([row.kid]).get(row.kid)
    if key is None:
        return Opened()
    envelope = Envelope(row.client_uuid, row.kind, row.layout, row.kid)
    try:
        raw = unseal(bytes(row.sealed), envelope, key)
    except CannotUnseal:
        return Opened()
    text = raw.decode(errors="replace")
    try:
        return Opened(read(row.kind, row.layout, json_of(raw)), text)
    except (Unfit, UnreadableItem):
        return Opened(None, text)


def forms_for(
    row: FieldSubmission, what: Opened, *, by: User, posted: QueryDict | None = None
) -> Forms:
    """Return the forms of the office, bound to what was typed on the phone or now mended.

    A record that came beside another gets keys of its own. Raises Unfit when no form can show it.
    """
    said = what.said
    if said is None:
        raise Unfit("refused_by_form")
    data: Any = posted if posted is not None else _typed(row, said, what.known)
    if row.kind in KINDS:
        return Forms(KINDS[row.kind].form(data, prefix=MAIN))
    if row.kind == RecordKind.TALLY:
        return Forms(TallyForm(data, prefix=MAIN, user=by))
    people = [
        PersonForm(
            data, prefix=f"person{place}", forms_shared=what.known.forms, number=_number(said, what)
        )
        for place in range(len(said.people))
    ]
    return Forms(EventForm(data, prefix=MAIN, user=by), people)


def _typed(row: FieldSubmission, said: Read, known: Known) -> dict[str, Any]:
    """Return what was typed as the forms of the office name it."""
    data = {f"{MAIN}-{name}": value for name, value in said.data.items()}
    data[f"{MAIN}-submission"] = str(row.client_uuid)
    number = _number(said, Opened(said, known=known))
    _form, asked = known.forms.of(number)
    for place, one in enumerate(said.people):
        typed = data_of_person(one, said, asked, known.forms.sections(number))
        if row.is_second:
            typed["submission"] = str(uuid.uuid4())
        data |= {f"person{place}-{name}": value for name, value in typed.items()}
    return data


def _number(said: Read, what: Opened) -> int | None:
    """Return the screening form to show: that of the monitor, the current one where it is unknown."""
    return said.form if said.form in what.known.forms.numbers() else None
