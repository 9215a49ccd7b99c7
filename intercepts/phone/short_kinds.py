"""The short kinds of records: how each is read, by which form it is judged, and which action keeps it.

`docs/field-protocol.md` says what each holds. A new kind of one form is one more row of `KINDS`.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.forms import BaseForm
from django.utils import timezone
from django.utils.translation import gettext as _

from intercepts.actions import field_visits, follow_ups, signs_of_life, tips
from intercepts.enums import RecordKind, SignOfLife
from intercepts.models import CheckIn, InterceptFollowUp, Tip
from intercepts.phone import payloads
from intercepts.phone.payloads import Data, Read, Unfit
from intercepts.registers.tips import TIPS
from intercepts.short_forms import FollowUpForm, SignForm, VisitForm
from tracekenya.accounts.models import User
from tracekenya.pages.forms import NewRowForm

plain, text, refuse_unknown = payloads._plain, payloads._text, payloads._refuse_unknown
FOR_OFFICE = "for_office"  # taken, and somebody of the office puts it where it belongs
TipForm = TIPS.form(NewRowForm)


@dataclass(frozen=True)
class Kind:
    """One kind. `make(by=, submission=, **cleaned)` returns the record; `model`: of the record, if its own.

    `waits(by, cleaned)`: whether the office has to put it in its place, and then does so in its own name.
    """

    read: dict[int, Callable[[Data], Read]]
    form: Callable[..., BaseForm]
    make: Callable[..., models.Model]
    model: type[models.Model] | None
    waits: Callable[[User, Data], bool] | None = None


@dataclass
class Single:
    """A record of one form that was found right; `by` writes it."""

    kind: Kind
    cleaned: Data
    by: User

    def write(self) -> models.Model:
        """Write it. Raises DomainError, naming the field, where the rules of its room refuse it."""
        return self.kind.make(by=self.by, **self.cleaned)

    def try_out(self) -> None:
        """Raise what `write` would raise, and write nothing."""
        with transaction.atomic():
            self.write()
            transaction.set_rollback(True)


def _check_in(said: Data) -> Read:
    if said.get("state") == SignOfLife.HELP:  # whatever else is wrong with it
        station = said.get("station")
        return Read({"state": "help", "station": station if isinstance(station, str) else ""})
    refuse_unknown(said, {"station", "at", "state", "next_by"})
    data = plain(said, ("station", "state"))
    at, next_by = _time(said, "at"), _time(said, "next_by")
    if at is not None:
        data["at"] = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
    if at is not None and next_by is not None:
        data["every_minutes"] = str(round((next_by - at).total_seconds() / 60))
    return Read(data)


def _community_report(said: Data) -> Read:
    names = {"happened_on", "county", "place", "about", "may_call", "phone", "kind"}
    refuse_unknown(said, names)
    data = plain(said, ("happened_on", "county", "kind"))
    words = [text(said.get("about"), "about")]
    if place := text(said.get("place"), "place"):
        words.append(_("Place: %(place)s") % {"place": place})
    if phone := text(said.get("phone"), "phone"):
        if said.get("may_call") is not True:
            raise Unfit("refused_by_form", ["may_call"])
        words.append(_("May be called: %(phone)s") % {"phone": phone})
    data.setdefault("kind", "other")
    return Read(data | {"source": "community", "words": "\n".join(filter(None, words))})


def _follow_up(said: Data) -> Read:
    refuse_unknown(said, {"intercept", "happened_on", "way", "reached", "safe_now", "note"})
    data = plain(said, ("intercept", "happened_on", "way", "safe_now", "note"))
    data.setdefault("safe_now", "not_known")
    return Read(data | {"was_reached": said.get("reached") is True})


def _visit(said: Data) -> Read:
    names = ("happened_on", "about", "code", "outcome", "note", "income_kes")
    refuse_unknown(said, set(names))
    return Read(plain(said, names))


def _time(said: Data, name: str) -> dt.datetime | None:
    """Return a time with its zone, None where there is none. Raises Unfit."""
    value = text(said.get(name), name)
    if not value:
        return None
    try:
        found = dt.datetime.fromisoformat(value)
    except ValueError:
        raise Unfit("refused_by_form", [name]) from None
    if found.tzinfo is None or not 2000 < found.year < 2200:  # noqa: PLR2004  any clock of a phone
        raise Unfit("refused_by_form", [name])
    return found


def _tell_of_visit(*, by: User, submission: uuid.UUID, **facts: Any) -> models.Model:
    return field_visits.put(by=by, **facts)


def _visit_waits(by: User, cleaned: Data) -> bool:
    return not field_visits.may_put(about=cleaned["about"], code=cleaned["code"], by=by)


KINDS: dict[str, Kind] = {
    RecordKind.CHECK_IN: Kind({1: _check_in}, SignForm, signs_of_life.hear, CheckIn),
    RecordKind.COMMUNITY_REPORT: Kind({1: _community_report}, TipForm, tips.add, Tip),
    RecordKind.FOLLOW_UP: Kind({1: _follow_up}, FollowUpForm, follow_ups.add, InterceptFollowUp),
    RecordKind.VISIT: Kind({1: _visit}, VisitForm, _tell_of_visit, None, _visit_waits),
}
payloads.READERS.update({kind: one.read for kind, one in KINDS.items()})
