"""How Django knows this app, and what it puts on the page of a case."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        from cases import case_parts  # noqa: PLC0415  models exist only now
        from cases.actions import grants  # noqa: PLC0415
        from cases.words import EMERGENCIES, GRANT_REASONS, reasons  # noqa: PLC0415
        from tracekenya.accounts.leaving import on_leaving  # noqa: PLC0415
        from tracekenya.pages import kept_words  # noqa: PLC0415

        case_parts.register()
        on_leaving("grants", grants.end_all_of)
        kept_words.know("reason", reasons)
        kept_words.know("reason", lambda: GRANT_REASONS)
        kept_words.know("emergency", lambda: EMERGENCIES)
