"""How Django knows this app, and what it adds to the case page and to its own pages."""

from django.apps import AppConfig


class ShelterConfig(AppConfig):
    name = "shelter"

    def ready(self) -> None:
        from shelter import case_parts, parts  # noqa: PLC0415  models exist only now

        case_parts.register()
        parts.register_all()
