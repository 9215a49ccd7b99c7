"""Where later apps meet a case without being imported by it; filled in each `AppConfig.ready()`.

Panels and timeline entries show what other apps hold about a case; next steps are acts that a case
offers (hold a bed, refer, open a court case); closing guards say why a case may not close yet, guards of going home why a return may not be kept.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracekenya.roles.permissions import Permission


@dataclass(frozen=True)
class Panel:
    """A part of the case page. `rows(case, user)` returns the template's context."""

    name: str
    title: str
    template: str
    permission: Permission
    rows: Callable
    order: int = 50


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the case's timeline: day, what happened (translated), and where to read more."""

    day: dt.date
    text: str
    url: str = ""


@dataclass(frozen=True)
class NextStep:
    """An act that the case page offers to those who hold `permission`; `route` takes the case id.

    `offered(case)` says whether it makes sense now; `offered_among` says it of many cases at once and
    returns the keys of those where it does. `is_post`: pressing it does it at once.
    """

    name: str
    label: str
    icon: str
    permission: Permission
    route: str
    offered: Callable
    offered_among: Callable[[Collection[UUID]], Collection[UUID]] | None = None
    is_post: bool = False

    def sensible_among(self, cases: Collection[Any]) -> set[UUID]:
        """Return the keys of those of `cases` for which the step makes sense now."""
        keys = {case.pk for case in cases if case.is_open}
        if self.offered_among is not None:
            return set(self.offered_among(keys))
        return {case.pk for case in cases if case.pk in keys and self.offered(case)}


@dataclass(frozen=True)
class EmergencyPart:
    """Something sealed that later apps hold about a case and that an emergency shows.

    name: of the field, for the trail. `text(case)` returns it, "" for nothing.
    """

    name: str
    label: str
    permission: Permission
    text: Callable[..., str]


@dataclass(frozen=True)
class VisitTaker:
    """How a visit that somebody tells of from outside is put on a case.

    `put(case=, by=, happened_on=, outcome=, note=, income_kes=)` returns the record that it became and
    raises DomainError; who holds `permission` on the case needs nobody's second look.
    """

    permission: Permission
    put: Callable[..., Any]


Timeline = Callable[..., Iterable[TimelineEntry]]
Days = Callable[..., Iterable[tuple[str, dt.date]]]
ClosingGuard = Callable[..., Iterable[str]]
GoingHomeGuard = Callable[..., Iterable[str]]
MergingGuard = Callable[..., Iterable[str]]
TransferProof = Callable[..., bool]
KeptAbout = Callable[[set[UUID]], Iterable[UUID]]

ConsentOrigin = Callable[[Collection[Any]], Mapping[UUID, str]]
ConsentListener = Callable[[Any, Any], object]  # takes the record and who kept it

panels: list[Panel] = []
timelines: list[tuple[Permission, Timeline]] = []
next_steps: list[NextStep] = []
emergency_parts: list[EmergencyPart] = []
days: list[Days] = []  # each tells what happened in a case on which day: (words, day)
closing_guards: list[ClosingGuard] = []
going_home_guards: list[GoingHomeGuard] = []  # each says why an unsaved return home may not be kept
merging_guards: list[MergingGuard] = []  # each says why two people may not become one yet
kept_about: list[KeptAbout] = []  # each names records about these people (by id) and nobody else
# Each drops what is on its way about these people (ids, who erases), before their keys go.
erasure_listeners: list[Callable[[set[UUID], Any], object]] = []
consent_origins: list[ConsentOrigin] = []  # each says, in words, where answers (by id) were given
consent_listeners: list[ConsentListener] = []  # each hears of an answer in its own transaction
suspect_listeners: list[Callable[[Any], object]] = []  # each hears of a suspect joined to a case
# Each hears of a person suspected of whom something new is known.
suspect_edit_listeners: list[Callable[[Any], object]] = []
suspect_panels: list[Callable[..., Any]] = []  # each returns a panel of a suspect's page, or None
opening_listeners: list[Callable[[Any], object]] = []  # each hears of a case just opened
# Each hears of a number learnt after the first case (person, blind indexes that are new).
number_listeners: list[Callable[[Any, Collection[str]], object]] = []
charge_listeners: list[Callable[[Any], object]] = []  # each hears of somebody accused in court
visit_takers: dict[str, VisitTaker] = {}  # by what the visit is about
transfers: list[TransferProof] = []  # each says whether another agency has taken the case over


def panels_for(case, user) -> list[dict]:
    """Return name, title, template and rows of each panel that `user` may see, in order."""
    return [
        {"name": p.name, "title": p.title, "template": p.template, "rows": p.rows(case, user)}
        for p in sorted(panels, key=lambda panel: panel.order)
        if user.can(p.permission)
    ]


def timeline_of(case, user) -> list[TimelineEntry]:
    """Return what happened in this case, newest first, as far as `user` may see it."""
    entries = [
        entry for permission, source in timelines if user.can(permission) for entry in source(case)
    ]
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def next_steps_for(case, user) -> list[NextStep]:
    return [s for s in next_steps if case.is_open and user.can(s.permission) and s.offered(case)]


def next_step(name: str, user) -> NextStep | None:
    """Return the step called `name` that some app offers, None where `user` never may take it."""
    found = (step for step in next_steps if step.name == name)
    return next((step for step in found if user.can(step.permission)), None)


def origins_of(consents: Collection[Any]) -> dict[UUID, str]:
    """Return, in words and by the id of the record, where those answers were given that others tell of."""
    return {pk: words for tell in consent_origins for pk, words in tell(consents).items()}


def earliest_day(case) -> tuple[str, dt.date] | None:
    """Return what happened first in `case`, in words, with its day; None when nothing did."""
    happened = [each for source in days for each in source(case)]
    return min(happened, key=lambda each: each[1], default=None)


def objections_to_closing(case) -> list[str]:
    """Return, for people, each reason why `case` may not close yet."""
    return [reason for guard in closing_guards for reason in guard(case)]


def objections_to_going_home(row) -> list[str]:
    """Return, for people, each reason why the return home `row` (unsaved or changed) may not be kept."""
    return [reason for guard in going_home_guards for reason in guard(row)]


def objections_to_merging(person, into) -> list[str]:
    """Return, for people, each reason why the two rows may not stand for one person yet."""
    return [reason for guard in merging_guards for reason in guard(person, into)]
