"""Fixtures for tests that need a real worker: a storage, a broker of its own, the process itself."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings as project

from tests.db_roles import application_url

LAST_DATABASE = 15  # of Redis, which has 16; one per pytest worker, from the end


@pytest.fixture
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


def environment(broker_url: str, files_root: Path) -> dict[str, str]:
    """Return the worker's environment: this test's database as the application, broker and files."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tracekenya.settings",
        "DATABASE_URL": application_url(),
        "REDIS_URL": broker_url,
        "FILES_ROOT": str(files_root),
    }


@pytest.fixture
def start_worker(broker_url, storage):
    """Return a function that starts a worker; all are stopped at the end of the test."""
    started = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "-m", "celery", "-A", "tracekenya.celery", "worker"]
        command += ["--pool", "prefork", "--concurrency", "1", "--loglevel", "WARNING"]
        worker = subprocess.Popen(  # noqa: S603  our own worker
            command,
            cwd=project.BASE_DIR,
            env=environment(broker_url, storage),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        if worker.poll() is None:
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
