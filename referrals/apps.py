"""How Django knows this app, and what it puts on the page of a case."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from referrals import case_parts  # noqa: PLC0415  models exist only now

        case_parts.register()
