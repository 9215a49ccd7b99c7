"""The project itself as an app: binds Celery and holds commands that span apps."""

from django.apps import AppConfig


class TraceKenyaConfig(AppConfig):
    name = "tracekenya"
    label = "tracekenya"

    def ready(self) -> None:
        from tracekenya.celery import app  # noqa: F401, PLC0415  so that tasks find their app
