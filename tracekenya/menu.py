"""The menu: what a role may open. Entries that a role lacks are not drawn; views check for themselves."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracekenya.lib.addresses import plain_address
from tracekenya.roles.permissions import Permission


@dataclass(frozen=True)
class Entry:
    label: str
    icon: str
    route: str
    permission: Permission
    also: tuple[Permission, ...] = ()  # who may do one of these finds the page too
    unless: Permission | None = None  # who may do this finds the page under another entry


ENTRIES = (
    Entry(_("Home"), "home", "home", Permission.HOME_VIEW),
    Entry(_("Cases"), "folder", "cases:case_list", Permission.CASE_VIEW),
    Entry(_("Intercepts"), "bus", "intercepts:intercept_list", Permission.INTERCEPT_VIEW),
    Entry(
        _("Phones"),
        "phone",
        "intercepts:phone_list",
        Permission.PHONE_VIEW,
        unless=Permission.INTERCEPT_VIEW,
    ),
    Entry(_("Beds"), "bed", "shelter:shelter_list", Permission.SHELTER_VIEW),
    Entry(_("Exits to decide"), "leave", "shelter:decision_list", Permission.EXIT_DECIDE),
    Entry(_("Referrals"), "referral", "referrals:referral_list", Permission.REFERRAL_VIEW),
    Entry(_("Directory"), "building", "referrals:organisation_list", Permission.DIRECTORY_VIEW),
    Entry(_("Find a person"), "search", "cases:people_search", Permission.PERSON_SEARCH),
    Entry(_("Court"), "scales", "cases:court_case_list", Permission.COURT_VIEW),
    Entry(_("Emergency"), "warning", "cases:emergency_open", Permission.BREAK_GLASS_OPEN),
    Entry(
        _("Emergency openings"), "warning", "cases:emergency_list", Permission.BREAK_GLASS_REVIEW
    ),
    Entry(_("Allegations"), "shield", "shelter:allegation_list", Permission.ALLEGATION_HANDLE),
    Entry(_("Reasons given"), "info", "cases:reason_list", Permission.REASON_VIEW),
    Entry(_("Programmes"), "programmes", "programmes:programmes_home", Permission.REGISTER_VIEW),
    Entry(
        _("Board"),
        "people",
        "programmes:board_meeting_list",
        Permission.BOARD_REGISTER_VIEW,
        unless=Permission.REGISTER_VIEW,
    ),
    Entry(_("Indicators"), "chart", "reporting:dashboard", Permission.INDICATOR_VIEW),
    Entry(_("Data health"), "shield", "reporting:data_health", Permission.DATA_HEALTH_VIEW),
    Entry(_("Audit trail"), "lock", "administration:trail_list", Permission.AUDIT_VIEW),
    Entry(_("Sealed notes"), "lock", "shelter:sealed_note_list", Permission.SEALED_NOTE_READ),
    Entry(_("Reports"), "report", "reporting:report_list", Permission.REPORT_VIEW),
    Entry(
        _("Administration"),
        "settings",
        "administration:administration_home",
        Permission.USER_MANAGE,
        also=(Permission.CODE_LIST_EDIT, Permission.USER_APPROVE),
    ),
    Entry(
        _("Report about staff"),
        "warning",
        "shelter:allegation_report",
        Permission.ALLEGATION_REPORT,
    ),
)


def menu_for(request: HttpRequest) -> list[dict]:
    """Return the entries that the signed-in person may open, each with url, label, icon, current."""
    if not request.user.is_authenticated:
        return []
    can = request.user.can
    found = [e for e in ENTRIES if can(e.permission) or any(map(can, e.also))]
    allowed = [e for e in found if not (e.unless and can(e.unless))]
    rows = [{"label": e.label, "icon": e.icon, "url": plain_address(e.route)} for e in allowed]
    here = _current(request.path, [row["url"] for row in rows])
    return [row | {"current": row["url"] == here} for row in rows]


def _current(path: str, urls: list[str]) -> str:
    """Return the entry that the page lies under, the nearest of several; home is only itself."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
