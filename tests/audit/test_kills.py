"""A sealer that is killed at any moment leaves no gap, no fork and no false alarm; and how fast it goes."""

import os
import random
import signal
import time

import pytest
from django.db import connection, connections
from django.utils import timezone

from tracekenya.audit import sealer, trail
from tracekenya.audit.enums import AuditKind
from tracekenya.audit.models import AuditEvent, AuditLink
from tracekenya.audit.sealer import seal
from tracekenya.audit.verify import verify

KILLS = 200
ROWS = 1_000_000
pytestmark = [pytest.mark.deep, pytest.mark.django_db(transaction=True)]


def start() -> int:
    """Start a process that seals three rows at a time without a pause; return its number."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            sealer.BATCH = 3
            while True:
                seal()
        finally:
            os._exit(1)
    return pid


def test_killed_sealers_leave_no_gap_and_no_fork(add, heads_file):
    chance, kills = random.Random(7), 0
    ends = time.monotonic() + 240
    while kills < KILLS and time.monotonic() < ends:
        pid = start()
        add(20)
        time.sleep(chance.random() * 0.1)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        kills += 1
    wait_for_lock()
    seal()

    outcome = verify()
    positions = list(AuditLink.objects.values_list("position", flat=True))
    gaps = len(AuditEvent.objects.values("pk")) - len(positions)
    print(f"\nsealer killed {kills} times: {gaps} gaps, {outcome.rows} rows fit")  # noqa: T201
    assert outcome.finding is None
    assert positions == list(range(1, 20 * kills + 1))


def wait_for_lock() -> None:
    """The server notices a killed client's end a moment later."""
    for _try in range(50):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)


def test_a_million_rows_are_sealed_and_checked(heads_file):
    now = timezone.now()
    rows = int(os.environ.get("TRAIL_ROWS", ROWS))
    for start_at in range(0, rows, 20_000):
        events = [
            AuditEvent(at=now, kind=AuditKind.VIEWED, by=f"W{n % 40}", target_type="cases.case",
                       target_id=str(n), target_code=f"TK-{n}", fields={"n": n})
            for n in range(start_at, min(start_at + 20_000, rows))
        ]  # fmt: skip
        for event in events:
            event.mac = trail.mac_of(event)
        AuditEvent.objects.bulk_create(events, batch_size=5_000)

    begun = time.monotonic()
    sealed = 0
    while done := seal().count:
        sealed += done
    sealing = time.monotonic() - begun
    outcome = verify()

    print(  # noqa: T201
        f"\n{sealed} rows sealed in {sealing:.0f} s ({sealed / sealing:.0f} a second),"
        f" checked in {outcome.seconds:.0f} s ({outcome.rows / outcome.seconds:.0f} a second)"
    )
    assert (outcome.finding, outcome.rows, sealed) == (None, rows, rows)
