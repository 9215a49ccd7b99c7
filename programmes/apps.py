"""How Django knows this app, and what it puts on the page of a case."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "programmes"

    def ready(self) -> None:
        from programmes import case_parts  # noqa: PLC0415  models exist only now

        case_parts.register()
