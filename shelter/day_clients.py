"""The register of clients of the day: they come for a service and sleep elsewhere; by case code only."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shelter.actions import day_visits
from shelter.filters import houses_of
from shelter.forms.clock import DAY_SERVICES, OfClient
from shelter.models import DayVisit
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link
from tracekenya.ui.widgets import DayInput


def _kinds() -> list[tuple[str, str]]:
    return [choice for choice in choices("service_type") if choice[0] in DAY_SERVICES]


class DayVisitFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_("Shelter"), queryset=houses_of, empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(label=_("For what"), choices=_kinds, empty_label=_("Any"))
    since = filters.DateFilter(
        label=_("From"), field_name="came_on", lookup_expr="gte", widget=DayInput
    )
    until = filters.DateFilter(
        label=_("Until"), field_name="came_on", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = DayVisit
        fields: list[str] = []


def visible_rows(user) -> QuerySet[DayVisit]:
    rows = DayVisit.objects.visible_to(user, Permission.DAY_VISIT_RECORD)
    return rows.select_related("case", "shelter__office", "service").defer(
        "case__summary", "case__closing_note", "service__note"
    )


def facts_on(row: DayVisit, user) -> list[Fact]:
    case = fact(_now("Case"), row.case.code, url=row.case.get_absolute_url())
    return [case, *facts_of(row, ["shelter", "came_on", "kind", "minutes"], reader=user)]


DAY_CLIENTS = Register(
    app="shelter",
    name="day_visit",
    folder="day-clients",
    model=DayVisit,
    listing=ListPage(
        name="day-clients",
        title=_("Day clients"),
        lead=_("Who came for a service and slept elsewhere. They are in no figure of stays."),
        columns=(
            Column("code", _("Case"), lambda row: Link(row.case.code, row.get_absolute_url()), "case__code"),
            Column("on", _("Came on"), lambda row: row.came_on, "came_on"),
            Column("kind", _("For what"), lambda row: row.get_kind_display(), "kind"),
            Column("minutes", _("Minutes"), lambda row: row.minutes, "minutes", is_numeric=True),
            Column("house", _("Shelter"), lambda row: row.shelter, "shelter__office__name"),
        ),
        filters=DayVisitFilter,
        sort="-on",
        empty_title=_("No day client yet"),
        empty_text=_("Write down each visit for counselling or another service, with the code of the case."),
    ),
    add_label=_("Add a visit"),
    view=Permission.DAY_VISIT_RECORD,
    edit=Permission.DAY_VISIT_RECORD,
    fields=("came_on", "kind", "minutes"),
    rows=visible_rows,
    hints={"minutes": _("About how long, if you know it.")},
    form_mixin=OfClient,
    facts=facts_on,
    above=((_("Free beds"), "shelter:shelter_list"),),
    add=day_visits.add,
    change=day_visits.edit,
)  # fmt: skip
