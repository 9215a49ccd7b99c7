"""The list of conflicts of interest: staff code and code of the person, never a name."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import ConflictOfInterest
from tracekenya.pages.cells import Tag, words
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.access import OutOfScope
from tracekenya.ui.tables import Link


class ConflictFilter(filters.FilterSet):
    state = filters.ChoiceFilter(
        label=_("State"), choices=[("live", _("Holds")), ("ended", _("Ended"))],
        empty_label=_("Any"), method="by_state",
    )  # fmt: skip

    class Meta:
        model = ConflictOfInterest
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(ended_at__isnull=value == "live")


def all_conflicts(user: Any) -> QuerySet[ConflictOfInterest]:
    """Return the conflicts of others; one's own would name a person who is closed to oneself."""
    rows = ConflictOfInterest.objects.exclude(user=user)
    return rows.select_related("user", "person", "recorded_by", "ended_by").defer(
        "person__names", "person__aliases", "person__phone", "person__document_number",
        "person__address",
    )  # fmt: skip


def get_conflict(user: Any, pk: Any) -> ConflictOfInterest:
    """Return a conflict of somebody else. Raises OutOfScope (a 404) for one's own and an unknown one."""
    conflict = all_conflicts(user).filter(pk=pk).first()
    if conflict is None:
        raise OutOfScope(str(pk))
    return conflict


def state_of(conflict: ConflictOfInterest) -> Tag:
    return Tag(_("Holds"), "warning") if conflict.ended_at is None else Tag(_("Ended"))


CONFLICTS = ListPage(
    name="conflicts",
    title=_("Too near to a person"),
    lead=_("To these colleagues all cases of the person are closed, whatever their role."),
    columns=(
        Column("day", _("Declared"), lambda row: Link(words(row.recorded_at), row.get_absolute_url()), "recorded_at", is_whole=True),
        Column("user", _("Colleague"), lambda row: row.user.staff_code),
        Column("person", _("Person"), lambda row: row.person.code, is_whole=True),
        Column("by", _("Declared by"), lambda row: row.recorded_by),
        Column("state", _("State"), state_of),
    ),
    filters=ConflictFilter,
    sort="-day",
    empty_title=_("Nobody declared anything"),
    empty_text=_("A conflict of interest is declared from the page of a case."),
)  # fmt: skip
