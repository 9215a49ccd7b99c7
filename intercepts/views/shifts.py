"""Pages of the plan: a week by station, a month by monitor, and what a monitor sent last."""

import datetime as dt
from collections import Counter

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from intercepts.numbers.last import last_of
from intercepts.numbers.months import chosen_month
from intercepts.numbers.plan import kept_in, week_of
from intercepts.numbers.stations import percent
from intercepts.registers.shifts import SHIFTS
from tracekenya.roles.access import requires
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column, Link, Table

A_WEEK = dt.timedelta(days=7)
FARTHEST = 520  # weeks from today


@requires(Permission.SHIFT_VIEW)
@require_safe
def shift_week(request):
    first = _monday(request.GET.get("from"))
    days = [first + dt.timedelta(days=place) for place in range(7)]
    url = reverse("intercepts:shift_week")
    context = {
        "rows": week_of(first, SHIFTS.rows(request.user)), "days": days,
        "title": _("Shifts from %(day)s") % {"day": date_format(first)},
        "before": f"{url}?from={first - A_WEEK}", "after": f"{url}?from={first + A_WEEK}",
        "trail": SHIFTS.trail(request.user), "add_url": SHIFTS.url("add"),
        "may_plan": request.user.can(Permission.SHIFT_PLAN),
    }  # fmt: skip
    return render(request, "intercepts/shift_week.html", context)


@requires(Permission.SHIFT_PLAN)
@require_safe
def shift_month(request):
    month = chosen_month(request.GET.get("month"))
    kept = kept_in(month.first, month.last)
    monitors = [(code, *_shares(counts)) for code, counts in kept.by_monitor]
    stations = [
        (Link(row.name, row.get_absolute_url()), *_shares(counts))
        for row, counts in kept.by_station
    ]
    context = {
        "tabs": month.tabs(), "trail": SHIFTS.trail(request.user), "rows": monitors,
        "title": _("Shifts kept in %(month)s") % {"month": month.words},
        "tables": [
            _kept_table(_("By monitor"), _("Monitor"), monitors),
            _kept_table(_("By station"), _("Station"), stations),
        ],
    }  # fmt: skip
    return render(request, "intercepts/shift_month.html", context)


@requires(Permission.INTERCEPT_RECORD)
@require_safe
def my_last(request):
    """Show what the person sent last, each with its receipt; nobody's name."""
    heads = (_("Receipt"), _("What"), _("Station"), _("Received"), _("State"))
    columns = [Column(head) for head in heads]
    table = Table(_("My last 50"), columns, last_of(request.user))
    return render(request, "intercepts/my_last.html", {"table": table})


def _shares(counts: Counter) -> tuple[str, ...]:
    planned, kept = counts["planned"], counts["kept"]
    share = f"{percent(kept, planned)} %"
    return number_format(planned), number_format(kept), share, number_format(counts["unplanned"])


def _kept_table(caption: str, of_whom: str, rows: list[tuple]) -> Table:
    heads = (_("Planned"), _("Kept"), _("Kept, share"), _("Beside the plan"))
    columns = (Column(of_whom), *(Column(head, is_numeric=True) for head in heads))
    return Table(caption, columns, rows)


def _monday(asked: str | None) -> dt.date:
    """Return the Monday of the week asked for; this week's when it is no day we can show."""
    today = timezone.localdate()
    try:
        day = dt.date.fromisoformat(asked or "")
    except ValueError:
        day = today
    if abs((day - today).days) > FARTHEST * 7:
        day = today
    return day - dt.timedelta(days=day.weekday())
