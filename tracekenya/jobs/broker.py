"""Handing a job's id to the broker, and asking whether the broker is there. Never waits long."""

import logging
from uuid import UUID

import redis
from celery import current_app
from django.conf import settings
from django.utils import timezone
from kombu import Connection
from kombu.exceptions import OperationalError

from tracekenya.jobs.models import Job, JobState

logger = logging.getLogger(__name__)

WAIT_SECONDS = 1  # for a connection and for an answer: a page must not hang on a sick broker
MESSAGE_LIFE_SECONDS = 120  # an older message says nothing that the reaper has not said again
RUN_TASK = "jobs.run"


def send(job_id: UUID) -> bool:
    """Hand the id to the broker once; False when the broker is away (the reaper sends again)."""
    try:
        with Connection(settings.REDIS_URL, transport_options=_impatient()) as connection:
            current_app.send_task(
                RUN_TASK,
                args=[str(job_id)],
                connection=connection,
                retry=False,
                expires=MESSAGE_LIFE_SECONDS,
            )
    except OperationalError:
        logger.warning("The broker is away; job %s stays queued", job_id)
        return False
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(sent_at=timezone.now())
    return True


def is_up() -> bool:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT_SECONDS, socket_connect_timeout=WAIT_SECONDS
    )
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _impatient() -> dict[str, int]:
    return {
        "socket_connect_timeout": WAIT_SECONDS,
        "socket_timeout": WAIT_SECONDS,
        "max_retries": 0,
    }
