"""What registers of things that begin and end share: whether they last today, and filters for it."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracekenya.pages.cells import Tag

LASTING = [("now", _("Now")), ("ended", _("Ended")), ("to_come", _("To come"))]


def lasting_on(day: dt.date, starts: str = "starts_on", ends: str = "ends_on") -> Q:
    """Return the rows that last on `day`, the first and the last day included."""
    return Q(**{f"{starts}__lte": day}) & (
        Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gte": day})
    )


def by_lasting(rows: QuerySet, name: str, value: str) -> QuerySet:
    """Return the rows of one code of LASTING, as a method of a filter."""
    today = timezone.localdate()
    if value == "ended":
        return rows.filter(ends_on__lt=today)
    return (
        rows.filter(starts_on__gt=today) if value == "to_come" else rows.filter(lasting_on(today))
    )


def lasting_tag(row: Any) -> Tag:
    """Return whether the row lasts today."""
    today = timezone.localdate()
    if row.ends_on is not None and row.ends_on < today:
        return Tag(_("Ended"))
    return Tag(_("To come"), "info") if row.starts_on > today else Tag(_("Now"), "success")


def overlapping(rows: QuerySet, row: Any) -> QuerySet:
    """Return those of `rows`, `row` itself left out, that last on a day on which `row` lasts."""
    others = rows.exclude(pk=row.pk).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=row.starts_on))
    return others if row.ends_on is None else others.filter(starts_on__lte=row.ends_on)
