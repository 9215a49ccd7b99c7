"""How Django knows this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tracekenya.jobs"
    label = "jobs"

    def ready(self) -> None:
        from tracekenya.jobs import pulse  # noqa: F401, PLC0415  binds the worker's signals
