"""The list of cases: by code, never by name."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case
from cases.models.case import CaseQuerySet
from tracekenya.ui.tables import Column, Link, Table


def visible_cases(user) -> CaseQuerySet:
    """Return the cases that `user` may see, newest first, without what a list does not show."""
    return Case.objects.visible_to(user).select_related("county").defer("summary", "closing_note")


def table_of(cases: Iterable[Case]) -> Table:
    """Return the rows of one page."""
    columns = [Column(_("Code")), Column(_("Status")), Column(_("Risk")), Column(_("Opened")),
               Column(_("County"))]  # fmt: skip
    return Table(_("Cases"), columns, [_row(case) for case in cases])


def _row(case: Case) -> list[str | Link]:
    risk = case.get_risk_level_display() if case.risk_level else _("Not set")
    county = str(case.county) if case.county else _("Not known")
    return [
        Link(case.code, case.get_absolute_url()),
        case.get_status_display(),
        risk,
        date_format(case.opened_on, "SHORT_DATE_FORMAT"),
        county,
    ]
