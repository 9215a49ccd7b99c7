"""Activities: trainings, talks, mentorship; they feed 1.1, 1.3 and 2.1 to 2.5 from their day on."""

import django_filters as filters
from django import forms
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.actions import activities
from programmes.attendance import attendance_panels
from programmes.filters import code_filter, codes_filter, county_filter, day_filter
from programmes.models import Activity, ActivityAttendance, ActivityHeadcount, Project
from programmes.models.activities import KENYA
from programmes.rules import check_activity
from tracekenya.lib import vocabularies
from tracekenya.pages.cells import Tag
from tracekenya.pages.facts import Fact, fact, facts_of
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

PLANNED, HELD, NOBODY = "planned", "held", "nobody"
OPERATOR_KINDS = ("transport_sacco", "transport_company")


class ActivityFilter(filters.FilterSet):
    kind = code_filter("activity_type", _("Kind"))
    themes = codes_filter("activity_theme", _("Theme"))
    county = county_filter()
    project = filters.ModelChoiceFilter(
        label=_("Project"), queryset=Project.objects.all(), empty_label=_("Any")
    )
    state = filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (PLANNED, _("Planned")),
            (HELD, _("Took place")),
            (NOBODY, _("Took place, nobody written down")),
        ],
        empty_label=_("Any"),
        method="by_state",
    )
    held_from = day_filter("held_on", _("From"), "gte")
    held_to = day_filter("held_on", _("Until"), "lte")

    class Meta:
        model = Activity
        fields: list[str] = []

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == PLANNED:
            return rows.filter(held_on__gt=today)
        held = rows.filter(held_on__lte=today)
        return held.filter(~Q(kind="media_campaign"), people=0) if value == NOBODY else held


class ActivityFields(forms.Form):
    """Only operators of transport are offered for a crew training."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        operators = self.fields["operator"]
        operators.queryset = operators.queryset.filter(kind__in=OPERATOR_KINDS)


def with_people(rows: QuerySet) -> QuerySet:
    """Add `people`: how many came, by code and by head count together."""
    by_code = _per_activity(ActivityAttendance.objects.all(), Count("pk"))
    by_heads = _per_activity(ActivityHeadcount.objects.all(), Sum("people"))
    return rows.annotate(people=Coalesce(by_code, 0) + Coalesce(by_heads, 0))


def _per_activity(rows: QuerySet, number: Count | Sum) -> Subquery:
    of_one = rows.filter(activity=OuterRef("pk")).order_by().values("activity")
    return Subquery(of_one.annotate(number=number).values("number"))


def rows_for(user) -> QuerySet:
    rows = Activity.objects.visible_to(user).select_related("county", "project", "operator")
    return with_people(rows)


def place_of(activity: Activity) -> str:
    return str(activity.county or (activity.country if activity.country != KENYA else ""))


def themes_of(activity: Activity) -> str:
    return ", ".join(vocabularies.label("activity_theme", code) for code in activity.themes)


def state_of(activity: Activity) -> Tag:
    return Tag(_("Planned"), "info") if activity.is_planned else Tag(_("Took place"), "success")


def facts(activity: Activity, user) -> list[Fact]:
    project = activity.project
    of_project = (project.name, project.get_absolute_url()) if project else ("", "")
    return [
        fact(_("Code"), activity.code),
        *facts_of(activity, ("kind", "themes", "held_on", "county", "country")),
        fact(_("Project"), of_project[0], url=of_project[1]),
        *(facts_of(activity, ("operator",)) if activity.operator_id else ()),
        fact(_("People who came"), activity.people),
    ]


ACTIVITIES = Register(
    app="programmes",
    name="activity",
    folder="activities",
    model=Activity,
    listing=ListPage(
        name="activities",
        title=_("Activities"),
        columns=(
            Column("code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code"),
            Column("title", _("Title"), lambda row: row.title, "title"),
            Column("kind", _("Kind"), lambda row: row.get_kind_display(), "kind"),
            Column("themes", _("Themes"), themes_of),
            Column("day", _("Date"), lambda row: row.held_on, "held_on"),
            Column("place", _("County or country"), place_of, "county__name"),
            Column("state", _("State"), state_of),
            Column("people", _("People"), lambda row: row.people, is_numeric=True),
        ),
        filters=ActivityFilter,
        sort="-day",
        empty_title=_("No activity here"),
        empty_text=_(
            "Each training, talk or session is entered here, and then who came to it. Shelters, case"
            " workers and field monitors see those in the counties of their office."
        ),
    ),
    add_label=_("Add an activity"),
    view=Permission.ACTIVITY_VIEW,
    edit=Permission.ACTIVITY_EDIT,
    fields=("title", "kind", "themes", "held_on", "county", "country", "project", "operator"),
    hints={
        "title": _("What it was about; never the name of a person."),
        "kind": _("Mentorship and training on gender justice count in 2.1 to 2.5."),
        "themes": _("Child safeguarding and online safety count in 1.1."),
        "held_on": _("A day to come is a plan: it counts, and takes who came, from that day on."),
        "county": _("Where it was held; empty if it was abroad."),
        "operator": _("Only for trainings of the transport sector."),
    },
    form_mixin=ActivityFields,
    rows=rows_for,
    check=check_activity,
    add=activities.add,
    facts=facts,
    tags=lambda row: [state_of(row)],
    panels=attendance_panels,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
