"""The list of conflicts of interest: staff code and code of the person, never a name."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.actions.people import IDENTITY
from cases.models import ConflictOfInterest, Person
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
    sealed = [f"{row}__{name}" for row in ("person", "person__merged_into") for name in IDENTITY]
    known = rows.select_related("user", "person__merged_into", "recorded_by", "ended_by")
    return known.defer(*sealed)


def codes_of(person: Person) -> str:
    """Return the code of the row, and that of the row that stands for the person after a merge."""
    master = person.merged_into
    return person.code if master is None else f"{person.code} → {master.code}"


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
        Column("person", _("Person"), lambda row: codes_of(row.person), is_whole=True),
        Column("by", _("Declared by"), lambda row: row.recorded_by),
        Column("state", _("State"), state_of),
    ),
    filters=ConflictFilter,
    sort="-day",
    empty_title=_("Nobody declared anything"),
    empty_text=_("A conflict of interest is declared from the page of a case."),
)  # fmt: skip
