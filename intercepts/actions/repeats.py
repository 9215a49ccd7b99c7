"""The same vehicle, phone, recruiter or person suspected once more: told to those who look into it.

Only blind indexes are compared. What crews told us and who they are is never looked at. An alert says
what of the new record matches our register, never which other record it is.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from zlib import crc32

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, CaseSuspect, Charge, Person, Suspect
from intercepts.enums import MetAgain
from intercepts.models import (
    Intercept,
    InterceptedPerson,
    InterceptSuspect,
    PlateMark,
    RepeatAlert,
)
from tracekenya.accounts.models import User
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import event_of, record, record_together
from tracekenya.lib.locks import hold
from tracekenya.lib.records import save_edited
from tracekenya.notices.actions.telling import tell
from tracekenya.notices.enums import NoticeKind
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, scope_of
from tracekenya.roles.roles import Role
from tracekenya.vault import blind
from tracekenya.vault.fields import known, open_together
from tracekenya.vault.keys import keys_kept

RECRUITERS = ("recruiter", "travel_agent")  # parts that make somebody an agent
WORDS_THAT_TELL = 2  # a name of one word is shared by too many
MOST_COUNTED = 999
MARKED_AT_ONCE = 500  # intercepts a transaction
NOBODY = uuid.UUID(int=0)
Key = uuid.UUID


@transaction.atomic
def look_for_repeats(*, intercepts: Collection[Intercept]) -> list[RepeatAlert]:
    """Raise an alert for each of these intercepts whose plate or phones were met before.

    As many statements for one as for many; looking again raises nothing twice.
    """
    rows = list(intercepts)
    found = [
        *_alerts(MetAgain.VEHICLE, _same_plates(rows)),
        *_alerts(MetAgain.PHONE, _same_phones([row.pk for row in rows])),
    ]
    return raise_new(found)


@transaction.atomic
def look_at_suspect(*, link: CaseSuspect) -> list[RepeatAlert]:
    """Raise an alert when whoever was joined to a case stands in others, in court or not, or fits one."""
    return _look_at(link.suspect, [{"case_id": link.case_id}], {link.case_id}, link.roles)


@transaction.atomic
def look_at_accused(*, charge: Charge) -> list[RepeatAlert]:
    """Raise an alert on each case of a court case whose accused stands in others, or fits somebody."""
    cases = set(charge.court_case.victim_links.values_list("case_id", flat=True))
    on = [{"case_id": pk} for pk in sorted(cases)]
    return _look_at(charge.suspect, on, cases | {charge.court_case_id}, ()) if on else []


@transaction.atomic
def look_at_named(*, part: InterceptSuspect) -> list[RepeatAlert]:
    """Raise an alert when whom an intercept names stands in other intercepts or cases, or fits somebody."""
    return _look_at(
        part.suspect, [{"intercept_id": part.intercept_id}], {part.intercept_id}, part.roles
    )


@transaction.atomic
def look_at_known(*, suspect: Suspect) -> list[RepeatAlert]:
    """Look again at each intercept that names somebody of whom more is known now."""
    parts = suspect.intercept_parts.order_by("pk")
    return [alert for part in parts for alert in look_at_named(part=part)]


def _look_at(
    suspect: Suspect, on: Sequence[Mapping[str, Key]], own: set[Key], roles: Collection[str]
) -> list[RepeatAlert]:
    """Raise alerts for a suspect who was met outside `own` (keys of intercepts, cases and court cases).

    `on`: what each alert stands on. What came of one stop on the road is one event, whatever cases
    were opened from it.
    """
    own = own | _of_the_same_stops(own)
    joined = dict(CaseSuspect.objects.filter(suspect=suspect).values_list("case_id", "roles"))
    named = dict(suspect.intercept_parts.values_list("intercept_id", "roles"))
    charged = Charge.objects.filter(suspect=suspect).values_list(
        Coalesce("court_case__victim_links__case", "court_case"), flat=True
    )
    with_case = InterceptedPerson.objects.filter(intercept__in=named, case__isnull=False)
    counted_as_case = set(with_case.filter(case__in=joined).values_list("intercept", flat=True))
    matches = (
        len({*joined, *charged, *named} - own - counted_as_case)
        + _same_suspects(suspect)
        + _same_phone_left(suspect, own)
    )
    if not matches:
        return []
    every = {role for each in (roles, *joined.values(), *named.values()) for role in each}
    kind = MetAgain.AGENT if every & set(RECRUITERS) else MetAgain.SUSPECT
    return raise_new([
        RepeatAlert(kind=kind, suspect=suspect, matches=min(matches, MOST_COUNTED), **place)
        for place in on
    ])  # fmt: skip


def _of_the_same_stops(own: Collection[Key]) -> set[Key]:
    """Return keys of the intercepts among `own`, or behind its cases, and of all cases opened from them."""
    met = InterceptedPerson.objects.filter(Q(intercept__in=own) | Q(case__in=own))
    stops = InterceptedPerson.objects.filter(intercept__in=met.values("intercept"))
    return {key for row in stops.values_list("intercept", "case") for key in row if key}


@transaction.atomic
def take(*, alert: RepeatAlert, by: User) -> RepeatAlert:
    """Say that `by` looks into it; whoever did so first stays named."""
    alert = RepeatAlert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    if alert.taken_at is None:
        alert.taken_by, alert.taken_at = by, timezone.now()
        save_edited(alert, version=alert.version)
        record(AuditKind.CHANGED, by=by, target=alert, fields=["taken_by"])
    return alert


def mark_plates() -> int:
    """Keep the marks of plates of intercepts that have none, and return how many were made.

    For those recorded before there were marks; may run as often as one likes. Nobody is told: what is
    marked now was met long ago, and is found when the vehicle comes again.
    """
    lacking = Intercept.objects.filter(plate_mark=None).exclude(vehicle_plate=b"")
    made, last = 0, NOBODY
    while True:
        with transaction.atomic():
            batch = lacking.filter(pk__gt=last).order_by("pk")
            rows = list(batch.only("vehicle_plate")[:MARKED_AT_ONCE])
            if not rows:
                return made
            tokens = [token for token in _marked(rows).values() if token]
            if tokens:
                record(AuditKind.CHANGED, by=None, fields={"plates_marked": len(tokens)})
        made, last = made + len(tokens), rows[-1].pk


def _marked(rows: list[Intercept]) -> dict[Key, str]:
    """Keep the marks of the plates of `rows`; return intercept -> mark, "" for none."""
    with keys_kept():
        open_together(rows)
        tokens = {row.pk: blind.plate_token(known(row.vehicle_plate)) for row in rows}
    marks = [PlateMark(intercept_id=pk, token=token) for pk, token in tokens.items() if token]
    PlateMark.objects.filter(pk__in=[pk for pk, token in tokens.items() if not token]).delete()
    PlateMark.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=["intercept"], update_fields=["token"]
    )
    return tokens


def _same_plates(rows: list[Intercept]) -> dict[Key, int]:
    """Keep the marks of these plates; return intercept -> how many others have the same.

    What was recorded of one vehicle at one station on one day is one stop, though it be on two phones
    or of several travellers: that is nothing met again.
    """
    tokens = _marked(rows)
    one_at_a_time(tokens.values())
    stops = {row.pk: (row.station_id, row.happened_on) for row in rows}
    met: dict[str, list[tuple[Key, dt.date]]] = defaultdict(list)
    seen = PlateMark.objects.filter(token__in={token for token in tokens.values() if token})
    at = ("token", "intercept__station", "intercept__happened_on")
    for token, *stop in seen.values_list(*at):
        met[token].append(tuple(stop))
    return {
        pk: sum(stop != stops[pk] for stop in met[token]) for pk, token in tokens.items() if token
    }


def _same_phones(keys: list[Key]) -> dict[Key, int]:
    """Return intercept -> how many people suspected and others of our register have a phone of it."""
    people = InterceptedPerson.objects.filter(intercept__in=keys).values_list(
        "intercept_id", "person__master_id", "person__phone_tokens"
    )
    phones: dict[Key, set[str]] = defaultdict(set)
    own: dict[Key, set[Key]] = defaultdict(set)
    for pk, master, tokens in people:
        phones[pk] |= set(tokens)
        own[pk].add(master)
    every = sorted({token for tokens in phones.values() for token in tokens})
    holders = _holders_of(every)
    found: dict[Key, int] = {}
    for pk, tokens in phones.items():
        same: set[Key] = set()
        for token in tokens:
            same |= holders.get(token, set())
        found[pk] = len(same - own[pk])
    return found


def _holders_of(tokens: list[str]) -> Mapping[str, set[Key]]:
    """Return phone token -> keys of people suspected, and of people of our register, who have it."""
    holders: dict[str, set[Key]] = defaultdict(set)
    if not tokens:
        return holders
    one_at_a_time(tokens)
    suspects = Suspect.objects.filter(phone_tokens__overlap=tokens).values_list(
        "pk", "phone_tokens"
    )
    people = Person.objects.filter(phone_tokens__overlap=tokens)
    for pk, held in [*suspects, *people.values_list("master_id", "phone_tokens")]:
        for token in held:
            holders[token].add(pk)
    return holders


def one_at_a_time(tokens: Iterable[str]) -> None:
    """Let of two at once who write one of these marks the second see the first."""
    hold(crc32(token.encode()) for token in tokens if token)


def _same_suspects(suspect: Suspect) -> int:
    """Return how many others of the register have the phone or the whole name."""
    others = Suspect.objects.exclude(pk=suspect.pk)
    names = known(suspect.names)
    same = others.filter(phone_tokens__overlap=blind.phone_tokens(known(suspect.phone)))
    found = set(same.values_list("pk", flat=True))
    if len(blind.plain(names).split()) >= WORDS_THAT_TELL:
        whole = [blind.whole_name_token(names)]
        found |= set(others.filter(name_tokens__contains=whole).values_list("pk", flat=True))
    return len(found)


def _same_phone_left(suspect: Suspect, own: Collection[Key]) -> int:
    """Return how many people of the register, outside the cases and intercepts `own`, left the number."""
    tokens = blind.phone_tokens(known(suspect.phone))
    if not tokens:
        return 0
    one_at_a_time(tokens)
    theirs = Case.objects.filter(pk__in=own).values("person__master_id")
    met = InterceptedPerson.objects.filter(intercept__in=own).values("person__master_id")
    left = Person.objects.filter(phone_tokens__overlap=tokens)
    left = left.exclude(master_id__in=theirs).exclude(master_id__in=met)
    return left.order_by().values("master_id").distinct().count()


def _alerts(kind: MetAgain, found: Mapping[Key, int]) -> Iterable[RepeatAlert]:
    return [
        RepeatAlert(kind=kind, intercept_id=pk, matches=min(number, MOST_COUNTED))
        for pk, number in found.items()
        if number
    ]


def raise_new(found: list[RepeatAlert]) -> list[RepeatAlert]:
    """Keep those that are new, tell about them once, and leave a row for each."""
    if not found:
        return []
    RepeatAlert.objects.bulk_create(found, ignore_conflicts=True)
    kept = RepeatAlert.objects.filter(pk__in=[each.pk for each in found])
    new = list(kept.select_related("intercept", "suspect", "case"))
    if not new:
        return []
    record_together(
        event_of(AuditKind.CREATED, by=None, target=each, fields={"kind": each.kind})
        for each in new
    )
    roles = [r for r in Role if scope_of(r, Permission.REPEAT_HANDLE) is not Scope.NONE]
    tell(
        to=_may_see(User.objects.reachable().filter(role__in=roles), new), kind=NoticeKind.REPEAT_FOUND,
        target=new[0] if len(new) == 1 else None, link=reverse("intercepts:repeat_list"),
    )  # fmt: skip
    return new


def _may_see(people: Iterable[User], new: list[RepeatAlert]) -> list[User]:
    """Return those to whom something of `new` is open; only a case that stands already may be closed to one."""
    if any(each.case_id is None for each in new):
        return list(people)
    keys = [each.pk for each in new]
    return [
        each for each in people if RepeatAlert.objects.visible_to(each).filter(pk__in=keys).exists()
    ]
