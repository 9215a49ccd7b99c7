"""The Celery application of workers and beat. Tasks carry ids; the truth is in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracekenya.settings")

app = Celery("tracekenya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
