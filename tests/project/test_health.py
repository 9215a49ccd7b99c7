"""The health page: 200 when database, broker and worker answer, 503 naming what fails."""

import datetime as dt
import time

import pytest
from django.utils import timezone

from tracekenya.audit.enums import AuditKind
from tracekenya.audit.trail import record
from tracekenya.jobs.models import WorkerPulse
from tracekenya.jobs.pulse import write_pulse

pytestmark = pytest.mark.django_db


def health(client) -> tuple[int, dict]:
    response = client.get("/healthz")
    return response.status_code, response.json()


def test_all_is_well_with_a_fresh_pulse(client):
    write_pulse("w")

    assert health(client) == (
        200,
        {"database": "ok", "broker": "ok", "worker": "ok", "trail": "ok"},
    )


def test_a_silent_worker_fails(client):
    WorkerPulse.objects.create(name="w", beat_at=timezone.now() - dt.timedelta(seconds=46))

    assert health(client) == (
        503,
        {"database": "ok", "broker": "ok", "worker": "failed", "trail": "ok"},
    )


def test_a_stopped_broker_fails_at_once(client, settings):
    write_pulse("w")
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    begun = time.monotonic()

    assert health(client) == (
        503,
        {"database": "ok", "broker": "failed", "worker": "ok", "trail": "ok"},
    )
    assert time.monotonic() - begun < 2


def test_workers_that_are_gone_for_a_day_are_forgotten():
    WorkerPulse.objects.create(name="old", beat_at=timezone.now() - dt.timedelta(days=2))

    write_pulse("new")

    assert [pulse.name for pulse in WorkerPulse.objects.all()] == ["new"]


def test_a_trail_that_nobody_seals_fails(client, time_machine):
    record(AuditKind.VIEWED, by=None)
    write_pulse("w")
    assert health(client)[0] == 200

    time_machine.move_to(timezone.now() + dt.timedelta(minutes=3))
    write_pulse("w")

    assert health(client) == (
        503,
        {"database": "ok", "broker": "ok", "worker": "ok", "trail": "failed"},
    )
