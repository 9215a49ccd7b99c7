"""A real child process per job: it makes the file, is killed, crashes, is cancelled, takes too long."""

import hashlib
import os
import signal
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connections

from tests.jobs.conftest import WORK
from tracekenya.audit.models import AuditEvent
from tracekenya.jobs import actions as jobs
from tracekenya.jobs import child, files, kinds, runner
from tracekenya.jobs.models import Job, JobState

pytestmark = pytest.mark.django_db(transaction=True)


def run(do: str) -> Job:
    job = Job.objects.create(kind=WORK, params={"do": do})
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_finished_job_keeps_its_file_with_size_and_hash(storage):
    job = run("finish")

    assert (job.state, job.file_size) == (JobState.DONE, 6)
    assert job.file_sha256 == hashlib.sha256(b"result").hexdigest()
    assert (storage / job.file_name).read_bytes() == b"result"
    assert AuditEvent.objects.get().fields == {"state": "done", "sha256": job.file_sha256}


def test_a_second_message_for_the_same_job_does_nothing(storage):
    job = run("finish")

    runner.run(job.pk)

    assert (Job.objects.get().attempt, len(list(storage.rglob("*.txt")))) == (1, 1)


def test_a_refusal_and_a_crash_fail_with_their_code_and_leave_the_step(storage, capfd):
    refused, crashed = run("refuse"), run("crash")

    assert (refused.state, refused.error, refused.step) == (JobState.FAILED, "not_today", "working")
    assert (crashed.state, crashed.error, crashed.step) == (JobState.FAILED, "crashed", "working")
    assert list(storage.rglob("*.txt")) == []


def test_a_killed_child_leaves_its_step_and_the_job_is_tried_three_times(broker_url):
    job = run("vanish")
    assert (job.state, job.step, job.step_number, job.attempt) == (JobState.QUEUED, "working", 1, 1)

    for _ in range(2):
        runner.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error, job.attempt) == (JobState.FAILED, "worker_lost", 3)
    assert (job.step, job.step_number) == ("working", 1)


def test_cancelling_ends_the_child_within_five_seconds(somebody):
    job = Job.objects.create(kind=WORK, params={"do": "sleep"})
    begun = threading.Thread(target=_run_in_thread, args=[job.pk])
    begun.start()
    _wait(lambda: Job.objects.get().step == "working")

    asked_at = time.monotonic()
    jobs.cancel(job=Job.objects.get(), by=somebody)
    begun.join(timeout=5)

    job.refresh_from_db()
    assert (job.state, job.step) == (JobState.CANCELLED, "working")
    assert time.monotonic() - asked_at < 5


def test_work_beyond_its_limit_is_stopped(work_kind):
    kinds.register(replace(work_kind, limit_seconds=1))

    job = run("sleep")

    assert (job.state, job.error) == (JobState.FAILED, "took_too_long")


def test_the_child_dies_when_its_worker_is_killed():
    job = Job.objects.create(kind=WORK, params={"do": "sleep"}, state=JobState.RUNNING)
    connections.close_all()
    reading, writing = os.pipe()
    worker = os.fork()
    if worker == 0:  # a worker that starts a child, says its number and waits to be killed
        os.write(writing, str(child.start(job).pid).encode())
        signal.pause()
        os._exit(0)
    pid = int(os.read(reading, 20))

    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    _wait(lambda: not _lives(pid))

    os.close(reading)
    os.close(writing)
    assert not _lives(pid)


def test_a_file_left_by_an_interrupted_attempt_is_written_over(storage):
    job = Job.objects.create(kind=WORK, params={"do": "finish"})
    files.keep(job, b"half")

    runner.run(job.pk)

    job.refresh_from_db()
    assert (storage / job.file_name).read_bytes() == b"result"
    assert len(list(storage.rglob("*.txt"))) == 1


def _run_in_thread(job_id) -> None:
    runner.run(job_id)
    connections.close_all()


def _lives(pid: int) -> bool:
    """Whether the process runs; a dead one that nobody has collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _wait(is_so, seconds: float = 5) -> None:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
