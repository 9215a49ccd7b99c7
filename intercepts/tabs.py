"""The pages of the road, in one list: what waits for work as tabs, the registers behind it as links."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracekenya.roles.permissions import Permission


class Page(NamedTuple):
    """One page of the road; `route` lies in the namespace of intercepts."""

    words: Promise
    route: str
    act: Permission


WORK = (
    Page(_("Intercepts"), "intercept_list", Permission.INTERCEPT_VIEW),
    Page(_("Vetting"), "vetting_list", Permission.INTERCEPT_VET),
    Page(_("Alerts"), "alert_list", Permission.INTERCEPT_RESPOND),
    Page(_("Calls to make"), "call_back_list", Permission.INTERCEPT_RESPOND),
    Page(_("To be mended"), "submission_list", Permission.QUARANTINE_MEND),
    Page(_("Matches"), "repeat_list", Permission.REPEAT_HANDLE),
    Page(_("Working alone"), "check_in_list", Permission.CHECK_IN_KEEP),
    Page(_("Not intercepts"), "vetting_rates", Permission.INDICATOR_TRUE_NUMBERS),
)
REGISTERS = (
    Page(_("Tips"), "tip_list", Permission.TIP_KEEP),
    Page(_("Shifts"), "monitor_shift_list", Permission.SHIFT_VIEW),
    Page(_("Stations"), "station_list", Permission.REGISTER_VIEW),
    Page(_("Routes"), "route_list", Permission.REGISTER_VIEW),
    Page(_("Saccos and companies"), "operator_list", Permission.REGISTER_VIEW),
    Page(_("Vehicles"), "vehicle_list", Permission.REGISTER_VIEW),
    Page(_("Warning signs"), "screening_list", Permission.REGISTER_VIEW),
    Page(_("Phones"), "phone_list", Permission.PHONE_VIEW),
)
Links = list[dict[str, Any]]


def tabs_for(user: Any, here: str) -> dict[str, Links]:
    """Return what a page of the road shows of the others: `sisters` (tabs) and `registers` (links)."""
    return {"sisters": _open_to(user, WORK, here), "registers": _open_to(user, REGISTERS, here)}


def _open_to(user: Any, pages: tuple[Page, ...], here: str) -> Links:
    return [
        {
            "label": page.words,
            "url": reverse(f"intercepts:{page.route}"),
            "current": page.route == here,
        }
        for page in pages
        if user.can(page.act)
    ]
