"""The figures of a house: a year by month, the report of one month, and that report on paper."""

import datetime as dt

from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shelter import month_outside, month_page, numbers, year_outside, year_page
from shelter.access import get_shelter_for
from shelter.actions.prints import print_month
from shelter.forms.month import HOUSE, MonthPrintForm
from tracekenya.lib.addresses import address, plain_address
from tracekenya.pages.export import table_response
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission

A_DAY = dt.timedelta(days=1)


@requires(Permission.HOUSE_NUMBERS)
@require_safe
def shelter_numbers(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_NUMBERS)
    today = timezone.localdate()
    year = month_page.year_in(request.GET.get("year", ""), shelter.opened_on, today)
    months, whole = numbers.months_of(shelter, year)
    title = _("%(shelter)s in %(year)d") % {"shelter": shelter, "year": year}
    if kind := request.GET.get("export"):
        is_outside = _is_for_outside(request)
        page = year_outside if is_outside else year_page
        return table_response(
            request, kind, name=_file_name("year", year, is_outside=is_outside), title=title,
            heads=page.heads(), rows=page.lines_of(months, whole), target=shelter,
        )  # fmt: skip
    context = {
        "title": title, "trail": _trail(shelter), "asked": f"year={year}",
        "table": year_page.table_of(shelter, months, whole, year),
        "earlier": _year(year - 1) if year > shelter.opened_on.year else None,
        "later": _year(year + 1) if year < today.year else None,
        "may_export": request.user.can(Permission.LIST_EXPORT),
    }  # fmt: skip
    return render(request, "shelter/shelter_numbers.html", context)


@requires(Permission.HOUSE_NUMBERS)
@require_safe
def month_report(request, pk):
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_NUMBERS)
    today = timezone.localdate()
    first = month_page.first_of(request.GET.get("month", ""), shelter.opened_on, today)
    month = numbers.month_of(shelter, first.year, first.month)
    title = month_page.title_of(shelter, month)
    if kind := request.GET.get("export"):
        return _month_file(request, kind, shelter, month, title)
    context = {
        "title": title, "month": month, "trail": _trail(shelter, first.year), "shelter": shelter,
        "sections": month_page.sections_of(month, with_splits=True),
        "differences": month_page.differences_of(month, request.user),
        "may_export": request.user.can(Permission.LIST_EXPORT), "asked": f"month={first:%Y-%m}",
        **_neighbours(shelter, month, today),
    }  # fmt: skip
    return render(request, "shelter/month_report.html", context)


def _month_file(request, kind, shelter, month, title):
    is_outside = _is_for_outside(request)
    name = _file_name("month", f"{month.first:%Y-%m}", is_outside=is_outside)
    return table_response(
        request, kind, name=name, title=title, heads=[_("Part"), _("Figure"), _("Value")],
        rows=list(month_page.lines_of(_sections(month, is_outside=is_outside))), target=shelter,
    )  # fmt: skip


def _is_for_outside(request):
    """Return whether small numbers are hidden in a file: they are, unless true ones are asked for."""
    return request.GET.get("readers") != HOUSE


def _file_name(what, when, *, is_outside):
    return f"shelter-{what}-{when}{'-outside' if is_outside else ''}"


def _sections(month, *, is_outside):
    """Return the report as it may leave the house: no split by sex or age, small cells hidden."""
    if is_outside:
        return month_outside.sections_of(month)
    return month_page.sections_of(month, with_splits=False)


@requires(Permission.HOUSE_NUMBERS)
@require_http_methods(["GET", "POST"])
def month_print(request, pk):
    """Ask for whom the report is, then draw it for paper; that it was printed stands in the trail."""
    shelter = get_shelter_for(request.user, pk, Permission.HOUSE_NUMBERS)
    asked = {"month": request.GET.get("month", "")}
    form = MonthPrintForm(request.POST or None, shelter=shelter, initial=asked)
    if not form.is_valid():
        context = {
            "form": form, "title": _("Print the monthly report"), "trail": _trail(shelter),
            "lead": _("Choose first who will read the sheet."), "submit_label": _("Show the sheet"),
            "cancel_url": address("shelter:shelter_numbers", shelter.pk),
        }  # fmt: skip
        return render(request, "pages/form_page.html", context)
    first, is_outside = form.cleaned_data["month"], form.is_outside
    month = numbers.month_of(shelter, first.year, first.month)
    print_month(shelter=shelter, first=first, readers=form.cleaned_data["readers"], by=request.user)
    context = {
        "title": month_page.title_of(shelter, month), "month": month, "is_outside": is_outside,
        "sections": _sections(month, is_outside=is_outside),
        "back": year_page.url_of(shelter, first), "printed_at": timezone.now(),
    }  # fmt: skip
    return render(request, "shelter/month_print.html", context)


def _trail(shelter, year=None):
    """Return the pages above; with `year` the one of that year is the last."""
    house = address("shelter:shelter_detail", shelter.pk)
    trail = [(_("Free beds"), plain_address("shelter:shelter_list")), (str(shelter), house)]
    if year is not None:
        url = f"{address('shelter:shelter_numbers', shelter.pk)}?year={year}"
        trail.append((_("Figures"), url))
    return trail


def _year(year):
    return {"label": str(year), "url": f"?year={year}"}


def _neighbours(shelter, month, today):
    """Return the months before and after, as far as the house was open and time has come."""
    before, after = month.first - A_DAY, month.last + A_DAY
    return {
        "earlier": _month(shelter, before) if before >= shelter.opened_on else None,
        "later": _month(shelter, after) if after <= today else None,
    }


def _month(shelter, day):
    return {"label": date_format(day, "F Y"), "url": year_page.url_of(shelter, day)}
