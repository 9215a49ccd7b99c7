"""Checking the whole trail: every row, every link, every head. Names the first that does not fit."""

import datetime as dt
import hmac
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tracekenya.audit import heads
from tracekenya.audit.enums import Misfit
from tracekenya.audit.models import AuditCheck, AuditEvent, AuditLink, AuditPending
from tracekenya.audit.sealer import BEGINNING, hash_after
from tracekenya.audit.trail import STATED, mac_over

ROWS_AT_ONCE = 5_000
SEALED_WITHIN = dt.timedelta(minutes=5)  # an older row without a seal is a finding
CLOCKS_DIFFER = dt.timedelta(minutes=2)  # between machines
Heads = dict[int, set[bytes]]


@dataclass(frozen=True)
class Finding:
    """The first row that does not fit, and why. Either number may be missing."""

    misfit: Misfit
    position: int | None = None
    event_id: int | None = None

    def __str__(self) -> str:
        places = ((self.position, "position"), (self.event_id, "event"))
        named = ", ".join(f"{word} {number}" for number, word in places if number is not None)
        return f"{self.misfit.value}{f' at {named}' if named else ''}: {self.misfit.label}"


@dataclass(frozen=True)
class Outcome:
    """What a check found: how many rows it read in how long, and the first misfit or None."""

    rows: int
    seconds: float
    finding: Finding | None


def verify(*, since: dt.datetime | None = None) -> Outcome:
    """Read the trail from its beginning, or from the last head before `since`, and keep the outcome."""
    begun = time.monotonic()
    walk = Walk(since)
    finding = walk.find()
    outcome = Outcome(walk.rows, time.monotonic() - begun, finding)
    AuditCheck.objects.create(
        rows=outcome.rows, seconds=outcome.seconds, is_whole=since is None,
        misfit=finding.misfit if finding else "",
        position=finding.position if finding else None,
        event_id=finding.event_id if finding else None,
    )  # fmt: skip
    return outcome


class Walk:
    """One way along the chain. `rows`: how many events it has read so far."""

    def __init__(self, since: dt.datetime | None) -> None:
        self.rows = 0
        self._since = since
        self._now = timezone.now()
        self._position, self._hash = 0, BEGINNING
        self._heads: Heads = defaultdict(set)
        self._last_head = 0

    def find(self) -> Finding | None:
        """Return the first misfit, None when all fits."""
        return (
            self._read_heads()
            or self._walk_links()
            or self._compare_ends()
            or self._look_at_unsealed()
        )

    def _read_heads(self) -> Finding | None:
        """Take the binding heads from the file; begin at the newest one before `since`."""
        if not heads.path().exists():
            return Finding(Misfit.FILE) if AuditLink.objects.exists() else None
        try:
            for head in heads.all_lines():
                if head.state == heads.SEALED:
                    self._take(head)
        except heads.BadLine:
            return Finding(Misfit.FILE, position=self._last_head or None)
        return None

    def _take(self, head: heads.Head) -> None:
        if self._since and head.at < self._since and head.position > self._position:
            self._position, self._hash = head.position, head.hash
            self._heads.clear()
        self._heads[head.position].add(head.hash)
        self._last_head = head.position

    def _walk_links(self) -> Finding | None:
        """Compare row by row: the place, the event's MAC, the hash, and the heads at this place."""
        for links in self._batches():
            events = _events_of([event_id for _position, event_id, _hash in links])
            for position, event_id, hash_ in links:
                misfit = self._judge(position, event_id, bytes(hash_), events.get(event_id))
                if misfit is Misfit.GAP:
                    return Finding(misfit, self._position + 1)
                if misfit:
                    return Finding(misfit, position, event_id)
        return None

    def _judge(
        self, position: int, event_id: int, hash_: bytes, event: tuple | None
    ) -> Misfit | None:
        if position != self._position + 1:
            return Misfit.GAP
        if event is None:
            return Misfit.DELETED
        mac, *stated = event
        if not hmac.compare_digest(bytes(mac), mac_over(*stated)):
            return Misfit.CHANGED
        expected = hash_after(self._hash, position, event_id, bytes(mac))
        if not hmac.compare_digest(hash_, expected):
            return Misfit.CHAIN
        self.rows += 1
        self._position, self._hash = position, hash_
        return Misfit.REWRITTEN if self._heads.get(position, {hash_}) != {hash_} else None

    def _compare_ends(self) -> Finding | None:
        """The file knows no place beyond the chain, and the chain goes not far beyond the file."""
        beyond = min((each for each in self._heads if each > self._position), default=None)
        if beyond is not None:
            return Finding(Misfit.TAIL, position=self._position + 1)
        if self._position <= self._last_head:
            return None
        first = AuditLink.objects.filter(position=self._last_head + 1).values("event_id")
        late = AuditEvent.objects.filter(pk__in=first, at__lt=self._now - SEALED_WITHIN)
        return Finding(Misfit.FILE, position=self._last_head + 1) if late.exists() else None

    def _look_at_unsealed(self) -> Finding | None:
        """A row without a link is young, dated by our clock and genuine; none vanished while waiting."""
        link = AuditLink.objects.filter(event_id=OuterRef("pk"))
        rows = AuditEvent.objects.filter(~Exists(link)).order_by("pk")
        if self._since:
            rows = rows.filter(at__gte=self._since)
        for event_id, mac, at, *stated in rows.values_list("pk", "mac", *STATED).iterator():
            self.rows += 1
            if not hmac.compare_digest(bytes(mac), mac_over(at, *stated)):
                return Finding(Misfit.CHANGED, event_id=event_id)
            if not self._now - SEALED_WITHIN <= at <= self._now + CLOCKS_DIFFER:
                return Finding(Misfit.UNSEALED, event_id=event_id)
        return _vanished()

    def _batches(self) -> Iterator[list[tuple[int, int, bytes | memoryview]]]:
        links = AuditLink.objects.order_by("position").values_list("position", "event_id", "hash")
        at = self._position
        while batch := list(links.filter(position__gt=at)[:ROWS_AT_ONCE]):
            yield batch
            at = batch[-1][0]


def _events_of(ids: list[int]) -> dict[int, tuple]:
    """Return id -> (mac, *columns of STATED) of the events that are there."""
    rows: QuerySet = AuditEvent.objects.filter(pk__in=ids).order_by()
    return {pk: tuple(rest) for pk, *rest in rows.values_list("pk", "mac", *STATED)}


def _vanished() -> Finding | None:
    event = AuditEvent.objects.filter(pk=OuterRef("pk"))
    gone = AuditPending.objects.filter(~Exists(event)).order_by("pk").values_list("pk", flat=True)
    first = gone.first()
    return Finding(Misfit.DELETED, event_id=first) if first is not None else None
