"""What the pages of court cases show."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.models import Case, CourtCase, Suspect
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column, Link, Table

PAGE_ROWS = 25


def court_cases_of(user) -> QuerySet[CourtCase]:
    return CourtCase.objects.visible_to(user).select_related("county")


def page_of(user, number: str | None) -> Page:
    return Paginator(court_cases_of(user), PAGE_ROWS).get_page(number)


def suspects_near(court_case: CourtCase) -> QuerySet[Suspect]:
    """Return the people suspected in the cases that are joined to `court_case`."""
    cases = court_case.victims.values("pk")
    return Suspect.objects.filter(case_suspects__case__in=cases).distinct()


def table_of(court_cases: Iterable[CourtCase]) -> Table:
    columns = [Column(_("Code")), Column(_("Court")), Column(_("Stage")), Column(_("Plea")),
               Column(_("County"))]  # fmt: skip
    return Table(_("Court cases"), columns, [_row(row) for row in court_cases])


def context_of(court_case: CourtCase, user) -> dict[str, Any]:
    """Return what `cases/court_case_detail.html` needs; joined cases only as far as they are visible."""
    charges = court_case.charges.select_related("suspect", "offence").prefetch_related("outcomes")
    return {
        "court_case": court_case,
        "facts": _facts(court_case),
        "charges": charges,
        "hearings": court_case.hearings.all(),
        "cases": Case.objects.visible_to(user).filter(court_links__court_case=court_case),
        "may_edit": user.can(Permission.COURT_EDIT),
        "may_see_suspects": user.can(Permission.SUSPECT_VIEW),
        "steps": _steps(court_case),
    }


def _row(court_case: CourtCase) -> list[str | Link]:
    return [
        Link(court_case.code, court_case.get_absolute_url()),
        court_case.court,
        court_case.get_stage_display(),
        date_format(court_case.plea_on, "SHORT_DATE_FORMAT") if court_case.plea_on else "–",
        str(court_case.county or "–"),
    ]


def _facts(court_case: CourtCase) -> list[dict[str, Any]]:
    days = [
        (_("Charge sheet of"), court_case.charge_sheet_on),
        (_("Plea taken on"), court_case.plea_on),
        (_("Concluded on"), court_case.concluded_on),
    ]
    words = [
        (_("Court"), court_case.court),
        (_("Level"), court_case.get_court_level_display()),
        (_("County"), court_case.county),
        (_("Number at the court"), court_case.court_number),
        (_("OB number"), court_case.ob_number),
        (_("Heard in private"), _("Yes") if court_case.in_camera else _("No")),
        (_("Watching brief"), _("Yes") if court_case.watching_brief else _("No")),
    ]
    rows = words + [(label, date_format(day) if day else "") for label, day in days]
    return [{"label": label, "value": value or ""} for label, value in rows]


def _steps(court_case: CourtCase) -> list[dict[str, str]]:
    acts = (
        (_("Record a hearing"), "calendar", "cases:hearing_add"),
        (_("Record the plea"), "check", "cases:plea_record"),
        (_("Add a charge"), "plus", "cases:charge_add"),
        (_("Change the stage"), "clock", "cases:stage_change"),
    )
    return [
        {"label": label, "icon": icon, "url": reverse(route, args=[court_case.pk])}
        for label, icon, route in acts
    ]
