"""A kind of work that does what its order says, a storage of its own, and a broker of its own."""

import os
import time

import pytest

from tests.factories.accounts import UserFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.jobs import kinds
from tracekenya.jobs.kinds import Kind, Made, WorkRefused

WORK = "test_work"


def do(params, tell):
    """Do what the order says, at the step "working"."""
    tell("working", 1, 3)
    match params["do"]:
        case "finish":
            return Made(b"result", {"pages": 1})
        case "refuse":
            raise WorkRefused("not_today")
        case "crash":
            raise RuntimeError("broken on purpose")
        case "vanish":
            os.kill(os.getpid(), 9)
        case "sleep":
            time.sleep(60)
    raise AssertionError(params)


@pytest.fixture(autouse=True)
def work_kind(storage):
    """Register the kind for one test."""
    kind = Kind(
        name=WORK,
        steps={"queued": "Queued", "working": "Working", "ready": "Ready"},
        make=do,
        folder="tests",
        suffix=".txt",
        ordered_as=AuditKind.REPORT_ORDERED,
        opened_as=AuditKind.REPORT_OPENED,
        refusals={"not_today": "Not today."},
        limit_seconds=30,
    )
    kinds.register(kind)
    yield kind
    kinds._KINDS.pop(WORK)


@pytest.fixture
def somebody(db):
    return UserFactory()


@pytest.fixture
def no_broker(settings):
    """Name a broker at a port where nobody listens."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
