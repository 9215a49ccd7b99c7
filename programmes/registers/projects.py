"""Projects: what a donor pays for, where and for how long; activities belong to them."""

import django_filters as filters
from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.filters import code_filter, county_filter, year_of_term_filter
from programmes.models import Activity, Project
from programmes.rules import check_project
from tracekenya.lib.addresses import plain_address
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register
from tracekenya.pages.responses import Panel
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link

STATE_TONES = {"running": "success", "planned": "info"}
SHOWN_ACTIVITIES = 10  # on the page of a project; its list holds all


class ProjectFilter(filters.FilterSet):
    status = code_filter("project_status", _("State"))
    counties = county_filter()
    year = year_of_term_filter()

    class Meta:
        model = Project
        fields: list[str] = []


class ProjectFields(forms.Form):
    """Counties as boxes to tick: a list of several choices cannot be used by touch."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        counties = self.fields["counties"]
        counties.widget = forms.CheckboxSelectMultiple(choices=counties.choices)


def state_of(project: Project) -> Tag:
    return Tag(project.get_status_display(), STATE_TONES.get(project.status, ""))


def panels(project: Project, user) -> list[Panel]:
    if not user.can(Permission.ACTIVITY_VIEW):
        return []
    held = Activity.objects.visible_to(user).filter(project=project)
    address = f"{plain_address('programmes:activity_list')}?project={project.pk}"
    context = {"activities": held[:SHOWN_ACTIVITIES], "count": held.count(), "all_url": address}
    return [Panel("activities", _("Activities"), "programmes/_project_activities.html", context)]


PROJECTS = Register(
    app="programmes",
    name="project",
    folder="projects",
    model=Project,
    listing=ListPage(
        name="projects",
        title=_("Projects"),
        columns=(
            Column("code", _("Code"), lambda row: Link(row.code, row.get_absolute_url()), "code"),
            Column("name", _("Name"), lambda row: row.name, "name"),
            Column("donor", _("Donor"), lambda row: row.donor, "donor__name"),
            Column("state", _("State"), state_of, "status"),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("until", _("Until"), lambda row: row.ends_on, "ends_on"),
        ),
        filters=ProjectFilter,
        sort="-from",
        empty_title=_("No project yet"),
        empty_text=_("Enter a project first; then say of each activity to which it belongs."),
    ),
    add_label=_("Add a project"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("code", "name", "donor", "status", "starts_on", "ends_on", "counties"),
    hints={
        "code": _("Short, small letters and dashes, for example safe-roads. Reports name it."),
        "donor": _("Leave it empty if we pay for it ourselves."),
        "ends_on": _("Leave it empty while no end is agreed."),
    },
    form_mixin=ProjectFields,
    rows=lambda user: Project.objects.select_related("donor"),
    check=check_project,
    tags=lambda row: [state_of(row)],
    panels=panels,
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
