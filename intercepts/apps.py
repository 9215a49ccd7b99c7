"""How Django knows this app, and what it adds to the case page."""

from django.apps import AppConfig


class InterceptsConfig(AppConfig):
    name = "intercepts"

    def ready(self) -> None:
        from intercepts import case_parts  # noqa: PLC0415  models exist only now

        case_parts.register()
