"""How Django knows this app."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        from programmes.plan_lines import offer  # noqa: PLC0415
        from reporting.actions.evidence import PAPERS  # noqa: PLC0415
        from reporting.plan.lines import lines_of_the_plan  # noqa: PLC0415
        from reporting.report.kind import KIND  # noqa: PLC0415
        from reporting.sheltered import stays_of_the_plan  # noqa: PLC0415
        from shelter.registries import plan_counts  # noqa: PLC0415
        from tracekenya.jobs.kinds import register  # noqa: PLC0415
        from tracekenya.vault.files import folders  # noqa: PLC0415

        register(KIND)
        offer(lines_of_the_plan)
        plan_counts.append(stays_of_the_plan)
        folders.append(PAPERS)
