"""Networks that we founded or joined; those for survivors' voices count in 2.10 and 2.11."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.filters import code_filter, codes_filter, term_filter, year_of_term_filter
from programmes.models import Network
from programmes.rules import check_network
from tracekenya.lib import vocabularies
from tracekenya.pages.cells import Tag
from tracekenya.pages.listing import Column, ListPage
from tracekenya.pages.register import Register, all_rows
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


class NetworkFilter(filters.FilterSet):
    themes = codes_filter("network_theme", _("Theme"))
    level = code_filter("partnership_level", _("Level"))
    our_role = code_filter("network_role", _("Our part"))
    term = term_filter()
    year = year_of_term_filter()

    class Meta:
        model = Network
        fields: list[str] = []


def state_of(network: Network) -> Tag:
    today = timezone.localdate()
    if network.ends_on and network.ends_on < today:
        return Tag(_("Over"))
    if network.starts_on > today:
        return Tag(_("Still to begin"), "info")
    return Tag(_("Under way"), "success")


def themes_of(network: Network) -> str:
    return ", ".join(vocabularies.label("network_theme", code) for code in network.themes)


NETWORKS = Register(
    app="programmes",
    name="network",
    folder="networks",
    model=Network,
    listing=ListPage(
        name="networks",
        title=_("Networks"),
        columns=(
            Column("name", _("Name"), lambda row: Link(row.name, row.get_absolute_url()), "name"),
            Column("themes", _("Themes"), themes_of),
            Column("level", _("Level"), lambda row: row.get_level_display(), "level"),
            Column("part", _("Our part"), lambda row: row.get_our_role_display(), "our_role"),
            Column("state", _("Today"), state_of),
            Column("from", _("From"), lambda row: row.starts_on, "starts_on"),
            Column("until", _("Until"), lambda row: row.ends_on, "ends_on"),
        ),
        filters=NetworkFilter,
        sort="name",
        empty_title=_("No network yet"),
        empty_text=_("Enter each network that we founded or joined, with the day and our part."),
    ),
    add_label=_("Add a network"),
    view=Permission.REGISTER_VIEW,
    edit=Permission.PROGRAMME_REGISTER_EDIT,
    fields=("name", "themes", "level", "our_role", "starts_on", "ends_on"),
    hints={
        "themes": _(
            "Networks for the voice of survivors count in 2.11, and in 2.10 if we founded them."
        ),
        "starts_on": _("It counts from this day on; a day to come is possible."),
        "ends_on": _("The last day on which it counts. Leave it empty while no end is agreed."),
    },
    rows=all_rows(Network),
    check=check_network,
    tags=lambda row: [state_of(row)],
    above=((_("Programmes and registers"), "programmes:programmes_home"),),
)
