"""The sealer: chains every event that waits, and writes the head of the chain outside the database.

It takes whatever is unsealed, never "up to the highest id": an event of a long transaction, with an
id below others that are sealed already, gets its place when it appears.
"""

import datetime as dt
import hashlib
import hmac
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from tracekenya.audit import heads
from tracekenya.audit.models import AuditEvent, AuditLink, AuditPending

log = logging.getLogger(__name__)

ONE_SEALER = 0x7261696C  # the advisory lock that a sealer holds
BATCH = 5_000  # events of one transaction
MOST_BATCHES = 200  # of one run; the next goes on
WAITS_AT_MOST = dt.timedelta(minutes=2)
BEGINNING = bytes(32)  # the hash before the first link


@dataclass(frozen=True)
class Sealed:
    """What one run did. `fits`: whether the chain still holds the newest head of the file."""

    count: int
    fits: bool = True


def seal() -> Sealed:
    """Chain what waits and return how much it was; nothing while another sealer is at work.

    Raises OSError when the file of heads takes no line: what was to be sealed then waits on.
    """
    with _alone() as is_alone:
        if not is_alone:
            return Sealed(0)
        fits = _catch_up()
        count = 0
        for _number in range(MOST_BATCHES):
            done = _seal_batch()
            count += done
            if done < BATCH:
                break
    return Sealed(count, fits)


def keeps_up() -> bool:
    """Whether nothing has waited for its seal much longer than a seal takes; for the health page."""
    first = AuditPending.objects.order_by("pk").values("pk")[:1]
    since = AuditEvent.objects.filter(pk__in=first).values_list("at", flat=True).first()
    return since is None or timezone.now() - since < WAITS_AT_MOST


def hash_after(before: bytes, position: int, event_id: int, mac: bytes) -> bytes:
    """Return the 32 bytes that bind an event to its place and to all before it."""
    stated = before + position.to_bytes(8, "big") + event_id.to_bytes(8, "big", signed=True) + mac
    return hmac.new(settings.AUDIT_KEY, stated, hashlib.sha256).digest()


def _seal_batch() -> int:
    """Chain one batch: links and the first line in one transaction, the binding line after it."""
    with transaction.atomic(durable=True):
        tip = _tip()
        links = _links_after(tip)
        if not links:
            return 0
        AuditLink.objects.bulk_create(links)
        taken = AuditPending.objects.filter(pk__in=[link.event_id for link in links]).delete()[0]
        if taken != len(links):
            raise RuntimeError("Another sealer took what this one holds")
        end = links[-1].position, bytes(links[-1].hash)
        heads.append(heads.SEALING, *end)
    heads.append(heads.SEALED, *end)
    return len(links)


def _links_after(tip: AuditLink | None) -> list[AuditLink]:
    """Return unsaved links for the events that wait, the lowest id first."""
    waiting = AuditPending.objects.filter(Exists(AuditEvent.objects.filter(pk=OuterRef("pk"))))
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
    found = AuditEvent.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "mac")
    position, before = (tip.position, bytes(tip.hash)) if tip else (0, BEGINNING)
    links = []
    for event_id, mac in found:
        position += 1
        before = hash_after(before, position, event_id, bytes(mac))
        links.append(AuditLink(position=position, event_id=event_id, hash=before))
    return links


def _catch_up() -> bool:
    """Write the head that a killed sealer could not; return whether the chain holds the file's."""
    last, tip = heads.last_sealed(), _tip()
    fits = last is None or AuditLink.objects.filter(position=last.position, hash=last.hash).exists()
    if not fits:
        log.error("The chain of the audit trail does not hold the head that the file names")
    if tip is not None and (last is None or fits and last.position < tip.position):
        heads.append(heads.SEALED, tip.position, bytes(tip.hash))
    return fits


def _tip() -> AuditLink | None:
    return AuditLink.objects.order_by("-position").first()


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the sealers' lock for the session, which lasts over the commit of each batch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_SEALER])
        is_alone = cursor.fetchone()[0]
    try:
        yield is_alone
    finally:
        if is_alone and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_SEALER])
