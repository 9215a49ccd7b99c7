"""What the programmes put on the page of a case; registered when the app is ready."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case
from cases.registries import Panel, TimelineEntry
from tracekenya.roles.permissions import Permission


def panel_rows(case: Case, user) -> dict:
    return {"grants": case.trust_fund_grants.all()}


def timeline(case: Case) -> Iterator[TimelineEntry]:
    for grant in case.trust_fund_grants.all():
        url = grant.get_absolute_url()
        if grant.trained_on:
            yield TimelineEntry(
                grant.trained_on, _("Trained for a business by the trust fund"), url
            )
        if grant.disbursed_on:
            yield TimelineEntry(grant.disbursed_on, _("Grant of the trust fund paid"), url)


def register() -> None:
    """Fill the registries of casework; called once."""
    view = Permission.GRANT_VIEW
    registries.panels.append(
        Panel(
            "trust-fund", _lazy("Trust fund"), "programmes/_case_panel.html", view, panel_rows, 60
        )
    )
    registries.timelines.append((view, timeline))
