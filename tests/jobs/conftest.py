"""A kind of work that does what its order says, a storage of its own, and a broker of its own."""

import os
import time
from urllib.parse import urlsplit

import pytest
import redis

from tests.factories.accounts import UserFactory
from tracekenya.audit.enums import AuditKind
from tracekenya.jobs import kinds
from tracekenya.jobs.kinds import Kind, Made, WorkRefused

WORK = "test_work"
LAST_DATABASE = 15  # of Redis, which has 16; one per pytest worker, from the end


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
def work_kind():
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


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    """Keep files in the test's own folder."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return tmp_path


@pytest.fixture
def broker_url(settings, worker_id_number):
    """Use a database of Redis that no other test uses, empty at the start and at the end."""
    address = urlsplit(settings.REDIS_URL)
    url = address._replace(path=f"/{LAST_DATABASE - worker_id_number}").geturl()
    client = redis.Redis.from_url(url)
    client.flushdb()
    settings.REDIS_URL = url
    yield url
    client.flushdb()
    client.close()


@pytest.fixture
def worker_id_number():
    """Return the number of this pytest process, 0 when tests run in one."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture
def somebody(db):
    return UserFactory()


@pytest.fixture
def no_broker(settings):
    """Name a broker at a port where nobody listens."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
