"""The list of cases: by code, never by name."""

from django.utils.translation import gettext_lazy as _

from cases.filters import CaseFilter
from cases.models import Case
from cases.models.case import CaseQuerySet
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link

RISK_TONES = {"critical": "danger", "high": "danger", "medium": "warning", "low": "success"}


def visible_cases(user) -> CaseQuerySet:
    """Return the cases that `user` may see, without what a list does not show."""
    return Case.objects.visible_to(user).select_related("county").defer("summary", "closing_note")


def risk_of(case: Case) -> Tag:
    if not case.risk_level:
        return Tag(_("Not set"), "warning" if case.is_open else "")
    return Tag(case.get_risk_level_display(), RISK_TONES.get(case.risk_level, ""))


CASES = ListPage(
    name="cases",
    title=_("Cases"),
    columns=(
        Column("code", _("Code"), lambda case: Link(case.code, case.get_absolute_url()), "code"),
        Column("status", _("Status"), lambda case: case.get_status_display(), "status"),
        Column("risk", _("Risk"), risk_of),
        Column("opened", _("Opened"), lambda case: case.opened_on, "opened_on"),
        Column("county", _("County"), lambda case: case.county or _("Not known"), "county__name"),
    ),
    filters=CaseFilter,
    sort="-opened",
    empty_title=_("No case here"),
    empty_text=_("You see the cases that you work on. Ask a case manager to assign one to you."),
)  # fmt: skip
