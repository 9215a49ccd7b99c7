"""The list of what the houses keep: by case code and kind; what a thing looks like stands on its page."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shelter import custody
from shelter.enums import IN_HOUSE, ItemStatus
from shelter.filters import houses_of
from shelter.house_records import TEXTS_OF_STAY
from shelter.models import BelongingItem
from tracekenya.lib.vocabularies import choices
from tracekenya.pages.listing import Column, ListPage
from tracekenya.roles.permissions import Permission
from tracekenya.ui.tables import Link


class BelongingFilter(filters.FilterSet):
    shelter = filters.ModelChoiceFilter(
        label=_("Shelter"),
        queryset=houses_of,
        field_name="admission__shelter",
        empty_label=_("Any"),
    )
    status = filters.ChoiceFilter(
        label=_("State"), choices=lambda: choices("belonging_status"), empty_label=_("Any")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind of thing"), choices=lambda: choices("belonging_kind"), empty_label=_("Any")
    )
    left = filters.ChoiceFilter(
        label=_("Left in the house"), choices=[("yes", _("The person has gone"))],
        empty_label=_("Any"), method="by_left",
    )  # fmt: skip

    class Meta:
        model = BelongingItem
        fields: list[str] = []

    def by_left(self, rows, name: str, value: str):
        return rows.filter(status=ItemStatus.HELD).exclude(admission__status__in=IN_HOUSE)


def visible_items(user) -> QuerySet[BelongingItem]:
    """Return the things that the person may see, without what a list does not show."""
    rows = BelongingItem.objects.visible_to(user, Permission.BELONGING_VIEW)
    return rows.select_related("admission__case", "admission__shelter__office").defer(
        *custody.SEALED, *TEXTS_OF_STAY
    )


BELONGINGS = ListPage(
    name="belongings",
    title=_("Belongings"),
    lead=_("What the house keeps for its residents, where it lies, and what went back."),
    columns=(
        Column("thing", _("Thing"), lambda row: Link(custody.short(row), row.get_absolute_url()), "kind"),
        Column("code", _("Case"), lambda row: row.admission.case.code, "admission__case__code", is_whole=True),
        Column("state", _("State"), custody.state_of, "status"),
        Column("place", _("Where it lies"), lambda row: row.place if row.status == ItemStatus.HELD else ""),
        Column("received", _("Taken in"), lambda row: row.received_at, "received_at"),
        Column("out", _("Handed out"), lambda row: row.handed_out_at, "handed_out_at"),
        Column("house", _("Shelter"), lambda row: row.admission.shelter, "admission__shelter__office__name"),
    ),
    filters=BelongingFilter,
    sort="-received",
    empty_title=_("Nothing is kept yet"),
    empty_text=_("Open the page of a stay and press “Add belongings”."),
)  # fmt: skip
