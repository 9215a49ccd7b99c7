"""Waiting after wrong passwords and codes: longer each time, and never so that a stranger locks one out.

A try is written down before it is checked and crossed out when it was right, under a lock, so that many
at once do not slip through. There are three counts: one for each account as strangers try it, one for
each network, and one for each device that signed in to that account before. Such a device waits by its
own count alone: whatever strangers do, its person gets in. Passkeys need no password and wait by
nothing but the network's count of passkeys.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tracekenya.accounts.devices import fingerprint
from tracekenya.accounts.models import TriedProof
from tracekenya.lib.networks import network_of

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
COOKIE, COOKIE_AGE, SALT = "known_device", timedelta(days=365), "accounts.device"
MOST_ACCOUNTS = 8  # that one shared device is known for


@dataclass(frozen=True)
class Rule:
    """`free` wrong tries, then `first` seconds, doubled up to `longest`; `most` in an hour."""

    free: int
    first: int
    longest: int
    most: int


ACCOUNT = Rule(free=5, first=15, longest=300, most=20)
NETWORK = Rule(free=30, first=5, longest=60, most=120)  # an office shares one
PASSKEYS = Rule(free=60, first=5, longest=60, most=240)
NOBODY = "passkey"  # a passkey names its account only when it was right


@dataclass
class Try:
    """A try: `wait` is 0 when it may be checked, else how many seconds are to be waited first."""

    wait: int
    row: TriedProof | None = None

    def was_right(self) -> None:
        """Cross the try out."""
        if self.row is not None:
            TriedProof.objects.filter(pk=self.row.pk).delete()
            self.row = None


def account_of(email: str) -> str:
    return fingerprint("account", email.strip().casefold())


def take(request: HttpRequest, email: str) -> Try:
    """Write a try for the account of `email` down (known or not), or say how long to wait."""
    account = account_of(email)
    network = fingerprint("network", network_of(request))
    device = known_device(request, account)
    own = Q(account=account, device=device)
    counts = [(own, ACCOUNT, f"{account}{device}")]
    if not device:
        counts.append((Q(network=network, device="") & ~Q(account=NOBODY), NETWORK, network))
    return _take(counts, TriedProof(account=account, network=network, device=device))


def take_passkey(request: HttpRequest) -> Try:
    """Write a try with a passkey down, which names no account yet."""
    network = fingerprint("network", network_of(request))
    counts = [(Q(account=NOBODY, network=network), PASSKEYS, f"{NOBODY}{network}")]
    return _take(counts, TriedProof(account=NOBODY, network=network))


def forget(request: HttpRequest, email: str) -> None:
    """Forget the wrong tries of this device, and those of strangers, once the person is in."""
    account = account_of(email)
    TriedProof.objects.filter(
        account=account, device__in=["", known_device(request, account)]
    ).delete()


def purge() -> int:
    """Delete what is older than a day; return how many."""
    return TriedProof.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def known_device(request: HttpRequest, account: str) -> str:
    """Return the fingerprint of the device if it signed in to `account` before, else ""."""
    secret = _known(request).get(account)
    return fingerprint("device", secret) if secret else ""


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Let this device be known for the account of `email`."""
    account, known = account_of(email), _known(request)
    secret = known.pop(account, None) or secrets.token_urlsafe(18)
    kept = dict([*known.items(), (account, secret)][-MOST_ACCOUNTS:])
    response.set_cookie(
        COOKIE, signing.dumps(kept, salt=SALT), max_age=COOKIE_AGE, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Lax", path="/",
    )  # fmt: skip


def _known(request: HttpRequest) -> dict[str, str]:
    """Return account -> secret of this device, as the signed cookie states."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return {}
    return known if isinstance(known, dict) else {}


@transaction.atomic
def _take(counts: list[tuple[Q, Rule, str]], row: TriedProof) -> Try:
    with connection.cursor() as cursor:
        for name in sorted(
            name for _own, _rule, name in counts
        ):  # one order: nobody waits in a ring
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [name])
    row.at = now = timezone.now()
    waits = [_wait(_times(own, rule, now), rule, now) for own, rule, _name in counts]
    if max(waits):
        return Try(max(waits))
    row.save()
    return Try(0, row)


def _times(own: Q, rule: Rule, now: datetime) -> list[datetime]:
    """Return when the last tries of the hour were, the newest first."""
    rows = TriedProof.objects.filter(own, at__gt=now - WINDOW).order_by("-at")
    return list(rows.values_list("at", flat=True)[: rule.most])


def _wait(times: list[datetime], rule: Rule, now: datetime) -> int:
    """Return the whole seconds still to be waited."""
    if len(times) < rule.free:
        return 0
    doubled = min(rule.first * 2 ** min(len(times) - rule.free, 16), rule.longest)
    until = times[0] + timedelta(seconds=doubled)
    if len(times) >= rule.most:
        until = max(until, times[rule.most - 1] + WINDOW)
    return max(0, ceil((until - now).total_seconds()))
