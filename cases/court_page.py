"""What the pages of court cases show."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import history
from cases.models import Case, CaseSuspect, CourtCase, Suspect
from cases.sealed import WITNESS
from tracekenya.pages.listing import Act
from tracekenya.roles.fields import is_on_page
from tracekenya.roles.permissions import Permission


def suspects_near(court_case: CourtCase, also: Any = None) -> QuerySet[Suspect]:
    """Return the people suspected in the cases that are joined to `court_case`; `also` one by id."""
    cases = court_case.victims.values("pk")
    near = CaseSuspect.objects.filter(case__in=cases).values("suspect_id")
    return Suspect.objects.filter(Q(pk__in=near) | Q(pk=also))


def context_of(court_case: CourtCase, user) -> dict[str, Any]:
    """Return what `cases/court_case_detail.html` needs; joined cases only as far as they are visible."""
    charges = court_case.charges.select_related("suspect", "offence").prefetch_related("outcomes")
    return {
        "court_case": court_case,
        "facts": _facts(court_case, user),
        "charges": charges,
        "hearings": court_case.hearings.all(),
        "victims": _victims(court_case, user),
        "may_edit": user.can(Permission.COURT_EDIT),
        "may_see_suspects": user.can(Permission.SUSPECT_VIEW),
        "steps": _steps(court_case),
        "changes": history.of_court_case(court_case, user),
        "today": timezone.localdate(),
    }


def _victims(court_case: CourtCase, user) -> list[tuple[str, str, list[Act]]]:
    """Return code, page ("" for none to open) and what opens the part in court, of each case of ours.

    Only cases that the reader may see, or whose part in court the reader may open.
    """
    seen = set(Case.objects.visible_to(user).filter(court_links__court_case=court_case))
    links = court_case.victim_links.select_related("case").order_by("case__code")
    if user.can(Permission.WITNESS_VIEW):
        reached = Case.objects.visible_to(user, Permission.WITNESS_VIEW)
        links = links.filter(Q(case__in=seen) | Q(case__in=reached))
    else:
        links = links.filter(case__in=seen)
    return [
        (
            link.case.code,
            link.case.get_absolute_url() if link.case in seen else "",
            WITNESS.act_on(link, user),
        )
        for link in links
    ]


def _facts(court_case: CourtCase, user) -> list[dict[str, Any]]:
    days = [
        (_("Charge sheet of"), court_case.charge_sheet_on),
        (_("Plea taken on"), court_case.plea_on),
        (_("Concluded on"), court_case.concluded_on),
    ]
    words = [
        (_("Court"), court_case.court),
        (_("Level"), court_case.get_court_level_display()),
        (_("County"), court_case.county),
        *_references(court_case, user),
        (_("Heard in private"), _("Yes") if court_case.in_camera else _("No")),
        (_("Watching brief"), _("Yes") if court_case.watching_brief else _("No")),
    ]
    rows = words + [(label, date_format(day) if day else "") for label, day in days]
    return [{"label": label, "value": value or ""} for label, value in rows]


def _references(court_case: CourtCase, user) -> list[tuple[str, str]]:
    """Return the numbers under which court and police know the case, as far as the reader may."""
    labels = {"court_number": _("Number at the court"), "ob_number": _("OB number")}
    return [
        (label, getattr(court_case, name))
        for name, label in labels.items()
        if is_on_page(user, CourtCase, name)
    ]


def _steps(court_case: CourtCase) -> list[dict[str, str]]:
    acts = (
        (_("Record a hearing"), "calendar", "cases:hearing_add"),
        (_("Record the plea"), "check", "cases:plea_record"),
        (_("Add a charge"), "plus", "cases:charge_add"),
        (_("Change the stage"), "clock", "cases:stage_change"),
        (_("Change the basics"), "edit", "cases:court_case_edit"),
    )
    return [
        {"label": label, "icon": icon, "url": reverse(route, args=[court_case.pk])}
        for label, icon, route in acts
    ]
