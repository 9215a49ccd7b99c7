"""What the programmes put on the page of a case; registered when the app is ready."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cases import registries
from cases.models import Case
from cases.registries import Panel, TimelineEntry, VisitTaker
from programmes.actions import grants
from programmes.models import BusinessVisit
from tracekenya.accounts.models import User
from tracekenya.lib.errors import DomainError
from tracekenya.roles.permissions import Permission

RUNNING = "running"  # how a visit says that the business is alive


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


def put_visit(
    *, case: Case, by: User, happened_on: dt.date, outcome: str, income_kes: int | None, note: str
) -> BusinessVisit:
    """Keep a visit to the business that the last paid grant of the case started. Raises DomainError."""
    grant = case.trust_fund_grants.exclude(disbursed_on=None).order_by("disbursed_on").last()
    if grant is None:
        raise DomainError(
            _("No money is paid yet, so there is no business to visit."), field="code"
        )
    if note:
        raise DomainError(_("A visit to a business keeps no note."), field="note")
    return grants.add_visit(
        grant=grant, by=by, visited_on=happened_on, is_alive=outcome == RUNNING,
        monthly_income_kes=income_kes,
    )  # fmt: skip


def register() -> None:
    """Fill the registries of casework; called once."""
    view = Permission.GRANT_VIEW
    registries.panels.append(
        Panel(
            "trust-fund", _lazy("Trust fund"), "programmes/_case_panel.html", view, panel_rows, 60
        )
    )
    registries.timelines.append((view, timeline))
    registries.visit_takers["business"] = VisitTaker(Permission.GRANT_EDIT, put_visit)
