"""What workers write: one takes a job, a lost one writes nothing more, the reaper brings work back."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.jobs.conftest import WORK
from tracekenya.jobs import actions as jobs
from tracekenya.jobs.files import Kept
from tracekenya.jobs.models import Job, JobState

KEPT = Kept("tests/a.txt", 6, "ab" * 32)


def seconds_ago(number: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(seconds=number)


def job_of(**fields) -> Job:
    return Job.objects.create(kind=WORK, params={"do": "finish"}, **fields)


def running(**fields) -> Job:
    return job_of(state=JobState.RUNNING, attempt=1, heartbeat_at=timezone.now(), **fields)


@pytest.mark.django_db
def test_a_queued_job_is_claimed_once():
    job = job_of()

    claimed, again = jobs.claim(job.pk), jobs.claim(job.pk)

    assert (claimed.state, claimed.attempt, again) == (JobState.RUNNING, 1, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": JobState.CANCELLED},
        {"state": JobState.FAILED},
        {"cancel_asked_at": timezone.now()},
    ],
)
def test_a_job_that_is_not_to_be_had_is_not_claimed(fields):
    job = job_of(**fields)

    assert jobs.claim(job.pk) is None


@pytest.mark.django_db
def test_a_heartbeat_writes_the_newest_step_and_hears_of_a_wish_to_cancel():
    job = running()

    assert jobs.keep_alive(job, ("working", 2, 3)) == "go on"
    Job.objects.update(cancel_asked_at=timezone.now())
    assert jobs.keep_alive(job, None) == "cancel"

    job.refresh_from_db()
    assert (job.step, job.step_number, job.step_total) == ("working", 2, 3)


@pytest.mark.django_db
def test_a_worker_that_lost_its_job_changes_nothing_more():
    job = running()
    Job.objects.update(attempt=2)

    answers = (
        jobs.keep_alive(job, ("working", 3, 3)),
        jobs.finish(job, KEPT, {}),
        jobs.fail(job, "crashed"),
        jobs.confirm_cancelled(job),
        jobs.interrupt(job),
    )

    job.refresh_from_db()
    assert answers == ("lost", False, False, False, None)
    assert (job.state, job.step, job.file_name, job.error) == (JobState.RUNNING, "queued", "", "")


@pytest.mark.django_db
def test_a_finished_job_has_its_file_and_facts():
    job = running()

    assert jobs.finish(job, KEPT, {"pages": 1}) is True

    job.refresh_from_db()
    assert (job.state, job.step, job.facts) == (JobState.DONE, "ready", {"pages": 1})
    assert (job.file_name, job.file_size, job.file_sha256) == (KEPT.name, KEPT.size, KEPT.sha256)


@pytest.mark.django_db
def test_a_job_that_is_to_be_cancelled_is_not_finished():
    job = running(cancel_asked_at=timezone.now())

    assert jobs.finish(job, KEPT, {}) is False


@pytest.mark.django_db(transaction=True)
def test_interrupted_work_is_queued_again_with_its_step_and_given_up_after_three(broker_url):
    job = running(step="working", step_number=2, step_total=3)

    jobs.interrupt(job)
    job.refresh_from_db()
    assert (job.state, job.step, job.step_number) == (JobState.QUEUED, "working", 2)
    assert job.sent_at is not None

    for _ in range(2):
        jobs.interrupt(jobs.claim(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error, job.attempt) == (JobState.FAILED, "worker_lost", 3)


@pytest.mark.django_db(transaction=True)
def test_the_reaper_sends_again_what_nobody_took(broker_url):
    never_sent = job_of()
    Job.objects.create(kind=WORK, params={"do": "crash"}, sent_at=seconds_ago(5))
    untaken = Job.objects.create(kind=WORK, params={"do": "sleep"}, sent_at=seconds_ago(20))

    counts = jobs.reap()

    assert counts == {"sent": 2, "cancelled": 0, "taken_back": 0}
    for job in (never_sent, untaken):
        job.refresh_from_db()
        assert job.sent_at > seconds_ago(3)


@pytest.mark.django_db(transaction=True)
def test_the_reaper_takes_back_what_a_dead_worker_left(broker_url):
    alive = running()
    dead = Job.objects.create(
        kind=WORK, params={}, state=JobState.RUNNING, attempt=1, heartbeat_at=seconds_ago(61),
        step="working",
    )  # fmt: skip
    unwanted = Job.objects.create(
        kind=WORK, params={"do": "sleep"}, state=JobState.RUNNING, attempt=1,
        heartbeat_at=seconds_ago(20), cancel_asked_at=seconds_ago(16),
    )  # fmt: skip

    counts = jobs.reap()

    assert counts == {"sent": 0, "cancelled": 1, "taken_back": 1}
    states = [Job.objects.get(pk=job.pk).state for job in (alive, dead, unwanted)]
    assert states == [JobState.RUNNING, JobState.QUEUED, JobState.CANCELLED]
