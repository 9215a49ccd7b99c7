"""The list of cases: by code, never by name."""

import datetime as dt

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.filters import CaseFilter
from cases.models import Case, CaseGrant
from cases.models.case import CaseQuerySet
from cases.words import CASE_TYPES, RISK_TONES, RISKS, STATUSES, short
from tracekenya.audit.models import AuditEvent
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import LOOKS
from tracekenya.pages.listing import Column, ListPage
from tracekenya.ui.tables import Link


def visible_cases(user) -> CaseQuerySet:
    """Return the cases that `user` may see, without what a list does not show.

    `workers`: staff codes of those who may open it; `touched_at`: when somebody last changed it.
    """
    acts = AuditEvent.objects.filter(case_id=OuterRef("pk")).exclude(kind__in=LOOKS)
    # grouped, so that the database takes the case's own few rows and not the newest of the trail
    last = acts.order_by().values("case_id").annotate(last=Max("at")).values("last")
    grants = CaseGrant.objects.live().filter(case=OuterRef("pk"), user__isnull=False)
    workers = grants.order_by("user__staff_code").values("user__staff_code").distinct()
    return (
        Case.objects.visible_to(user)
        .select_related("county")
        .defer("summary", "closing_note")
        .annotate(touched_at=Subquery(last), workers=ArraySubquery(workers))
    )


def risk_of(case: Case) -> Tag:
    if not case.risk_level:
        return Tag(_("Not set"), "warning" if case.is_open else "")
    return Tag(short(RISKS, "risk_level", case.risk_level), RISK_TONES.get(case.risk_level, ""))


def types_of(case: Case) -> str:
    """Return the main type, and how many more there are."""
    first, *more = (str(short(CASE_TYPES, "case_type", code)) for code in case.case_types)
    return (
        _now("%(first)s and %(more)s more") % {"first": first, "more": len(more)} if more else first
    )


def touched_on(case: Case) -> dt.date:
    """Return the day of the last change in the trail, else of the writing down."""
    return timezone.localdate(case.touched_at or case.recorded_at)


CASES = ListPage(
    name="cases",
    title=_("Cases"),
    columns=(
        Column("code", _("Code"), lambda case: Link(case.code, case.get_absolute_url()), "code", is_whole=True),
        Column("status", _("Status"), lambda case: short(STATUSES, "case_status", case.status), "status"),
        Column("risk", _("Risk"), risk_of),
        Column("about", _("What it is about"), types_of),
        Column("opened", _("Opened"), lambda case: case.opened_on, "opened_on"),
        Column("county", _("County"), lambda case: case.county or _("Not known"), "county__name"),
        Column("workers", _("Assigned to"), lambda case: ", ".join(case.workers) or _("Nobody")),
        Column("touched", _("Last change"), touched_on),
    ),
    filters=CaseFilter,
    sort="-opened",
    empty_title=_("No case here"),
    empty_text=_("You see the cases that you work on. Ask a case manager to assign one to you."),
)  # fmt: skip
