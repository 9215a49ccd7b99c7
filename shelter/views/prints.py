"""Sheets for paper. Each is asked for by a POST, which leaves its row in the trail; a GET asks first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.access import get_case_for
from shelter import prints, stay_page, tonight
from shelter.access import get_admission_for, get_shelter_for
from shelter.actions.prints import Opened, keep_print
from tracekenya.lib.addresses import address, plain_address
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

GET_POST = ["GET", "POST"]
Content = tuple[dict[str, Any], Sequence[Opened]]


@requires(Permission.TONIGHT_PRINT)
@require_http_methods(GET_POST)
def tonight_print(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.TONIGHT_PRINT)
    house = address("shelter:shelter_detail", shelter.pk)

    def content() -> Content:
        sheet = tonight.tonight_of(shelter, request.user)
        return {"sheet": sheet, "shelter": shelter}, sheet.opened

    return _sheet(
        request, shelter, content, name="tonight", back=house,
        title=_("Tonight, %(day)s") % {"day": date_format(timezone.localdate())},
        lead=_("Beds, names to be called by, child or adult, who is out. One page; nothing of health."),
        trail=[(_("Free beds"), plain_address("shelter:shelter_list")), (str(shelter), house)],
    )  # fmt: skip


@requires(Permission.STAY_PRINT)
@require_http_methods(GET_POST)
def admission_print(request, pk):
    stay = get_admission_for(request.user, pk, Permission.STAY_PRINT)
    return _sheet(
        request, stay, lambda: prints.admission_of(stay, request.user), name="admission",
        title=_("Admission form: %(code)s") % {"code": stay.case.code},
        lead=_("Name, arrival, answers and belongings, to be signed by hand. Nothing of health."),
        **_of_stay(stay),
    )  # fmt: skip


@requires(Permission.STAY_PRINT)
@require_http_methods(GET_POST)
def receipt_print(request, pk):
    stay = get_admission_for(request.user, pk, Permission.STAY_PRINT)
    return _sheet(
        request, stay, lambda: prints.receipt_of(stay), name="receipt",
        title=_("Receipt for belongings: %(code)s") % {"code": stay.case.code},
        lead=_("What was taken in and what went back, with signatures. The person may have a copy."),
        **_of_stay(stay),
    )  # fmt: skip


@requires(Permission.HEARING_SUMMARY)
@require_http_methods(GET_POST)
def hearing_print(request, pk):
    case = get_case_for(request.user, pk, Permission.HEARING_SUMMARY)
    return _sheet(
        request, case, lambda: (prints.hearing_of(case, request.user), ()), name="hearing",
        title=_("Summary for the hearing: %(code)s") % {"code": case.code},
        lead=_("Court, charges, hearings and days in care. No name, no house, nothing of health."),
        back=case.get_absolute_url(),
        trail=[(_("Cases"), plain_address("cases:case_list")), (case.code, case.get_absolute_url())],
    )  # fmt: skip


def _sheet(request, target, content: Callable[[], Content], *, name, title, back, **asking):
    """Ask; or draw the sheet `name`, once that it is printed stands in the trail."""
    if request.method != "POST":
        context = {"title": title, "back": back, **asking}
        return render(request, "shelter/print/ask.html", context)
    context, opened = content()
    keep_print(target=target, by=request.user, opened=opened)
    context |= {"title": title, "back": back, "printed_at": timezone.now()}
    return render(request, f"shelter/print/{name}.html", context)


def _of_stay(stay) -> dict[str, Any]:
    return {"back": stay.get_absolute_url(), "trail": stay_page.trail_of(stay)}
