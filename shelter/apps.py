"""How Django knows this app, and what it adds to the case page and to its own pages."""

from django.apps import AppConfig


class ShelterConfig(AppConfig):
    name = "shelter"

    def ready(self) -> None:
        from cases import registries  # noqa: PLC0415  models exist only now
        from shelter import case_parts, parts  # noqa: PLC0415
        from shelter.enums import EmptyReason  # noqa: PLC0415
        from shelter.twice import objections_to_merging  # noqa: PLC0415
        from tracekenya.pages import kept_words  # noqa: PLC0415

        case_parts.register()
        parts.register_all()
        registries.merging_guards.append(objections_to_merging)
        kept_words.know("reason", lambda: dict(EmptyReason.choices))
