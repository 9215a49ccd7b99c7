"""A real worker process against the test database and Redis: it makes a real PDF, and is killed."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.utils import timezone

from reporting.report import kind
from tests.reporting.report_data import fill
from tracekenya.jobs import actions as jobs
from tracekenya.jobs import pulse
from tracekenya.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def year_with_data(db):
    fill()


def wait_until(is_so, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


def order() -> Job:
    return kind.order(year=2025, language="en", by=None)


def state() -> str:
    return Job.objects.get().state


def test_a_worker_makes_the_report_that_was_ordered(start_worker, storage):
    start_worker()

    order()
    wait_until(lambda: state() in {JobState.DONE, JobState.FAILED})

    job = Job.objects.get()
    assert (job.state, job.attempt, job.error) == (JobState.DONE, 1, "")
    assert job.facts["pages"] > 10
    content = (storage / job.file_name).read_bytes()
    assert (content[:5], len(content)) == (b"%PDF-", job.file_size)
    assert pulse.worker_lives() is True


def test_a_request_made_while_the_broker_is_away_is_done_later(start_worker, settings, broker_url):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    job = order()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)

    settings.REDIS_URL = broker_url
    start_worker()
    assert kind.order(year=2025, language="en", by=None) == job
    assert jobs.reap()["sent"] == 1
    wait_until(lambda: state() == JobState.DONE)


def test_a_pool_process_killed_at_a_step_is_replaced_and_the_report_is_made(start_worker):
    worker = start_worker()
    order()
    wait_until(lambda: Job.objects.get().step in {"computing", "drawing"})

    pool_process = children(worker.pid)[0]
    os.kill(pool_process, signal.SIGKILL)
    wait_until(lambda: state() == JobState.DONE)

    assert Job.objects.get().attempt == 2


def test_a_killed_worker_leaves_its_step_on_the_row_until_another_takes_over(start_worker):
    worker = start_worker()
    order()
    wait_until(lambda: Job.objects.get().step in {"computing", "drawing"})

    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    left = Job.objects.get()
    assert (left.state, left.attempt) == (JobState.RUNNING, 1)

    Job.objects.update(heartbeat_at=timezone.now() - jobs.workers.SILENT_AFTER * 2)
    assert jobs.reap() == {"sent": 0, "cancelled": 0, "taken_back": 1}
    assert Job.objects.get().step == left.step
    start_worker()
    wait_until(lambda: state() == JobState.DONE)


def children(pid: int) -> list[int]:
    """Return the direct children of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]
