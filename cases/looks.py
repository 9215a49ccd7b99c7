"""Who looked at a case: for those who work on it and those who answer for it. Staff codes alone."""

import datetime as dt
from typing import Any

import django_filters as filters
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from tracekenya.audit.enums import LOOKS, AuditKind
from tracekenya.audit.models import AuditEvent
from tracekenya.lib.addresses import address
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.trail_list import (
    LOOK_CHOICES,
    ON_WHAT,
    WHAT,
    WHEN,
    WHO,
    DaysFilter,
    code_filter,
)
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Column as Head
from tracekenya.ui.tables import Link, Table

DAYS_BACK = 30  # of the panel on a case
WEEK = 7
START = dt.date(2000, 1, 1)  # before any look; keeps odd days within the calendar
MOST_PEOPLE = 50  # of a table that counts by person
ADDED_UP = {
    "cases": Count("case_id", distinct=True),
    "looks": Count("pk"),
    "identities": Count("pk", filter=Q(kind=AuditKind.REVEALED)),
    "last": Max("at"),
}


class LookFilter(DaysFilter):
    by = code_filter(_("Staff code"), lookup_expr="iexact")
    kind = filters.ChoiceFilter(
        label=_("What was done"), choices=LOOK_CHOICES, empty_label=_("Any")
    )


CASE_LOOKS = ListPage(
    name="looks-at-a-case",
    title=_("Who looked at this case"),
    lead=_("Every opening, printing and export, of the case and of what stands on it."),
    columns=(WHEN, WHO, WHAT, ON_WHAT),
    filters=LookFilter,
    sort="-at",
    empty_title=_("Nobody looked"),
    empty_text=_("Widen the days, or clear a filter."),
)
MY_LOOKS = ListPage(
    name="looks-at-my-cases",
    title=_("Who looked at my cases"),
    lead=_(
        "Every opening, printing and export by others of the cases that you work on or answer for."
        " Ask when you see somebody whom you did not expect."
    ),
    columns=(
        WHEN, WHO, WHAT, ON_WHAT,
        Column("case", _("Case"), lambda event: Link(
            event.case_code, address("cases:case_detail", event.case_id)), is_whole=True),
    ),
    filters=LookFilter,
    sort="-at",
    empty_title=_("Nobody looked"),
    empty_text=_("Widen the days, or clear a filter."),
)  # fmt: skip


def looks_at(case: Case) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(case_id=case.pk, kind__in=LOOKS)


def looks_at_cases_of(user: Any) -> QuerySet[AuditEvent]:
    """Return looks by others at the cases of `user`, each with `case_code`."""
    mine = Case.objects.visible_to(user, Permission.TRAIL_CASE)
    code = Case.objects.filter(pk=OuterRef("case_id")).values("code")
    looks = AuditEvent.objects.filter(case_id__in=mine.values("pk"), kind__in=LOOKS)
    return looks.exclude(by=user.staff_code).annotate(case_code=Subquery(code))


def by_person(looks: QuerySet[AuditEvent], *, with_cases: bool) -> Table:
    """Return the looks added up: one row a person, who looked most on top, MOST_PEOPLE at most."""
    names = [name for name in ADDED_UP if with_cases or name != "cases"]
    sums = {name: ADDED_UP[name] for name in names}
    found: Any = looks.order_by().values("by").annotate(**sums)  # rows as dictionaries
    rows = found.order_by("-looks", "by")
    labels = {
        "cases": _now("Cases"), "looks": _now("Times"), "identities": _now("Identity opened"),
        "last": _now("Last time"),
    }  # fmt: skip
    heads = [Head(_now("Who"))]
    heads += [Head(labels[name], is_numeric=name != "last") for name in names]
    return Table(
        caption=_now("By person"),
        columns=heads,
        rows=[[row["by"], *(_cell(row[name]) for name in names)] for row in rows[:MOST_PEOPLE]],
    )


def summary(looks: QuerySet[AuditEvent], asked: QueryDict, *, with_cases: bool) -> dict[str, Any]:
    """Return the table by person over the days asked for, of a week when none are; and the days.

    Days alone count here, no other filter: the words over the table say what it holds.
    """
    form = DaysFilter(asked, queryset=looks).form
    days = form.cleaned_data if form.is_valid() else {}
    last = days.get("to_day") or timezone.localdate()
    first = days.get("from_day") or max(last, START) - dt.timedelta(days=WEEK - 1)
    within = DaysFilter({"from_day": first, "to_day": last}, queryset=looks).qs
    words = _now("By person, %(first)s to %(last)s") % {
        "first": date_format(first, "SHORT_DATE_FORMAT"),
        "last": date_format(last, "SHORT_DATE_FORMAT"),
    }
    return {"people": by_person(within, with_cases=with_cases), "people_title": words}


def panel_rows(case: Case, user: Any) -> dict[str, Any]:
    """Return the context of the panel on a case: the last days, by person."""
    since = timezone.now() - dt.timedelta(days=DAYS_BACK)
    table = by_person(looks_at(case).filter(at__gte=since), with_cases=False)
    return {"looks": table, "days": DAYS_BACK}


def _cell(value: int | dt.datetime) -> str:
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return number_format(value, force_grouping=True)
