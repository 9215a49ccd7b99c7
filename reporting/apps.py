"""How Django knows this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        from reporting.report.kind import KIND  # noqa: PLC0415
        from tracekenya.jobs.kinds import register  # noqa: PLC0415

        register(KIND)
