"""How Django knows this app, and what it puts on the page of a case."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from cases import case_parts  # noqa: PLC0415  models exist only now

        case_parts.register()
