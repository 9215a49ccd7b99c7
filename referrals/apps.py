"""How Django knows this app, and what it puts on the page of a case."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self) -> None:
        from referrals import case_parts  # noqa: PLC0415  models exist only now
        from tracekenya.lib import vocabularies  # noqa: PLC0415
        from tracekenya.pages import kept_words  # noqa: PLC0415

        case_parts.register()
        kept_words.know("basis", lambda: {"consent": _("Consent")})
        kept_words.know("basis", lambda: dict(vocabularies.known("legal_basis")))
