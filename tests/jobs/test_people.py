"""What people do with a job: ask once, cancel, ask again."""

import time

import pytest
import redis
from django.db import IntegrityError, transaction

from tests.jobs.conftest import WORK
from tracekenya.audit.models import AuditEvent
from tracekenya.jobs import actions as jobs
from tracekenya.jobs.actions.people import NotCancellable, NotRepeatable
from tracekenya.jobs.models import Job, JobState

PARAMS = {"do": "finish"}


def kinds_in_trail() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("kind", flat=True))


@pytest.mark.django_db(transaction=True)
def test_asking_writes_the_job_and_a_row_of_the_trail_and_hands_over_the_id(somebody, broker_url):
    job = jobs.ask(kind=WORK, params=PARAMS, by=somebody)

    job.refresh_from_db()
    assert (job.state, job.params, job.asked_by) == (JobState.QUEUED, PARAMS, somebody)
    assert job.sent_at is not None
    assert kinds_in_trail() == ["report_ordered"]
    with redis.Redis.from_url(broker_url) as client:
        messages = client.lrange("celery", 0, -1)
    assert len(messages) == 1
    assert b"finish" not in messages[0]  # the id only


@pytest.mark.django_db(transaction=True)
def test_a_stopped_broker_keeps_the_request_and_the_page_quick(somebody, no_broker):
    begun = time.monotonic()

    job = jobs.ask(kind=WORK, params=PARAMS, by=somebody)

    job.refresh_from_db()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)
    assert time.monotonic() - begun < 2


@pytest.mark.django_db(transaction=True)
def test_asking_twice_gives_one_job(somebody, broker_url):
    first = jobs.ask(kind=WORK, params=PARAMS, by=somebody)
    second = jobs.ask(kind=WORK, params=PARAMS, by=None)
    other = jobs.ask(kind=WORK, params={"do": "crash"}, by=somebody)

    assert second == first
    assert other != first
    assert kinds_in_trail() == ["report_ordered", "report_ordered"]


@pytest.mark.django_db
def test_the_database_refuses_a_second_open_job_of_the_same_order():
    Job.objects.create(kind=WORK, params={"a": 1, "b": 2})

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind=WORK, params={"b": 2, "a": 1}, state=JobState.RUNNING)

    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_an_order_that_is_rolled_back_leaves_nothing(somebody):
    with transaction.atomic():
        jobs.ask(kind=WORK, params=PARAMS, by=somebody)
        transaction.set_rollback(True)

    assert (Job.objects.count(), kinds_in_trail()) == (0, [])


@pytest.mark.django_db
def test_cancelling_a_queued_job_ends_it_at_once(somebody):
    job = Job.objects.create(kind=WORK, params=PARAMS)

    job = jobs.cancel(job=job, by=somebody)

    assert (job.state, job.finished_at) == (JobState.CANCELLED, job.cancel_asked_at)
    assert AuditEvent.objects.get().fields == {"asked": "cancel"}


@pytest.mark.django_db
def test_cancelling_a_running_job_asks_its_worker_and_keeps_the_first_moment(somebody):
    job = Job.objects.create(kind=WORK, params=PARAMS, state=JobState.RUNNING)

    first = jobs.cancel(job=job, by=somebody)
    second = jobs.cancel(job=job, by=somebody)

    assert (first.state, second.cancel_asked_at) == (JobState.RUNNING, first.cancel_asked_at)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_an_ended_job_cannot_be_cancelled(somebody, state):
    job = Job.objects.create(kind=WORK, params=PARAMS, state=state)

    with pytest.raises(NotCancellable):
        jobs.cancel(job=job, by=somebody)

    assert AuditEvent.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [JobState.FAILED, JobState.CANCELLED])
def test_trying_again_asks_anew_with_the_same_parameters(somebody, broker_url, state):
    old = Job.objects.create(kind=WORK, params=PARAMS, state=state, step="working")

    new = jobs.retry(job=old, by=somebody)

    old.refresh_from_db()
    assert (new.params, new.state, new.step) == (PARAMS, JobState.QUEUED, "queued")
    assert (old.state, old.step) == (state, "working")


@pytest.mark.django_db
@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING])
def test_an_open_job_cannot_be_tried_again(somebody, state):
    job = Job.objects.create(kind=WORK, params=PARAMS, state=state)

    with pytest.raises(NotRepeatable):
        jobs.retry(job=job, by=somebody)

    assert Job.objects.count() == 1
