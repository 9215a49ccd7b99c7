"""The Celery application of workers and beat. Tasks carry ids; the truth is in PostgreSQL."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init
from django.conf import settings

from tracekenya.starting import refusing_in_one_line, start_safely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracekenya.settings")
with refusing_in_one_line():
    settings.VAULT_KEYS  # noqa: B018  read here, so that a bad value is one line

app = Celery("tracekenya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def _before_the_worker(**about: object) -> None:
    """Celery's own way to be asked before a worker takes its first task."""
    start_safely()


@beat_init.connect
def _before_beat(**about: object) -> None:
    start_safely()
