"""How Django knows this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tracekenya.jobs"
    label = "jobs"
