"""Sessions of one person: listed, limited, ended at once. They lie in the database.

What a session needs to know of itself lies in it: when it began, when it was last used, and which row
of OpenSession shows it to its person. The row follows when the session gets a new id.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from tracekenya.accounts import devices
from tracekenya.accounts.models import OpenSession, User
from tracekenya.lib.networks import network_of
from tracekenya.roles.permissions import Permission
from tracekenya.roles.policy import Scope, Tier, scope_of, tier_of
from tracekenya.roles.roles import Role

OPEN = "open"  # in the session: {"row": ..., "started": seconds, "seen": seconds}
WRITE_AFTER = 60  # seconds; using a page more often than that writes nothing


@dataclass(frozen=True)
class Limits:
    """How long a session may rest and how long it may last at all."""

    idle: timedelta
    whole: timedelta


def limits_of(role: str) -> Limits:
    """Return the limits of `role`: shorter when it opens what needs special protection."""
    kind = "special" if _sees_special(role) else "other"
    minutes = settings.SESSION_IDLE_MINUTES
    idle = minutes.get(role, minutes[kind])
    return Limits(timedelta(minutes=idle), timedelta(hours=settings.SESSION_HOURS))


def begin(request: HttpRequest, user: User) -> None:
    """Note the session that has just begun. It has its id already."""
    if request.session.session_key is None:
        request.session.create()
    before, now = request.session.get(OPEN) or {}, timezone.now()
    OpenSession.objects.filter(pk=before.get("row"), user=user).delete()
    row = OpenSession.objects.create(
        user=user, session_key=request.session.session_key, started_at=now, seen_at=now,
        browser=devices.name_of(request.headers.get("User-Agent", "")),
        network=devices.fingerprint("network", network_of(request)),
    )  # fmt: skip
    stamp = now.timestamp()
    request.session[OPEN] = {"row": str(row.pk), "started": stamp, "seen": stamp}


def end_of(request: HttpRequest) -> tuple[datetime, bool]:
    """Return when this session ends if nothing is done, and whether work would make it longer."""
    limits, state = limits_of(request.user.role), request.session[OPEN]
    whole = datetime.fromtimestamp(state["started"], timezone.get_current_timezone()) + limits.whole
    idle = datetime.fromtimestamp(state["seen"], timezone.get_current_timezone()) + limits.idle
    return min(whole, idle), idle < whole


def touch(request: HttpRequest) -> None:
    """Note that the session is used."""
    state, now = request.session[OPEN], timezone.now()
    if now.timestamp() - state["seen"] >= WRITE_AFTER:
        request.session[OPEN] = state | {"seen": now.timestamp()}
        OpenSession.objects.filter(pk=state["row"]).update(seen_at=now)


def rotate(request: HttpRequest) -> None:
    """Give the session a new id; the old one opens nothing any more."""
    request.session.cycle_key()
    row = (request.session.get(OPEN) or {}).get("row")
    OpenSession.objects.filter(pk=row).update(session_key=request.session.session_key)


def forget(request: HttpRequest) -> None:
    """Take the session off the list when its person signs out."""
    OpenSession.objects.filter(pk=(request.session.get(OPEN) or {}).get("row")).delete()


def of(user: User) -> list[OpenSession]:
    """Return the sessions of `user` that still open something, the last used first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    oldest = timezone.now() - limits_of(user.role).idle
    return list(user.open_sessions.filter(session_key__in=live, seen_at__gt=oldest))


def end_one(user: User, key: uuid.UUID) -> bool:
    """End one session of `user`; False when there is none such."""
    return bool(_end(OpenSession.objects.filter(user=user, pk=key)))


def end_others(request: HttpRequest) -> int:
    """End all sessions of the person but this one; return how many."""
    rows = OpenSession.objects.filter(user=request.user)
    return _end(rows.exclude(pk=request.session[OPEN]["row"]))


def end_sessions(user: User) -> int:
    """Delete every live session of `user`; return how many there were.

    A session's row does not say whose it is, so all live ones are read (some hundred at most).
    """
    live = Session.objects.filter(expire_date__gte=timezone.now())
    own = [each.pk for each in live.iterator() if _is_of(each, user)]
    Session.objects.filter(pk__in=own).delete()
    OpenSession.objects.filter(user=user).delete()
    return len(own)


def purge() -> int:
    """Delete rows of sessions that are no more; return how many."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return OpenSession.objects.exclude(session_key__in=live).delete()[0]


def _end(rows: Any) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    rows.delete()
    return len(keys)


def _is_of(session: Session, user: User) -> bool:
    return session.get_decoded().get(SESSION_KEY) == str(user.pk)


def _sees_special(role: str) -> bool:
    return any(
        tier_of(act) is Tier.SPECIAL and scope_of(Role(role), act) is not Scope.NONE
        for act in Permission
    )
