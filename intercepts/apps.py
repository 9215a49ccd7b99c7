"""How Django knows this app, and what it adds to the case page."""

from django.apps import AppConfig


class InterceptsConfig(AppConfig):
    name = "intercepts"

    def ready(self) -> None:
        from intercepts import case_parts, quarantine  # noqa: PLC0415  models exist only now
        from intercepts.actions.photos import PICTURES  # noqa: PLC0415
        from tracekenya.pages import kept_words  # noqa: PLC0415
        from tracekenya.vault.files import folders  # noqa: PLC0415

        case_parts.register()
        folders.append(PICTURES)
        kept_words.know("reason", lambda: quarantine.REASONS)
